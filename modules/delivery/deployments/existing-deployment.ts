import type { Construct } from "constructs";
import { AwsStack, Validation, matching, requireProps, roleArn } from "../../core";
import type { DeployedTasks } from "./blue-green-deployment-props";
import { DeploymentAccess } from "./deployment-access";

/** Names of deployments, and the tasks that they deploy. */
export interface ExistingDeploymentAttributes extends DeployedTasks {
  /** Name of the CodeDeploy application: 1 to 100 letters, digits and +=,.@_-. */
  readonly applicationName: string;
  /** Name of its deployment group: 1 to 100 letters, digits and +=,.@_-. */
  readonly deploymentGroupName: string;
}

const NAME = matching(/^[\w+=,.@-]{1,100}$/, "1 to 100 letters, digits and +=,.@_-", "copy the name from CodeDeploy");
const FAMILY = matching(/^[\w-]{1,255}$/, "1 to 255 letters, digits, _ and -", "name the family without a revision");

/** Deployments that another module, stack or tool created, in the stack's account and region. */
export class ExistingDeployment extends DeploymentAccess {
  readonly applicationName: string;
  readonly deploymentGroupName: string;
  protected readonly tasks: DeployedTasks;

  /** @throws InputError when a name is not one of CodeDeploy or ECS, or an ARN not that of a role. */
  constructor(scope: Construct, id: string, attributes: ExistingDeploymentAttributes) {
    requireProps(scope, id, attributes, {
      applicationName: "string",
      deploymentGroupName: "string",
      taskFamily: "string",
      taskRoleArn: "string",
      executionRoleArn: "string",
    });
    const role = roleArn(AwsStack.of(scope), "pass the ARN of a role of the tasks");
    new Validation(scope, id)
      .props(attributes, {
        applicationName: NAME,
        deploymentGroupName: NAME,
        taskFamily: FAMILY,
        taskRoleArn: role,
        executionRoleArn: role,
      })
      .throwIfInvalid();
    super(scope, id);
    this.applicationName = attributes.applicationName;
    this.deploymentGroupName = attributes.deploymentGroupName;
    this.tasks = attributes;
  }
}
