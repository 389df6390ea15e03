export type { LogBucket } from "./access-logs";
export { Distribution } from "./distribution";
export {
  DISTRIBUTION_DEFAULTS,
  type ApiOrigin,
  type CustomDomain,
  type DistributionProps,
  type PublicApiOrigin,
  type SiteBucket,
  type VpcApiOrigin,
} from "./distribution-props";
export { siteRouterCode } from "./site-router";
