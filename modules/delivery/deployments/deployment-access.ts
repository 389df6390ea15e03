import { Construct } from "constructs";
import { AwsStack, type Grantee } from "../../core";
import { deployStatements } from "./blue-green-deployment-grants";
import type { DeployedTasks } from "./blue-green-deployment-props";

/** Grants on the blue/green deployments of one ECS service, whether the stack creates them or not. */
export abstract class DeploymentAccess extends Construct {
  abstract readonly applicationName: string;
  abstract readonly deploymentGroupName: string;
  protected abstract readonly tasks: DeployedTasks;

  /** Allows the grantee, such as a pipeline, to register task definitions and to start and follow deployments. */
  grantDeploy(grantee: Grantee): void {
    deployStatements(this, this.tasks, AwsStack.of(this)).forEach((statement) => grantee.addStatement(statement));
  }
}
