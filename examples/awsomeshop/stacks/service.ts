import { EcsCluster, FargateService, ServiceScaling } from "groundplan/compute/containers";
import type { ApplicationLoadBalancer, TargetGroup } from "groundplan/compute/load-balancing";
import type { RdsInstance } from "groundplan/data/rds";
import type { Bucket } from "groundplan/data/storage";
import { imageRepositoryUrl, type ImageRepository } from "groundplan/delivery";
import type { Network } from "groundplan/network";
import type { Context } from "./context";
import { nameSecurityGroup } from "./names";
import type { Identity } from "./security";
import { accept, isJudgedAsProduction } from "./waivers";

/** Port of the FastAPI application. */
const PORT = 8_000;
/** Path that answers 200 while the application serves. */
const HEALTH_PATH = "/health";
/** Database user of the application, which signs in with tokens of IAM. */
const DATABASE_USER = "awsomeshop_app";
/** Days of logs that policies want in production. */
const LOG_DAYS = 90;
/** Namespace of the application's own metrics. */
const METRICS = "AWSomeShop";

export interface ServiceParts {
  readonly network: Network;
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly repository: ImageRepository;
  readonly database: RdsInstance;
  readonly images: Bucket;
  readonly identity: Identity;
}

export interface Service {
  readonly service: FargateService;
  readonly target: TargetGroup;
}

/** The FastAPI service: tasks in one zone, their way to database, images and user pool, and their scaling. */
export function createService(context: Context, parts: ServiceParts): Service {
  const { environment, logKey, stack } = context;
  const { project, service: settings } = environment;
  const name = `${project}-core-service`;
  const target = parts.loadBalancer.addTargetGroup("tasks", {
    name: `${project}-core`,
    port: PORT,
    priority: 10,
    health: { path: HEALTH_PATH },
  });
  const service = new FargateService(stack, "service", {
    name,
    cluster: new EcsCluster(stack, "cluster", { name: `${project}-cluster`, logKey }),
    container: {
      image: `${imageRepositoryUrl(stack.account, stack.region, project)}@${settings.imageDigest}`,
      port: PORT,
      environment: variables(context, parts),
    },
    size: { cpu: 512, memoryMib: 1024 },
    architecture: "X86_64",
    placement: parts.network.workloadPlacement,
    deployment: { controller: "rolling", target, minimumHealthyPercent: 50, maximumPercent: 200 },
    desiredTasks: settings.tasks,
    logKey,
    logRetentionDays: environment.logRetentionDays,
  });
  nameSecurityGroup(service.node.findChild("task"), `${project}-ecs-sg`);
  connect(service, parts);
  scale(context, service);
  waiveRules(context, service);
  return { service, target };
}

/** Rules that the document breaks for its cost. */
function waiveRules({ environment }: Context, service: FargateService): void {
  if (isJudgedAsProduction(environment) && environment.logRetentionDays < LOG_DAYS)
    accept(
      service.node.findChild("task"),
      "log-group",
      "LOG-01",
      "The document retains the log of the application for 30 days",
    );
  accept(
    service,
    "service",
    "ECS-06",
    "The document accepts one zone for its cost; the loss of the zone stops the shop",
  );
}

/** Addresses of database, images and user pool; no secret is among them. */
function variables({ stack }: Context, { database, images, identity }: ServiceParts): Record<string, string> {
  return {
    AWS_REGION: stack.region,
    LOG_LEVEL: "INFO",
    DATABASE_HOST: database.writerEndpoint,
    DATABASE_PORT: "3306",
    DATABASE_NAME: database.databaseName,
    DATABASE_USER,
    PRODUCT_IMAGES_BUCKET: images.bucketName,
    COGNITO_USER_POOL_ID: identity.userPool.userPoolId,
    COGNITO_CLIENT_ID: identity.client.clientId,
    METRICS_NAMESPACE: METRICS,
  };
}

function connect(service: FargateService, parts: ServiceParts): void {
  const { database, images, identity, network, repository } = parts;
  const { client, userPool } = identity;
  database.allowFrom(service);
  database.grantConnect(service, DATABASE_USER);
  images.grantReadWrite(service);
  service.readSecret("COGNITO_CLIENT_SECRET", client, "clientSecret");
  service.addStatement({
    sid: "ReadEmployees",
    actions: ["cognito-idp:AdminGetUser", "cognito-idp:ListUsers"],
    resources: [userPool.userPoolArn],
  });
  service.addStatement({
    sid: "PublishMetrics",
    actions: ["cloudwatch:PutMetricData"],
    resources: ["*"],
    conditions: [{ test: "StringEquals", variable: "cloudwatch:namespace", values: [METRICS] }],
    unscopedBecause: "the action has no resources; the condition allows one namespace",
  });
  service.startAfter(network, database, repository);
}

/** Memory is tracked, and CPU scales by steps: two policies of one metric would undo each other. */
function scale({ stack, environment }: Context, service: FargateService): void {
  const { minTasks, maxTasks } = environment.service;
  new ServiceScaling(stack, "scaling", {
    name: service.serviceName,
    service,
    minTasks,
    maxTasks,
    track: { memoryPercent: 80 },
    steps: { cpuPercent: { high: 70, low: 30 }, addTasks: 1, removeTasks: 1, outMinutes: 2, inMinutes: 5 },
    cooldownSeconds: 300,
  });
}
