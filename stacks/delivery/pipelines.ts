import { Pipeline, type BuildProject, type ImageRepository, type PipelineStage } from "../../modules/delivery";
import { buildProjects, imageParameterName } from "../deployment-names";
import * as buildSpecs from "./build-specs";
import { allowAssumeRole, buildVariables, createBuild } from "./builds";
import type { DeliveryContext } from "./context";
import type { Images } from "./images";
import { promotionStages } from "./promotion";

const ARM_BUILD_IMAGE = "aws/codebuild/amazonlinux-aarch64-standard:3.0";

/** Paths that decide what the infrastructure is. The rest of the repository is not deployed by its pipeline. */
const INFRASTRUCTURE_PATHS = [
  "main.ts",
  "*.json",
  "app/contract/**",
  "environments/**",
  "modules/**",
  "policies/**",
  "stacks/**",
];

/** Checks, plans for every environment, and then applies each plan in order. */
export function createInfrastructurePipeline(context: DeliveryContext, images: Images): Pipeline {
  const { tooling, environments } = context;
  const { project } = tooling;
  const check = createBuild(context, "infrastructure-check", {
    name: buildProjects.check(project),
    description: "Everything that must hold before a change is deployed",
    buildSpec: buildSpecs.check,
    computeType: "BUILD_GENERAL1_MEDIUM",
  });
  return createPipeline(context, "infrastructure", INFRASTRUCTURE_PATHS, [
    { name: "Check", action: { type: "build", project: check } },
    ...planStages(context),
    ...promotionStages(
      environments,
      ({ name }) =>
        `${name}: #{${planArtifact(name)}.SUMMARY}. Apply-${name} applies exactly the plan whose summary ends the log of Plan-${name}.`,
      (environment) => applyStage(context, environment, images),
    ),
  ]);
}

function planStages(context: DeliveryContext): PipelineStage[] {
  const { tooling, environments } = context;
  const project = createBuild(context, "infrastructure-plan", {
    name: buildProjects.plan(tooling.project),
    description: "Plans the change of one environment",
    buildSpec: buildSpecs.plan,
    computeType: "BUILD_GENERAL1_MEDIUM",
  });
  allowAssumeRole(project, context, "plan", environments);
  return environments.map((environment) => ({
    name: `Plan-${environment.name}`,
    action: {
      type: "build",
      project,
      environment: buildVariables(context, environment, "plan"),
      output: planArtifact(environment.name),
      namespace: planArtifact(environment.name),
    },
  }));
}

/** Name of the artifact with an environment's plans, and of the namespace with their summary. */
function planArtifact(environment: string): string {
  return `plan-${environment}`;
}

/** A build project for each environment, so that no other environment's build can act in its account. */
function applyStage(
  context: DeliveryContext,
  environment: DeliveryContext["environments"][number],
  { source, copy }: Images,
): PipelineStage {
  const { name } = environment;
  const project = createBuild(context, `infrastructure-apply-${name}`, {
    name: buildProjects.apply(context.tooling.project, name),
    description: `Applies the plans of ${name}`,
    buildSpec: buildSpecs.apply({ repositoryName: source.repositoryName, regions: [source.region, copy.region] }),
    environment: buildVariables(context, environment, "deploy"),
    timeoutMinutes: 120,
  });
  allowAssumeRole(project, context, "deploy", [environment]);
  [source, copy].forEach((repository) => repository.grantTag(project));
  return { name: `Apply-${name}`, action: { type: "build", project, input: planArtifact(name) } };
}

/**
 * Tests the application, builds its image and writes the digest to SSM. `npm run promote` names the digest in an
 * environment, a change that the infrastructure pipeline checks, plans and applies to production after an approval.
 */
export function createBackendPipeline(context: DeliveryContext, images: ImageRepository): Pipeline {
  const test = createBuild(context, "backend-test", {
    name: buildProjects.test(context.tooling.project),
    description: "Tests of the application",
    buildSpec: buildSpecs.test,
  });
  return createPipeline(
    context,
    "backend",
    ["app/**", "package-lock.json"],
    [
      { name: "Test", action: { type: "build", project: test } },
      { name: "Image", action: { type: "build", project: createImageBuild(context, images) } },
    ],
  );
}

function createImageBuild(context: DeliveryContext, images: ImageRepository): BuildProject {
  const { project, account, region, baseImage, rdsCertificatesSha256, refusedFindings } = context.tooling;
  const build = createBuild(context, "backend-image", {
    name: buildProjects.image(project),
    description: "The application's image",
    buildSpec: buildSpecs.image(project, refusedFindings),
    image: ARM_BUILD_IMAGE,
    privileged: "container-builds",
    environment: {
      REGISTRY: `${account}.dkr.ecr.${region}.amazonaws.com`,
      REPOSITORY_NAME: images.repositoryName,
      REPOSITORY_URL: images.repositoryUrl,
      BASE_IMAGE: baseImage,
      RDS_CERTIFICATES_SHA256: rdsCertificatesSha256,
    },
  });
  images.grantPush(build);
  images.grantReadFindings(build);
  build.addStatement({
    sid: "KeepDigests",
    actions: ["ssm:PutParameter"],
    resources: [`arn:aws:ssm:${region}:${account}:parameter${imageParameterName(project, "*")}`],
  });
  return build;
}

/** Builds the site once and publishes the same files to one environment after the other. */
export function createFrontendPipeline(context: DeliveryContext): Pipeline {
  const { tooling, environments } = context;
  const build = createBuild(context, "frontend-site", {
    name: buildProjects.site(tooling.project),
    description: "The site's files",
    buildSpec: buildSpecs.site,
  });
  return createPipeline(
    context,
    "frontend",
    ["web/**", "app/contract/**", "package-lock.json"],
    [
      { name: "Site", action: { type: "build", project: build, output: "site" } },
      ...promotionStages(
        environments,
        ({ name }) => `Check the site in the previous environment before it is published in ${name}`,
        (environment) => publishStage(context, environment),
      ),
    ],
  );
}

function publishStage(context: DeliveryContext, environment: DeliveryContext["environments"][number]): PipelineStage {
  const { name } = environment;
  const { project } = context.tooling;
  const publish = createBuild(context, `frontend-publish-${name}`, {
    name: buildProjects.publish(project, name),
    description: `Publishes the site in ${name}`,
    buildSpec: buildSpecs.publish(project),
    environment: buildVariables(context, environment, "publish"),
  });
  allowAssumeRole(publish, context, "publish", [environment]);
  return { name: `Publish-${name}`, action: { type: "build", project: publish, input: "site" } };
}

function createPipeline(
  { stack, tooling, artifacts, connectionArn, keys, notifications }: DeliveryContext,
  part: "infrastructure" | "backend" | "frontend",
  paths: readonly string[],
  stages: readonly PipelineStage[],
): Pipeline {
  const { project, repository, branch } = tooling;
  return new Pipeline(stack, `${part}-delivery`, {
    name: `${project}-${part}`,
    artifactBucket: artifacts,
    key: keys.artifacts,
    source: { connectionArn, repository, branch, paths },
    stages,
    notifications,
  });
}
