import { BlueGreenDeployment, Pipeline, type BuildProject, type PipelineStage } from "groundplan/delivery";
import type { Environment } from "../../environments";
import { API_PORT, names } from "../names";
import * as buildSpecs from "./build-specs";
import { createBuild, type DeliveryContext } from "./context";
import { allowPreparation, allowWorkerDeployment, tasksOf } from "./permissions";

const ARM_BUILD_IMAGE = "aws/codebuild/amazonlinux-aarch64-standard:3.0";
/** Artifact with the image by its digest. */
const IMAGE = "image";

/** Tests, builds one image, and deploys its digest to every environment; those after the first wait for an approval. */
export function createPipeline(context: DeliveryContext): Pipeline {
  const { stack, tooling, environments, artifacts, connectionArn, keys, notifications } = context;
  const { project, repository, branch } = tooling;
  const test = createBuild(context, "test", {
    name: `${project}-test`,
    description: "Tests of the application",
    buildSpec: buildSpecs.test,
  });
  return new Pipeline(stack, "pipeline", {
    name: project,
    artifactBucket: artifacts,
    key: keys.artifacts,
    source: { connectionArn, repository, branch },
    stages: [
      { name: "Test", action: { type: "build", project: test } },
      { name: "Image", action: { type: "build", project: createImageBuild(context), output: IMAGE } },
      ...environments.flatMap((environment, position) => [
        ...(position === 0 ? [] : [approvalOf(environment, environments[position - 1]!)]),
        ...deploymentOf(context, environment),
      ]),
    ],
    // A newer commit must not overtake an approved one between two stages of an environment.
    executionMode: "queued",
    notifications,
  });
}

function createImageBuild(context: DeliveryContext): BuildProject {
  const { tooling, images } = context;
  const build = createBuild(context, "image", {
    name: `${tooling.project}-image`,
    description: "Image of the application",
    buildSpec: buildSpecs.image(tooling.refusedFindings),
    image: ARM_BUILD_IMAGE,
    privileged: "container-builds",
    environment: {
      REGISTRY: `${tooling.account}.dkr.ecr.${tooling.region}.amazonaws.com`,
      REPOSITORY_NAME: images.repositoryName,
      REPOSITORY_URL: images.repositoryUrl,
      BASE_IMAGE: tooling.baseImage,
      RDS_CERTIFICATES_SHA256: tooling.rdsCertificatesSha256,
    },
  });
  images.grantPush(build);
  images.grantReadFindings(build);
  return build;
}

function approvalOf({ name }: Environment, { name: before }: Environment): PipelineStage {
  const message = `${name}: check the shop in ${before} before the same image is deployed`;
  return { name: `Approve-${name}`, action: { type: "approval", message } };
}

/** The migration and the files of the deployment, the API by CodeDeploy, and then the worker. */
function deploymentOf(context: DeliveryContext, environment: Environment): PipelineStage[] {
  const { name } = environment;
  const files = `deployment-${name}`;
  const deployment = BlueGreenDeployment.fromAttributes(context.stack, `${name}-deployment`, {
    applicationName: names.api(environment),
    deploymentGroupName: names.api(environment),
    ...tasksOf(context.stack, names.api(environment)),
  });
  const prepare = createPreparation(context, environment);
  const worker = createWorkerDeployment(context, environment);
  return [
    { name: `Prepare-${name}`, action: { type: "build", project: prepare, input: IMAGE, output: files } },
    { name: `Deploy-${name}`, action: { type: "deploy", deployment, input: files, image: IMAGE } },
    { name: `Worker-${name}`, action: { type: "build", project: worker, input: files } },
  ];
}

function createPreparation(context: DeliveryContext, environment: Environment): BuildProject {
  const build = createBuild(context, `${environment.name}-prepare`, {
    name: `${environment.prefix}-prepare`,
    description: `Migrates the database of ${environment.name} and completes its task definitions`,
    buildSpec: buildSpecs.prepare(API_PORT),
    environment: { DEPLOYMENT: names.deployment(environment), CLUSTER: names.cluster(environment) },
  });
  allowPreparation(context.stack, environment, build);
  return build;
}

function createWorkerDeployment(context: DeliveryContext, environment: Environment): BuildProject {
  const build = createBuild(context, `${environment.name}-worker`, {
    name: `${environment.prefix}-worker-deployment`,
    description: `Deploys the worker of ${environment.name}`,
    buildSpec: buildSpecs.deployWorker,
    environment: { CLUSTER: names.cluster(environment), SERVICE: names.worker(environment) },
  });
  allowWorkerDeployment(context.stack, environment, build);
  return build;
}
