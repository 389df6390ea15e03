import type { Mapping } from "./grammar";
import { ACCOUNT } from "./account";
import { ANALYTICS } from "./analytics";
import { CACHE } from "./data/cache";
import { CDN } from "./edge/cdn";
import { CONTAINERS } from "./compute/containers";
import { DATABASES } from "./data/databases";
import { DELIVERY } from "./delivery";
import { DNS } from "./edge/dns";
import { FIREWALL } from "./edge/firewall";
import { FUNCTIONS } from "./compute/functions";
import { HOSTING } from "./edge/hosting";
import { HTTP_API } from "./api/http-api";
import { IDENTITY } from "./identity";
import { LOAD_BALANCING } from "./compute/load-balancing";
import { MESSAGING } from "./messaging";
import { NETWORK } from "./network";
import { OBSERVABILITY } from "./observability";
import { RECOVERY } from "./recovery";
import { REST_API } from "./api/rest-api";
import { SECURITY } from "./security";
import { STORAGE } from "./data/storage";
import { TABLES } from "./data/tables";
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
