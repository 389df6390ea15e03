import { csrfHeader, idempotencyHeader, routes } from "../../app/contract";
import { HttpApi } from "../../modules/api/http";
import type { ContainerFunction } from "../../modules/compute/functions";
import { Certificate, type HostedZoneReference } from "../../modules/edge/dns";
import { openRoutes } from "../../policies";
import type { PlatformContext } from "./context";
import type { Identity } from "./identity";

export interface ServiceParts {
  readonly handler: ContainerFunction;
  readonly identity: Identity;
  readonly zone: HostedZoneReference | undefined;
}

/**
 * The HTTP API in front of the function; with a domain it has a name of its own and its default endpoint is closed.
 */
export function createApi(context: PlatformContext, { handler, identity, zone }: ServiceParts): HttpApi {
  const { stack, environment, prefix, keys } = context;
  const domainName = zone && `${environment.site.apiLabel}.${zone.domainName}`;
  const api = new HttpApi(stack, "api", {
    name: prefix,
    // AWS has rejected hyphens in names of stages.
    stageName: environment.name.replaceAll("-", "_"),
    routes: routes.map(({ routeKey, access }) =>
      typeof access === "string" ? { routeKey } : { routeKey, authorization: "jwt", scopes: access },
    ),
    authorizer: { issuer: identity.userPool.issuer, audience: [identity.client.clientId] },
    handler,
    cors: {
      allowOrigins: zone ? [`https://${zone.domainName}`] : [],
      allowMethods: ["DELETE", "GET", "PATCH", "POST"],
      allowHeaders: ["authorization", "content-type", csrfHeader, idempotencyHeader],
    },
    throttling: environment.api,
    logRetentionDays: environment.logs.retentionDays,
    logKey: keys.logs,
    customDomain: zone && { name: domainName!, certificateArn: apiCertificateArn(context, domainName!, zone) },
  });
  handler.warmAfter(identity.configuration);
  const open = routes.filter(({ access }) => typeof access === "string").map(({ routeKey }) => routeKey);
  openRoutes(api.node.findChild("api"), open);
  if (zone && api.domainTarget) zone.addAlias(domainName!, api.domainTarget);
  return api;
}

function apiCertificateArn({ stack }: PlatformContext, domainName: string, { zoneId }: HostedZoneReference): string {
  return new Certificate(stack, "api-certificate", { domainName, zoneId }).certificateArn;
}
