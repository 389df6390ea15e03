import type { AwsStack, PolicyStatement } from "../../modules/core";
import { DeploymentRole, buildRoleArn } from "../../modules/delivery";
import { waive } from "../../policies";
import { buildProjects, deploymentRoleName, type DeploymentRoleKind } from "../deployment-names";
import type { BootstrapAccount } from "./account";
import { deployPermissions } from "./deploy-permissions";
import { scopeOf } from "./environment-scope";
import { planPermissions } from "./plan-permissions";
import { publishPermissions } from "./publish-permissions";
import type { StateStore } from "./state-store";

/** The roles of one environment. Each trusts the build project that needs it and no other. */
export type EnvironmentRoles = Readonly<Record<DeploymentRoleKind, DeploymentRole>>;

/** Creates the roles by which builds of the tooling account plan, deploy and publish one environment. */
export function createDeploymentRoles(
  stack: AwsStack,
  account: BootstrapAccount,
  environment: string,
  stores: readonly StateStore[],
): EnvironmentRoles {
  const { project, trustedBuildAccount = account.account } = account;
  const scope = scopeOf(account, environment);
  const create = (
    kind: DeploymentRoleKind,
    description: string,
    buildProject: string,
    statements: readonly PolicyStatement[],
  ): DeploymentRole =>
    new DeploymentRole(stack, `${environment}-${kind}-role`, {
      name: deploymentRoleName(project, kind, environment),
      description,
      trustedAccount: trustedBuildAccount,
      trustedRoleArns: [buildRoleArn(trustedBuildAccount, buildProject)],
      statements,
    });
  const deploy = create(
    "deploy",
    `Applies ${environment} from the main branch`,
    buildProjects.apply(project, environment),
    deployPermissions(scope, stores),
  );
  waiveLimitsOf(deploy);
  return {
    deploy,
    plan: create(
      "plan",
      `Reads ${environment} to plan its changes`,
      buildProjects.plan(project),
      planPermissions(scope, stores),
    ),
    publish: create(
      "publish",
      `Publishes the site of ${environment}`,
      buildProjects.publish(project, environment),
      publishPermissions(scope),
    ),
  };
}

function waiveLimitsOf(deploy: DeploymentRole): void {
  const accepted = { owner: "platform", expires: "2027-05-20" };
  waive(deploy.node.findChild("policy"), {
    rule: "IAM-02",
    reason:
      "Operates the services of one environment in the deployment regions; resource ids are unknown until creation",
    ...accepted,
  });
  waive(deploy.node.findChild("policy"), {
    rule: "IAM-03",
    reason: "Changes the trust of the environment's roles, none of which exists without the permissions boundary",
    ...accepted,
  });
}
