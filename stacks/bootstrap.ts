import type { Construct } from "constructs";
import { ApiGatewayLogging } from "../modules/account";
import { AwsStack, InputError } from "../modules/core";
import { waive } from "../policies";
import type { BootstrapAccount } from "./bootstrap/account";
import { createDeploymentRoles } from "./bootstrap/deployment-roles";
import { scopeOf } from "./bootstrap/environment-scope";
import { createPermissionsBoundary } from "./bootstrap/permissions-boundary";
import { uncoveredTypes } from "./bootstrap/service-permissions";
import { createStateStore, type StateStore } from "./bootstrap/state-store";
import { publishOutputs } from "./outputs";
import { stateLocation } from "./state";

export { accountsToBootstrap } from "./bootstrap/account";
export { deployedResources } from "./bootstrap/deployed-resources";

/**
 * The stack that prepares an account for deployments: state buckets in both regions, per environment the roles of the
 * pipelines and a permissions boundary, and the role by which API Gateway writes logs. Applied once per account, by
 * people.
 *
 * Its state is in the bucket that it creates. The first apply therefore keeps it in a file (`bootstrapState:
 * "local"`); after that the setting becomes `"bucket"`, and `cdktf apply bootstrap --migrate-state` moves it.
 */
export class BootstrapStack extends AwsStack {
  /** @throws InputError when an environment deploys a resource type whose permissions are not known. */
  constructor(scope: Construct, id: string, props: BootstrapAccount) {
    const problems = uncoveredTypes(props.deployed.types);
    if (problems.length > 0) throw new InputError(problems);
    const { project, owner, account, region, recoveryRegion, bootstrapState } = props;
    const tags = { Environment: "tooling", Project: project, Owner: owner };
    const state = bootstrapState === "local" ? "local" : stateLocation(project, account, region);
    super(scope, id, { account, region, tags, state });
    if (state === "local") waiveRemoteState(this, owner);
    const main = createStateStore(this, "main", region, props);
    const recovery = createStateStore(this, "recovery", recoveryRegion, props);
    new ApiGatewayLogging(this, "account-logging", { name: `${project}-api-gateway-logs` });
    publishOutputs(this, { "state-bucket": main.bucketName, "recovery-state-bucket": recovery.bucketName });
    props.environments.forEach((environment) => prepareEnvironment(this, props, environment, [main, recovery]));
  }
}

function waiveRemoteState(stack: AwsStack, owner: string): void {
  waive(stack, {
    rule: "OPS-04",
    reason: "The first apply creates the bucket of the state, and the next one moves the state into it",
    owner,
    expires: "2027-05-20",
  });
}

function prepareEnvironment(
  stack: AwsStack,
  account: BootstrapAccount,
  environment: string,
  stores: readonly StateStore[],
): void {
  const roles = createDeploymentRoles(stack, account, environment, stores);
  publishOutputs(stack, {
    [`${environment}-permissions-boundary-arn`]: createPermissionsBoundary(stack, scopeOf(account, environment)),
    [`${environment}-deploy-role-arn`]: roles.deploy.roleArn,
    [`${environment}-plan-role-arn`]: roles.plan.roleArn,
    [`${environment}-publish-role-arn`]: roles.publish.roleArn,
  });
}
