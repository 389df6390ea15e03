import type { Construct } from "constructs";
import {
  AWS_REGIONS,
  Validation,
  domainName,
  fields,
  integer,
  matching,
  oneOf,
  physicalName,
  requireProps,
  satisfying,
  type Rule,
} from "../../../core";
import type {
  AlarmSettings,
  CalculatedSettings,
  EndpointSettings,
  ExistingHealthCheckProps,
  HealthCheckProps,
} from "./health-check-props";

/** All fields of the three sources. */
interface Sources {
  readonly endpoint?: EndpointSettings;
  readonly alarm?: AlarmSettings;
  readonly calculated?: CalculatedSettings;
}

const REQUIRED = {
  endpoint: { domainName: "string", path: "string" },
  alarm: { alarmName: "string", alarmRegion: "string" },
  calculated: { children: "object" },
} as const;

/**
 * Checks the limits of `CreateHealthCheck`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateHealthCheck(scope: Construct, id: string, props: HealthCheckProps): void {
  requireProps(scope, id, props, { name: "string", source: "any" });
  const source: Sources = props.source;
  for (const kind of Object.keys(REQUIRED) as (keyof Sources)[]) {
    if (source[kind]) requireProps<object>(scope, id, { source }, { source: { [kind]: REQUIRED[kind] } });
  }
  new Validation(scope, id)
    .props(props, { name: matching(/^[^\p{C}]{1,256}$/u, "1 to 256 characters", "shorten the name") })
    .apply("source", source, oneSource)
    .apply("source.endpoint", source.endpoint, fields<EndpointSettings>(endpointRules))
    .apply("source.alarm", source.alarm, fields<AlarmSettings>(alarmRules))
    .apply("source.calculated", source.calculated, fields<CalculatedSettings>(calculatedRules))
    .throwIfInvalid();
}

/** @throws InputError when the id is not that of a health check. */
export function validateExistingHealthCheck(scope: Construct, id: string, props: ExistingHealthCheckProps): void {
  requireProps(scope, id, props, { healthCheckId: "string" });
  const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  new Validation(scope, id)
    .props(props, { healthCheckId: matching(uuid, "a UUID in lower case", "copy the id of the health check") })
    .throwIfInvalid();
}

const oneSource: Rule<Sources> = satisfying(
  (source) => Object.values(source).filter((one) => one !== undefined).length === 1,
  "one of endpoint, alarm and calculated",
  "combine several checks by a calculated one",
  (source) => Object.keys(source),
);

const endpointRules = () => ({
  domainName: domainName(),
  path: matching(/^\/[!-~]{0,254}$/, "a path of at most 255 ASCII characters", "begin it with / and encode it"),
  port: integer(1, 65_535, "choose the port of HTTPS"),
  intervalSeconds: oneOf([10, 30], "Route 53 offers two intervals"),
  failureThreshold: integer(1, 10, "choose the number of failures that people would notice"),
});

const alarmRules = () => ({
  alarmName: physicalName("alarm name", "source.alarm.alarmName"),
  alarmRegion: oneOf<string>(AWS_REGIONS, "name the region of the alarm"),
  insufficientData: oneOf<string>(["healthy", "unhealthy", "last-known"], "choose the status without data"),
});

const calculatedRules = ({ children }: CalculatedSettings) => {
  const count = Object.keys(children).length;
  return {
    children: satisfying<CalculatedSettings["children"]>(
      () => count >= 1 && count <= 255,
      "1 to 255 checks",
      "split the check into calculated ones",
      () => count,
    ),
    healthyChildren: integer(1, Math.max(count, 1), "at most all children can be healthy"),
  };
};
