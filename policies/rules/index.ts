import type { Rule } from "../engine/rule";
import { ACCESS_RULES } from "./access";
import { CACHE_AND_TABLE_RULES } from "./cache";
import { DATABASE_RULES } from "./database";
import { DATABASE_OPERATIONS_RULES } from "./database-operations";
import { EDGE_RULES } from "./edge";
import { MESSAGING_RULES } from "./messaging";
import { NETWORK_RULES } from "./network";
import { PLATFORM_RULES } from "./platform";
import { PROTECTION_RULES } from "./protection";
import { RECOVERY_RULES } from "./recovery";
import { SERVICE_RULES } from "./service";
import { STORAGE_RULES } from "./storage";
import { TRUST_RULES } from "./trust";
import { WORKFLOW_RULES } from "./workflow";

export { EXEMPT_TYPES } from "./exempt";

/** Every rule, by subject. */
export const RULES: readonly Rule[] = [
  ...ACCESS_RULES,
  ...CACHE_AND_TABLE_RULES,
  ...DATABASE_RULES,
  ...DATABASE_OPERATIONS_RULES,
  ...EDGE_RULES,
  ...MESSAGING_RULES,
  ...NETWORK_RULES,
  ...PLATFORM_RULES,
  ...PROTECTION_RULES,
  ...RECOVERY_RULES,
  ...SERVICE_RULES,
  ...STORAGE_RULES,
  ...TRUST_RULES,
  ...WORKFLOW_RULES,
];
