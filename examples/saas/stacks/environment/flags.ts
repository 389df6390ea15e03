import { FeatureFlags } from "groundplan/configuration";
import type { Alarms } from "groundplan/observability";
import type { Context } from "./context";

/** Flags of the application, which operators switch in AppConfig. An alarm of the API rolls a change back. */
export function createFlags({ stack, environment, prefix, keys }: Context, alarms: Alarms): FeatureFlags {
  return new FeatureFlags(stack, "flags", {
    name: prefix,
    environmentName: environment.name,
    profiles: {
      billing: {
        "plan-changes": { description: "Customers may change their plan", enabled: true },
        "yearly-plans": { description: "Offers periods of a year", enabled: true },
      },
    },
    rollbackAlarmArns: [`arn:aws:cloudwatch:${stack.region}:${stack.account}:alarm:${alarms.alarmNames["api-5xx"]!}`],
    key: keys.data,
  });
}
