import type { AwsStack, PolicyStatement } from "../../modules/core";
import { DeploymentRole, buildRoleArn } from "../../modules/delivery";
import { waive } from "../../policies";
import { buildProjects, deploymentRoleName, type DeploymentRoleKind } from "../deployment-names";
import type { BootstrapAccount } from "./account";
import { deployPermissions } from "./deploy-permissions";
import { scopeOf, type EnvironmentScope } from "./environment-scope";
import { planPermissions } from "./plan-permissions";
import { publishPermissions } from "./publish-permissions";
import type { StateStore } from "./state-store";
import { ACCEPTED } from "../waivers";

/** The roles of one environment. Each trusts the build project that needs it and no other. */
export type EnvironmentRoles = Readonly<Record<DeploymentRoleKind, DeploymentRole>>;

/** Creates the roles by which builds of the tooling account plan, deploy and publish one environment. */
export function createDeploymentRoles(
  stack: AwsStack,
  account: BootstrapAccount,
  environment: string,
  stores: readonly StateStore[],
): EnvironmentRoles {
  const { project } = account;
  const scope = scopeOf(account, environment);
  const deploy = createRole(stack, scope, "deploy", {
    description: `Applies ${environment} from the main branch`,
    buildProject: buildProjects.apply(project, environment),
    statements: deployPermissions(scope, stores),
  });
  waiveLimitsOf(deploy);
  const plan = createRole(stack, scope, "plan", {
    description: `Reads ${environment} to plan its changes`,
    buildProject: buildProjects.plan(project),
    statements: planPermissions(scope, stores),
  });
  const publish = createRole(stack, scope, "publish", {
    description: `Publishes the site of ${environment}`,
    buildProject: buildProjects.publish(project, environment),
    statements: publishPermissions(scope),
  });
  return { deploy, plan, publish };
}

interface RoleContents {
  readonly description: string;
  readonly buildProject: string;
  readonly statements: readonly PolicyStatement[];
}

function createRole(
  stack: AwsStack,
  { account, environment }: EnvironmentScope,
  kind: DeploymentRoleKind,
  { description, buildProject, statements }: RoleContents,
): DeploymentRole {
  const trustedAccount = account.trustedBuildAccount ?? account.account;
  return new DeploymentRole(stack, `${environment}-${kind}-role`, {
    name: deploymentRoleName(account.project, kind, environment),
    description,
    trustedAccount,
    trustedRoleArns: [buildRoleArn(trustedAccount, buildProject)],
    statements,
  });
}

function waiveLimitsOf(deploy: DeploymentRole): void {
  waive(deploy.node.findChild("policy"), {
    rule: "IAM-02",
    reason:
      "Operates the services of one environment in the deployment regions; resource ids are unknown until creation",
    ...ACCEPTED,
  });
  waive(deploy.node.findChild("policy"), {
    rule: "IAM-03",
    reason: "Changes the trust of the environment's roles, none of which exists without the permissions boundary",
    ...ACCEPTED,
  });
}
