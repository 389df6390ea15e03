import { BuildProject, type BuildProjectProps, type BuildVariables } from "../../modules/delivery";
import { deploymentRoleArn, type DeploymentRoleKind } from "../deployment-names";
import type { DeliveryContext, DeliveryEnvironment } from "./context";

type BuildSettings = Pick<BuildProjectProps, "name" | "description" | "buildSpec"> & Partial<BuildProjectProps>;

/** Variables that make npm, Terraform and other programs ask nothing and print no colours. */
const UNATTENDED = { CI: "1", NO_COLOR: "1", TF_IN_AUTOMATION: "1", TF_CLI_ARGS: "-no-color", CHECKPOINT_DISABLE: "1" };

/** Creates a build project with the keys and log retention of the delivery stack, whose programs run unattended. */
export function createBuild({ stack, tooling, keys }: DeliveryContext, id: string, build: BuildSettings): BuildProject {
  const { logRetentionDays } = tooling;
  return new BuildProject(stack, id, {
    logRetentionDays,
    logKey: keys.logs,
    artifactKey: keys.artifacts,
    ...build,
    environment: { ...UNATTENDED, ...build.environment },
  });
}

/** Allows a build to assume the deployment role that `bootstrap` created in each environment's account. */
export function allowAssumeRole(
  build: BuildProject,
  { tooling }: DeliveryContext,
  kind: DeploymentRoleKind,
  environments: readonly DeliveryEnvironment[],
): void {
  build.addStatement({
    sid: "ActInEnvironments",
    actions: ["sts:AssumeRole"],
    resources: environments.map((environment) => deploymentRoleArn(tooling.project, kind, environment)),
  });
}

/** Environment variables of a build that works on one environment. */
export function buildVariables(
  { tooling }: DeliveryContext,
  environment: DeliveryEnvironment,
  kind: DeploymentRoleKind,
): BuildVariables {
  const { name, region } = environment;
  return { ENVIRONMENT: name, REGION: region, ROLE_ARN: deploymentRoleArn(tooling.project, kind, environment) };
}
