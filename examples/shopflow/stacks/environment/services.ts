import { EcsCluster, FargateService, OTLP_HTTP_ENDPOINT, ServiceScaling } from "groundplan/compute/containers";
import type { BlueGreenTargetGroups } from "groundplan/compute/load-balancing";
import type { RdsInstance } from "groundplan/data/rds";
import type { Bucket } from "groundplan/data/storage";
import { imageRepositoryUrl } from "groundplan/delivery";
import type { Queue } from "groundplan/messaging";
import type { Network } from "groundplan/network";
import { Parameters } from "groundplan/security";
import { API_PORT, names, type DEPLOYMENT_KEYS } from "../names";
import { createSecret, type Context } from "./context";
import type { Cache } from "./data";
import type { Identity } from "./identity";

export interface ServiceParts {
  readonly network: Network;
  readonly targets: BlueGreenTargetGroups;
  readonly database: RdsInstance;
  readonly cache: Cache;
  readonly queue: Queue;
  readonly images: Bucket;
  readonly identity: Identity;
}

export interface Services {
  readonly api: FargateService;
  readonly worker: FargateService;
}

/** The API and the worker: one image with two commands. */
export function createServices(context: Context, parts: ServiceParts): Services {
  const { stack, environment, keys } = context;
  const cluster = new EcsCluster(stack, "cluster", { name: names.cluster(environment), logKey: keys.logs });
  const api = createApi(context, parts, cluster);
  const worker = createWorker(context, parts, cluster);
  for (const service of [api, worker]) connect(service, parts);
  new ServiceScaling(stack, "worker-scaling", {
    name: worker.serviceName,
    service: worker,
    minTasks: environment.worker.minTasks,
    maxTasks: environment.worker.maxTasks,
    backlog: { queue: parts.queue, messagesPerTask: environment.worker.messagesPerTask },
  });
  publishTemplates(context, parts.network, { api, worker });
  return { api, worker };
}

function createApi(context: Context, parts: ServiceParts, cluster: EcsCluster): FargateService {
  const { stack, environment } = context;
  const { tasks, minTasks, maxTasks, ...scaling } = environment.api;
  const session = createSecret(context, "session", "Signs the CSRF tokens of sessions");
  const service = new FargateService(stack, "api", {
    ...taskSettings(context, parts.network, cluster),
    name: names.api(environment),
    container: {
      image: imageOf(context),
      port: API_PORT,
      command: ["serve"],
      environment: {
        ...sharedVariables(context, parts),
        ...tracingVariables(context, names.api(environment)),
        ...apiVariables(context, parts, session.secretArn),
      },
      // Twice the delay in which the load balancer stops sending requests.
      stopTimeoutSeconds: 60,
    },
    deployment: { controller: "code-deploy", target: parts.targets },
    desiredTasks: tasks,
  });
  session.grantRead(service);
  parts.images.grantReadWrite(service);
  new ServiceScaling(stack, "api-scaling", {
    name: service.serviceName,
    service,
    minTasks,
    maxTasks,
    steps: {
      cpuPercent: scaling.cpuPercent,
      memoryPercent: scaling.memoryPercent,
      requestsPerTask: { ...scaling.requestsPerTask, loadBalancer: parts.targets },
      addTasks: scaling.addTasks,
      removeTasks: scaling.removeTasks,
    },
    cooldownSeconds: scaling.cooldownSeconds,
  });
  return service;
}

/** The worker sends the outbox to the queue, and processes the queue's messages. */
function createWorker(context: Context, parts: ServiceParts, cluster: EcsCluster): FargateService {
  const { stack, environment } = context;
  const service = new FargateService(stack, "worker", {
    ...taskSettings(context, parts.network, cluster),
    name: names.worker(environment),
    container: {
      image: imageOf(context),
      command: ["work"],
      environment: {
        ...sharedVariables(context, parts),
        ...tracingVariables(context, names.worker(environment)),
        ORDERS_QUEUE_URL: parts.queue.queueUrl,
      },
      stopTimeoutSeconds: 120,
    },
    deployment: { controller: "rolling", deployedBy: "pipeline" },
    desiredTasks: environment.worker.minTasks,
  });
  parts.queue.grantSend(service);
  parts.queue.grantConsume(service);
  return service;
}

function taskSettings({ environment, keys, stack }: Context, network: Network, cluster: EcsCluster) {
  const collectors = imageRepositoryUrl(stack.account, stack.region, `${environment.project}-collector`);
  return {
    cluster,
    size: { cpu: 512, memoryMib: 1024 },
    placement: network.workloadPlacement,
    tracing: { collector: "adot", image: `${collectors}@${environment.images.collector}` },
    logKey: keys.logs,
    logRetentionDays: environment.logRetentionDays,
  } as const;
}

function imageOf({ environment, stack }: Context): string {
  const { project, images } = environment;
  return `${imageRepositoryUrl(stack.account, stack.region, project)}@${images.application}`;
}

/** Addresses of database and cache. Passwords are read from Secrets Manager, when the application connects. */
function sharedVariables({ stack, environment }: Context, { database, cache }: ServiceParts): Record<string, string> {
  return {
    AWS_REGION: stack.region,
    NODE_ENV: "production",
    ENVIRONMENT: environment.name,
    CSRF_PROTECTION: "enforce",
    DATABASE_ENDPOINT: database.writerEndpoint,
    DATABASE_NAME: database.databaseName,
    DATABASE_CREDENTIALS_ARN: database.credentialsSecretArn,
    CACHE_ENDPOINT: cache.cluster.endpointAddress,
    CACHE_PORT: String(cache.cluster.port),
    CACHE_CLUSTER_MODE: "enabled",
    CACHE_CREDENTIALS_ARN: cache.secret.secretArn,
  };
}

/** Standard variables of OpenTelemetry. X-Ray recognizes Fargate tasks by the attributes of the resource. */
function tracingVariables({ environment }: Context, service: string): Record<string, string> {
  const resource = {
    "cloud.provider": "aws",
    "cloud.platform": "aws_ecs",
    "aws.ecs.launchtype": "fargate",
    "deployment.environment.name": environment.name,
  };
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: OTLP_HTTP_ENDPOINT,
    OTEL_SERVICE_NAME: service,
    OTEL_RESOURCE_ATTRIBUTES: Object.entries(resource)
      .map(([name, value]) => `${name}=${value}`)
      .join(","),
    OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
    OTEL_TRACES_SAMPLER_ARG: String(environment.tracedPercent / 100),
  };
}

function apiVariables(
  { environment }: Context,
  { database, images, identity }: ServiceParts,
  sessionSecretArn: string,
): Record<string, string> {
  const readers = Object.values(database.readerEndpoints);
  return {
    PORT: String(API_PORT),
    ...(readers.length > 0 && { DATABASE_READER_ENDPOINT: readers.join(",") }),
    SESSION_CREDENTIALS_ARN: sessionSecretArn,
    IDENTITY_ISSUER: identity.userPool.issuer,
    IDENTITY_CLIENT_ID: identity.client.clientId,
    REQUESTS_PER_MINUTE: String(environment.api.requestsPerMinute),
    PRODUCT_IMAGES_BUCKET: images.bucketName,
  };
}

function connect(service: FargateService, { network, database, cache }: ServiceParts): void {
  database.allowFrom(service);
  database.grantReadCredentials(service);
  cache.cluster.allowFrom(service);
  cache.cluster.grantConnect(service);
  service.startAfter(network, database, cache.cluster);
}

/** Publishes what a deployment completes with the digest of an image. */
function publishTemplates({ stack, environment }: Context, network: Network, { api, worker }: Services): void {
  const values: Record<(typeof DEPLOYMENT_KEYS)[number], string> = {
    "api-task-definition": api.taskDefinitionArn,
    "worker-task-definition": worker.taskDefinitionArn,
    subnets: network.workloadPlacement.subnetIds.join(","),
    "api-security-group": api.securityGroupId,
    "worker-security-group": worker.securityGroupId,
  };
  new Parameters(stack, "deployment-parameters", { path: names.deployment(environment), values });
}
