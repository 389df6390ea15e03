import { ANALYTICS_ARNS } from "./analytics-arns";
import { REST_API_ARNS } from "./rest-api-arns";
import { STANDBY_ARNS } from "./standby-arns";

/** Props with an ARN or key of another region, of the areas that have a file of their own. */
export const ARNS_BY_AREA = { ...ANALYTICS_ARNS, ...REST_API_ARNS, ...STANDBY_ARNS };
