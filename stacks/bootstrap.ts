import type { Construct } from "constructs";
import { ApiGatewayLogging } from "../modules/account";
import { AwsStack } from "../modules/core";
import type { BootstrapAccount } from "./bootstrap/account";
import { createDeploymentRoles } from "./bootstrap/deployment-roles";
import { createStateStore } from "./bootstrap/state-store";
import { publishOutputs } from "./outputs";
import { stateLocation } from "./state";

export { accountsToBootstrap } from "./bootstrap/account";

/**
 * What an account needs before anything can be deployed into it: buckets for state in both regions, the roles of the pipelines, and the
 * role by which API Gateway writes logs. Applied once per account, by people.
 *
 * Its own state is in the bucket that it makes. The first apply therefore keeps it in a file (`bootstrapState: "local"`); after that the
 * setting becomes `"bucket"`, and `cdktf apply bootstrap --migrate-state` moves it.
 */
export class BootstrapStack extends AwsStack {
  constructor(scope: Construct, id: string, props: BootstrapAccount) {
    const { project, owner, account, region, recoveryRegion, bootstrapState } = props;
    const tags = { Environment: "tooling", Project: project, Owner: owner };
    const state = bootstrapState === "local" ? "local" : stateLocation(project, account, region);
    super(scope, id, { account, region, tags, state });
    const main = createStateStore(this, "main", region, props);
    const recovery = createStateStore(this, "recovery", recoveryRegion, props);
    const roles = createDeploymentRoles(this, props, [main, recovery]);
    new ApiGatewayLogging(this, "account-logging", { name: `${project}-api-gateway-logs` });
    publishOutputs(this, {
      "state-bucket": main.bucketName,
      "recovery-state-bucket": recovery.bucketName,
      "deploy-role-arn": roles.deploy.roleArn,
      "plan-role-arn": roles.plan.roleArn,
      "publish-role-arn": roles.publish.roleArn,
    });
  }
}
