import { HttpApi } from "../../modules/api";
import { ContainerFunction } from "../../modules/compute";
import type { Cache, Database } from "../../modules/data";
import { Certificate, type HostedZone } from "../../modules/edge";
import type { Network } from "../../modules/network";
import { Parameters, type GeneratedSecret } from "../../modules/security";
import { openRoutes } from "../../policies";
import * as application from "../application";
import type { PlatformContext } from "./context";

/** The application's image as a function in the private subnets. */
export function createFunction(
  { stack, environment, prefix, parameterPath, keys }: PlatformContext,
  network: Network,
  imageRepository: string,
): ContainerFunction {
  const { name, compute, logs } = environment;
  const { image } = compute;
  const variables: application.FunctionEnvironment = {
    ENVIRONMENT: name,
    PARAMETER_PATH: parameterPath,
    CSRF_PROTECTION: "enforce",
  };
  return new ContainerFunction(stack, "function", {
    name: `${prefix}-api`,
    account: stack.account,
    image: imageRepository + ("digest" in image ? `@${image.digest}` : `:${image.tag}`),
    command: application.commands.api,
    environment: variables,
    placement: network.privatePlacement,
    memoryMb: compute.memoryMb,
    timeoutSeconds: compute.timeoutSeconds,
    concurrency: { provisioned: compute.provisionedConcurrency, reserved: compute.maxConcurrency },
    logRetentionDays: logs.retentionDays,
    logKey: keys.logs,
    environmentKey: keys.data,
  });
}

/** The HTTP API in front of the function; with a domain it has a name of its own and its default endpoint is closed. */
export function createApi(context: PlatformContext, handler: ContainerFunction, zone: HostedZone | undefined): HttpApi {
  const { stack, environment, prefix, keys } = context;
  const domainName = zone && `api.${zone.domainName}`;
  const api = new HttpApi(stack, "api", {
    name: prefix,
    stageName: environment.name,
    routes: application.routes.map((routeKey) => ({ routeKey })),
    handler,
    cors: {
      allowOrigins: zone ? [`https://${zone.domainName}`] : [],
      allowMethods: ["GET", "POST"],
      allowHeaders: ["authorization", "content-type"],
    },
    throttling: environment.api,
    logRetentionDays: environment.logs.retentionDays,
    logKey: keys.logs,
    customDomain: zone && { name: domainName!, certificateArn: apiCertificateArn(context, zone) },
  });
  openRoutes(api.node.findChild("api"), application.openRoutes);
  if (zone && api.domainTarget) zone.addAlias(domainName!, api.domainTarget);
  return api;
}

function apiCertificateArn({ stack }: PlatformContext, { domainName, zoneId }: HostedZone): string {
  const regional = stack.providerIn(stack.region);
  return new Certificate(stack, "api-certificate", { domainName: `api.${domainName}`, zoneId, regional })
    .certificateArn;
}

/** What the function works on. */
export interface Backends {
  readonly database: Database;
  readonly cache: Cache;
  readonly originSecret: GeneratedSecret;
}

/** Lets the function reach its backends, tells it where they are, and lets its role read just that. */
export function connectFunction(context: PlatformContext, handler: ContainerFunction, backends: Backends): void {
  const { stack, parameterPath: path } = context;
  const { account, region } = stack;
  const { database, cache, originSecret } = backends;
  database.allowFrom(handler);
  database.grantReadCredentials(handler);
  cache.allowFrom(handler);
  originSecret.grantRead(handler);
  const values: application.ApplicationParameters = {
    "database/endpoint": database.writerEndpoint,
    "database/reader-endpoint": database.readerEndpoint,
    "database/name": database.databaseName,
    "database/credentials-arn": database.credentialsSecretArn,
    "cache/endpoint": cache.endpointAddress,
    "cache/port": String(cache.port),
    "origin/credentials-arn": originSecret.secretArn,
  };
  new Parameters(stack, "configuration", { path, account, region, values }).grantRead(handler);
}
