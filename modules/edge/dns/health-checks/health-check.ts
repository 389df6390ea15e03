import { Route53HealthCheck, type Route53HealthCheckConfig } from "@cdktf/provider-aws/lib/route53-health-check";
import { Construct } from "constructs";
import { withDefaults, type Graph, type Signal } from "../../../core";
import { ExistingHealthCheck } from "./existing-health-check";
import {
  ENDPOINT_DEFAULTS,
  type AlarmSettings,
  type CalculatedSettings,
  type EndpointSettings,
  type ExistingHealthCheckProps,
  type HealthCheckProps,
  type HealthCheckReference,
  type HealthCheckSource,
} from "./health-check-props";
import { healthGraphs, healthSignals } from "./health-check-signals";
import { validateHealthCheck } from "./health-check-validation";

/**
 * A health check of Route 53, whose status decides between the records of a name.
 *
 * A calculated check of an endpoint and of an alarm that operators control fails over when either is unhealthy.
 */
export class HealthCheck extends Construct implements HealthCheckReference {
  readonly healthCheckId: string;
  readonly endpointNames: readonly string[];
  /** `<id>-unhealthy`. Route 53 publishes it in us-east-1 only. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];

  /** @throws InputError when a setting exceeds the limits of Route 53, or the source is not exactly one. */
  constructor(scope: Construct, id: string, props: HealthCheckProps) {
    validateHealthCheck(scope, id, props);
    super(scope, id);
    const { name, source } = props;
    const check = new Route53HealthCheck(this, "health-check", { ...argumentsOf(source), tags: { Name: name } });
    this.healthCheckId = check.id;
    this.endpointNames = namesIn(source);
    this.signals = healthSignals(id, check.id);
    this.graphs = healthGraphs(name, check.id);
  }

  /**
   * A health check that another stack or tool created. A plan needs no lookup.
   *
   * @throws InputError when the id is not that of a health check.
   */
  static fromId(scope: Construct, id: string, props: ExistingHealthCheckProps): HealthCheckReference & Construct {
    return new ExistingHealthCheck(scope, id, props);
  }
}

function argumentsOf(source: HealthCheckSource): Route53HealthCheckConfig {
  if ("endpoint" in source) return endpointArguments(source.endpoint);
  return "alarm" in source ? alarmArguments(source.alarm) : calculatedArguments(source.calculated);
}

function endpointArguments(settings: EndpointSettings): Route53HealthCheckConfig {
  const { domainName, path, port, intervalSeconds, failureThreshold } = withDefaults(settings, ENDPOINT_DEFAULTS);
  return {
    type: "HTTPS",
    fqdn: domainName,
    port,
    resourcePath: path,
    requestInterval: intervalSeconds,
    failureThreshold,
    // Without the name, API Gateway and CloudFront answer with a certificate of their own.
    enableSni: true,
  };
}

const INSUFFICIENT_DATA = { healthy: "Healthy", unhealthy: "Unhealthy", "last-known": "LastKnownStatus" } as const;

function alarmArguments({ alarmName, alarmRegion, insufficientData }: AlarmSettings): Route53HealthCheckConfig {
  return {
    type: "CLOUDWATCH_METRIC",
    cloudwatchAlarmName: alarmName,
    cloudwatchAlarmRegion: alarmRegion,
    insufficientDataHealthStatus: INSUFFICIENT_DATA[insufficientData ?? "last-known"],
  };
}

function calculatedArguments({ children, healthyChildren }: CalculatedSettings): Route53HealthCheckConfig {
  const ids = Object.values(children).map(({ healthCheckId }) => healthCheckId);
  return { type: "CALCULATED", childHealthchecks: ids, childHealthThreshold: healthyChildren ?? ids.length };
}

function namesIn(source: HealthCheckSource): readonly string[] {
  if ("endpoint" in source) return [source.endpoint.domainName];
  if ("alarm" in source) return [];
  return Object.values(source.calculated.children).flatMap(({ endpointNames = [] }) => endpointNames);
}
