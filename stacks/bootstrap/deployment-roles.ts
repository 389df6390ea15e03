import type { AwsStack } from "../../modules/core";
import { DeploymentRole, buildRoleArn } from "../../modules/delivery";
import { waive } from "../../policies";
import { buildProjects, deploymentRoleName } from "../deployment-names";
import type { BootstrapAccount } from "./account";
import { deployPermissions } from "./deploy-permissions";
import { planPermissions } from "./plan-permissions";
import { publishPermissions } from "./publish-permissions";
import type { StateStore } from "./state-store";

/** The roles as which builds of the tooling account act here: each trusts the builds that need it and no others. */
export function createDeploymentRoles(stack: AwsStack, account: BootstrapAccount, stores: readonly StateStore[]) {
  const { project, trustedBuildAccount = account.account } = account;
  const trust = (buildProject: string) => ({
    trustedAccount: trustedBuildAccount,
    trustedRoleArns: [buildRoleArn(trustedBuildAccount, buildProject)],
  });
  const deploy = new DeploymentRole(stack, "deploy-role", {
    name: deploymentRoleName(project, "deploy"),
    description: "Brings environments to what the source says",
    ...trust(buildProjects.apply(project, "*")),
    statements: deployPermissions(account, stores),
  });
  waiveLimitsOf(deploy);
  return {
    deploy,
    plan: new DeploymentRole(stack, "plan-role", {
      name: deploymentRoleName(project, "plan"),
      description: "Reads environments to tell what would change",
      ...trust(buildProjects.plan(project)),
      statements: planPermissions(account, stores),
    }),
    publish: new DeploymentRole(stack, "publish-role", {
      name: deploymentRoleName(project, "publish"),
      description: "Publishes the files of sites",
      ...trust(buildProjects.publish(project, "*")),
      statements: publishPermissions(account),
    }),
  };
}

/** Whoever applies Terraform must be able to make what Terraform describes; `deploy-permissions.ts` says how far that goes. */
function waiveLimitsOf(deploy: DeploymentRole): void {
  const accepted = { owner: "platform", expires: "2027-05-20" };
  waive(deploy.node.findChild("policy"), {
    rule: "IAM-02",
    reason:
      "Operates the services of the platform whole, in the deployment regions: ids of what it makes are not known before",
    ...accepted,
  });
  waive(deploy.node.findChild("policy"), {
    rule: "IAM-03",
    reason:
      "Makes the project's roles and writes their policies without a boundary; it is trusted as far as its account, which separates production",
    ...accepted,
  });
}
