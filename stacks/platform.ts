import type { Construct } from "constructs";
import type { Environment } from "../environments";
import { AwsStack, type AwsStackProps } from "../modules/core";
import { AuroraCluster, type AuroraPrerequisites } from "../modules/data/aurora";
import type { ServerlessCache } from "../modules/data/cache";
import { Network } from "../modules/network";
import { permissionsBoundaryArn } from "./deployment-names";
import { publishOutputs } from "./outputs";
import { createContext } from "./platform/context";
import { createCache, createDatabase, createOriginSecret, createSessionSecret } from "./platform/data";
import { createSite, createZone } from "./platform/edge";
import { createFunctions } from "./platform/functions";
import { createIdentity } from "./platform/identity";
import { createAlarms, createBackups, createOperatorRole } from "./platform/operations";
import { createOrders } from "./platform/orders";
import { isPilotLight, runningSettings, waiveEndpoints } from "./platform/pilot-light";
import { createApi } from "./platform/api";
import { recoveryVaultArn } from "./recovery";
import { stateLocation } from "./state";

export interface PlatformStackProps {
  readonly environment: Environment;
  /** The application's image repository, `<registry>/<name>`. */
  readonly imageRepository: string;
}

/**
 * One environment: visitors come through Route 53, CloudFront and its firewall to the site's bucket or to the HTTP
 * API, whose functions work on Aurora and the cache inside the VPC; orders go on over a queue to the payment
 * workflow; alarms, a dashboard and backups watch over it.
 */
export class PlatformStack extends AwsStack {
  constructor(scope: Construct, id: string, { environment: settings, imageRepository }: PlatformStackProps) {
    super(scope, id, stackPropsOf(settings));
    const environment = runningSettings(settings);
    const context = createContext(this, environment);

    const network = new Network(this, "network", {
      name: context.prefix,
      availabilityZones: environment.availabilityZones,
      ...environment.network,
      flowLogRetentionDays: environment.logs.retentionDays,
      logKey: context.keys.logs,
    });
    if (isPilotLight(environment)) waiveEndpoints(network);
    const database = createDatabase(context, network);
    const cache = isPilotLight(environment) ? undefined : createCache(context, network);
    const originSecret = createOriginSecret(context);
    const backends = { database, cache, originSecret, sessionSecret: createSessionSecret(context) };
    const functions = createFunctions(context, network, imageRepository, backends);
    const orders = createOrders(context, functions);
    const identity = createIdentity(context);

    const zone = createZone(context);
    const api = createApi(context, { handler: functions.api, identity, zone });
    const { distribution, logBucket, webAcl } = createSite(context, { api, originSecret, identity, zone });

    const backups = createBackups(context, database);
    const dashboard = createAlarms(context, { api, webAcl, functions, orders, database, cache, backups });
    createOperatorRole(context, backups, orders, logBucket);

    publishOutputs(this, {
      "cloudfront-url": distribution.url,
      "distribution-id": distribution.distributionId,
      "distribution-domain-name": distribution.domainName,
      "api-endpoint": api.endpoint,
      "sign-in-url": identity.userPool.hostedUrl,
      "order-queue-url": orders.queue.queueUrl,
      "payment-workflow-arn": orders.paymentWorkflow.stateMachineArn,
      "dashboard-url": dashboard.url,
      "backup-vault-arn": backups.vault.vaultArn,
      "recovery-vault-arn": recoveryVaultArn(environment),
      "image-repository": imageRepository,
      ...dataEndpoints(database, cache),
    });
  }
}

function dataEndpoints(
  database: AuroraCluster | AuroraPrerequisites,
  cache: ServerlessCache | undefined,
): Record<string, string> {
  return {
    ...(database instanceof AuroraCluster ? { "database-endpoint": database.writerEndpoint } : {}),
    ...(cache ? { "cache-endpoint": cache.endpointAddress } : {}),
  };
}

function stackPropsOf({ project, name, stage, owner, account, region }: Environment): AwsStackProps {
  return {
    account,
    region,
    stage,
    tags: { Environment: name, Project: project, Owner: owner },
    state: stateLocation(project, account, region),
    permissionsBoundaryArn: permissionsBoundaryArn(project, account, name),
  };
}
