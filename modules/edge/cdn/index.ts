export type { LogBucket } from "./access-logs";
export {
  DISTRIBUTION_DEFAULTS,
  Distribution,
  type ApiOrigin,
  type CustomDomain,
  type DistributionProps,
  type SiteBucket,
} from "./distribution";
export { SITE_ROUTER_CODE } from "./site-router";
