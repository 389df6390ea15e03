import type { Mapping } from "./grammar";
import { ACCOUNT } from "./account";
import { ANALYTICS } from "./analytics";
import { CACHE } from "./cache";
import { CDN } from "./cdn";
import { CONTAINERS } from "./containers";
import { DATABASES } from "./databases";
import { DELIVERY } from "./delivery";
import { DNS } from "./dns";
import { FIREWALL } from "./firewall";
import { FUNCTIONS } from "./functions";
import { HOSTING } from "./hosting";
import { HTTP_API } from "./http-api";
import { IDENTITY } from "./identity";
import { LOAD_BALANCING } from "./load-balancing";
import { MESSAGING } from "./messaging";
import { NETWORK } from "./network";
import { OBSERVABILITY } from "./observability";
import { RECOVERY } from "./recovery";
import { REST_API } from "./rest-api";
import { SECURITY } from "./security";
import { STORAGE } from "./storage";
import { TABLES } from "./tables";
import { WORKFLOW } from "./workflow";

/** Correspondence of Terraform arguments to CloudFormation properties, by Terraform type. */
export const MAPPING: Mapping = {
  ...ACCOUNT,
  ...ANALYTICS,
  ...CACHE,
  ...CDN,
  ...CONTAINERS,
  ...DATABASES,
  ...DELIVERY,
  ...DNS,
  ...FIREWALL,
  ...FUNCTIONS,
  ...HOSTING,
  ...HTTP_API,
  ...IDENTITY,
  ...LOAD_BALANCING,
  ...MESSAGING,
  ...NETWORK,
  ...OBSERVABILITY,
  ...RECOVERY,
  ...REST_API,
  ...SECURITY,
  ...STORAGE,
  ...TABLES,
  ...WORKFLOW,
};
