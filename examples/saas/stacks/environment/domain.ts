import { RestDomain, type RestApi } from "groundplan/api/rest";
import { Certificate, HealthCheck, type HostedZoneReference } from "groundplan/edge/dns";
import { apiVersion } from "../../functions/contract";
import { names } from "../names";
import type { Context } from "./context";

export interface DomainParts {
  readonly api: RestApi;
  readonly zone: HostedZoneReference;
}

/**
 * Domains of the API in one region: the name of the whole system, whose records fail over, and a name of the region,
 * which the health check asks. Both have the version as base path.
 */
export function createDomains(context: Context, { api, zone }: DomainParts): RestDomain {
  const { stack, environment, role } = context;
  const shared = names.apiDomain(environment);
  const regional = names.regionalApiDomain(environment, stack.region);
  const { zoneId } = zone;
  const certificate = new Certificate(stack, "api-certificate", {
    domainName: shared,
    alternativeNames: [regional],
    zoneId,
    regional: stack.providerIn(stack.region),
  });
  const basePaths = { [apiVersion]: api };
  const target = new RestDomain(stack, "api-domain", { name: shared, certificate, basePaths });
  zone.addAlias(regional, new RestDomain(stack, "regional-api-domain", { name: regional, certificate, basePaths }));
  const healthCheck = createHealthCheck(context, regional);
  zone.addFailover(shared, { role: role === "main" ? "primary" : "secondary", target, healthCheck });
  return target;
}

/**
 * Health of the region. The main region is unhealthy also while operators hold the switch, an alarm of the second
 * region: one data point of 1 fails over, and keeps traffic away from a region that comes back, until one of 0.
 */
function createHealthCheck({ stack, environment, prefix, role }: Context, domainName: string): HealthCheck {
  const source = { endpoint: { domainName, path: `/${apiVersion}/health` } };
  const endpoint = new HealthCheck(stack, "api-check", { name: `${prefix}-api`, source });
  if (role === "standby" || environment.standby === "none") return endpoint;
  const { region: alarmRegion } = environment.standby;
  const alarm = { alarmName: names.failoverSwitch(environment), alarmRegion };
  const switched = new HealthCheck(stack, "switch-check", { name: `${prefix}-switch`, source: { alarm } });
  const children = { endpoint, switched };
  return new HealthCheck(stack, "region-check", { name: prefix, source: { calculated: { children } } });
}
