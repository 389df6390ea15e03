import type { Rule } from "../engine/rule";
import { ACCESS_RULES } from "./access";
import { ACCOUNT_RULES } from "./account";
import { ANALYTICS_RULES } from "./analytics";
import { API_RULES } from "./api";
import { CACHE_AND_TABLE_RULES } from "./cache";
import { CONTAINER_RULES } from "./container";
import { DATABASE_RULES } from "./database";
import { DATABASE_ENGINE_RULES } from "./database-engine";
import { DATABASE_OPERATIONS_RULES } from "./database-operations";
import { DELIVERY_RULES } from "./delivery";
import { DOMAIN_NAME_RULES } from "./domain-names";
import { EDGE_RULES } from "./edge";
import { EVENT_RULES } from "./events";
import { FIREWALL_RULES } from "./firewall";
import { FUNCTION_RULES } from "./function";
import { IDENTITY_RULES } from "./identity";
import { LOAD_BALANCER_RULES } from "./load-balancer";
import { MESSAGING_RULES } from "./messaging";
import { NETWORK_RULES } from "./network";
import { NETWORK_PATH_RULES } from "./network-paths";
import { PLATFORM_RULES } from "./platform";
import { PROTECTION_RULES } from "./protection";
import { RECOVERY_RULES } from "./recovery";
import { REST_API_RULES } from "./rest-api";
import { SECRET_RULES } from "./secrets";
import { COPY_RULES } from "./storage-copies";
import { STORAGE_RULES } from "./storage";
import { TRUST_RULES } from "./trust";
import { WORKFLOW_RULES } from "./workflow";

export { EXEMPT_TYPES } from "./exempt";

/** Every rule, by subject. */
export const RULES: readonly Rule[] = [
  ...ACCESS_RULES,
  ...ACCOUNT_RULES,
  ...ANALYTICS_RULES,
  ...API_RULES,
  ...CACHE_AND_TABLE_RULES,
  ...CONTAINER_RULES,
  ...DATABASE_RULES,
  ...DATABASE_ENGINE_RULES,
  ...DATABASE_OPERATIONS_RULES,
  ...DELIVERY_RULES,
  ...DOMAIN_NAME_RULES,
  ...EDGE_RULES,
  ...EVENT_RULES,
  ...FIREWALL_RULES,
  ...FUNCTION_RULES,
  ...IDENTITY_RULES,
  ...LOAD_BALANCER_RULES,
  ...MESSAGING_RULES,
  ...NETWORK_RULES,
  ...NETWORK_PATH_RULES,
  ...PLATFORM_RULES,
  ...PROTECTION_RULES,
  ...RECOVERY_RULES,
  ...REST_API_RULES,
  ...SECRET_RULES,
  ...COPY_RULES,
  ...STORAGE_RULES,
  ...TRUST_RULES,
  ...WORKFLOW_RULES,
];
