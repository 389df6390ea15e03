import type { IConstruct } from "constructs";
import {
  commands,
  migrateTimeoutSeconds,
  orderQueue,
  type FunctionEnvironment,
  type FunctionName,
} from "../../app/contract";
import type { Environment } from "../../environments";
import { ContainerFunction, FunctionInvocation, type ContainerFunctionProps } from "../../modules/compute/functions";
import { AuroraCluster, type AuroraPrerequisites } from "../../modules/data/aurora";
import type { ServerlessCache } from "../../modules/data/cache";
import type { Network } from "../../modules/network";
import { Parameters, type GeneratedSecret } from "../../modules/security";
import { applicationParameters } from "./application-parameters";
import type { PlatformContext } from "./context";

/** Data stores and secrets that the functions use. */
export interface Backends {
  /** Without its cluster in a pilot light. */
  readonly database: AuroraCluster | AuroraPrerequisites;
  /** Absent in a pilot light. */
  readonly cache: ServerlessCache | undefined;
  /** The header by which the API knows requests that came through CloudFront. */
  readonly originSecret: GeneratedSecret;
  /** Signs what sessions hand out. */
  readonly sessionSecret: GeneratedSecret;
}

export type Functions = Readonly<Record<FunctionName, ContainerFunction>>;

type Limits = Pick<ContainerFunctionProps, "memoryMb" | "timeoutSeconds" | "concurrency">;

/** Values of parameters whose resources a pilot light does not have; the names stay the same. */
const ABSENT = "pilot-light";
const NO_CLUSTER = {
  writerEndpoint: ABSENT,
  readerEndpoint: ABSENT,
  databaseName: ABSENT,
  credentialsSecretArn: ABSENT,
};
const NO_CACHE = { endpointAddress: ABSENT, port: ABSENT };

/** Construct ids of the functions. */
const FUNCTION_IDS: Readonly<Record<FunctionName, string>> = {
  api: "api-function",
  worker: "worker",
  outbox: "outbox",
  payment: "payment",
  migrate: "migrate",
};

/**
 * Every execution holds connections of the database, so that all functions have an upper limit:
 * `environments/rules.ts` counts them.
 */
function limitsOf({ compute }: Environment): Readonly<Record<FunctionName, Limits>> {
  const { memoryMb, timeoutSeconds, provisionedConcurrency, maxConcurrency } = compute;
  return {
    api: { memoryMb, timeoutSeconds, concurrency: { provisioned: provisionedConcurrency, reserved: maxConcurrency } },
    worker: {
      timeoutSeconds: orderQueue.workerTimeoutSeconds,
      concurrency: { reserved: compute.workerConcurrency },
    },
    outbox: { timeoutSeconds: 30, concurrency: { reserved: 1 } },
    payment: { timeoutSeconds: 45, concurrency: { reserved: compute.paymentConcurrency } },
    migrate: { timeoutSeconds: migrateTimeoutSeconds, concurrency: { reserved: 1 } },
  };
}

/**
 * The application's image as its five functions in the private subnets. The one that migrates runs during the apply,
 * and no other serves a new image before the database has that image's schema.
 */
export function createFunctions(
  context: PlatformContext,
  network: Network,
  imageRepository: string,
  backends: Backends,
): Functions {
  const { image } = context.environment.compute;
  const imageUri = imageRepository + ("digest" in image ? `@${image.digest}` : `:${image.tag}`);
  const configuration = createConfiguration(context, backends);
  const create = (name: FunctionName): ContainerFunction => {
    const created = createFunction(context, network, name, imageUri);
    created.encryptEnvironment(context.keys.data);
    allowDatabase(context, backends.database, created);
    configuration.grantRead(created);
    return created;
  };
  const migrate = create("migrate");
  const migration = createMigration(context, backends.database, {
    target: migrate,
    image: imageUri,
    after: [network, configuration],
  });
  const serving = {
    api: create("api"),
    worker: create("worker"),
    outbox: create("outbox"),
    payment: create("payment"),
  };
  if (migration) Object.values(serving).forEach((each) => each.serveAfter(migration));
  const functions = { ...serving, migrate };
  backends.cache?.allowFrom(functions.api);
  backends.cache?.allowFrom(functions.worker);
  backends.originSecret.grantRead(functions.api);
  backends.sessionSecret.grantRead(functions.api);
  // The migration has waited for the network and the configuration.
  functions.api.warmAfter(...Object.values(backends).filter((backend) => backend !== undefined));
  return functions;
}

/**
 * Connection and credentials of the database. The roles of a standby fit any cluster: a restore changes none of them,
 * since IAM may not accept changes when us-east-1 is lost.
 */
function allowDatabase(
  { environment }: PlatformContext,
  database: Backends["database"],
  created: ContainerFunction,
): void {
  database.allowFrom(created);
  if (environment.standbyFor === "none" && database instanceof AuroraCluster) database.grantReadCredentials(created);
  else database.grantReadFutureCredentials(created);
}

interface MigrationParts {
  readonly target: ContainerFunction;
  readonly image: string;
  readonly after: readonly IConstruct[];
}

/** Runs the migrations of an image in the cluster, if there is one. */
function createMigration(
  { stack }: PlatformContext,
  database: Backends["database"],
  { target, image, after }: MigrationParts,
): FunctionInvocation | undefined {
  if (!(database instanceof AuroraCluster)) return undefined;
  return new FunctionInvocation(stack, "migration", {
    target,
    // A cluster that was replaced or restored has another schema than the one that this image found.
    triggers: { image, cluster: database.clusterResourceId },
    after: [...after, database],
  });
}

function createFunction(
  { stack, environment, prefix, parameterPath, keys }: PlatformContext,
  network: Network,
  name: FunctionName,
  image: string,
): ContainerFunction {
  const variables: FunctionEnvironment = {
    ENVIRONMENT: environment.name,
    PARAMETER_PATH: parameterPath,
    CSRF_PROTECTION: "enforce",
  };
  return new ContainerFunction(stack, FUNCTION_IDS[name], {
    ...limitsOf(environment)[name],
    name: `${prefix}-${name}`,
    image,
    command: commands[name],
    environment: variables,
    placement: network.privatePlacement,
    logRetentionDays: environment.logs.retentionDays,
    logKey: keys.logs,
  });
}

/**
 * Parameters with the addresses of the backends. The migration reads them, so they exclude what exists only after
 * the migration, such as the order queue.
 */
function createConfiguration(context: PlatformContext, backends: Backends): Parameters {
  const { database, cache, originSecret, sessionSecret } = backends;
  const cluster = database instanceof AuroraCluster ? database : NO_CLUSTER;
  const { endpointAddress, port } = cache ?? NO_CACHE;
  return applicationParameters(context, "configuration", {
    "database/endpoint": cluster.writerEndpoint,
    "database/reader-endpoint": cluster.readerEndpoint,
    "database/name": cluster.databaseName,
    "database/credentials-arn": cluster.credentialsSecretArn,
    "cache/endpoint": endpointAddress,
    "cache/port": String(port),
    "origin/credentials-arn": originSecret.secretArn,
    "session/credentials-arn": sessionSecret.secretArn,
  });
}
