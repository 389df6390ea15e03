import { CodedeployApp } from "@cdktf/provider-aws/lib/codedeploy-app";
import { CodedeployDeploymentGroup } from "@cdktf/provider-aws/lib/codedeploy-deployment-group";
import type { Construct } from "constructs";
import {
  AwsStack,
  type ServiceRole,
  resourcesIn,
  useProviderOf,
  withDefaults,
  type Grantee,
  type PolicyStatement,
  type Signal,
} from "../../core";
import { blueGreenStatements } from "./blue-green-deployment-grants";
import {
  BLUE_GREEN_DEPLOYMENT_DEFAULTS,
  TRAFFIC_SHIFTS,
  type BlueGreenDeploymentProps,
  type DeployedTasks,
} from "./blue-green-deployment-props";
import { validateBlueGreenDeployment } from "./blue-green-deployment-validation";
import { createCodeDeployRole } from "./code-deploy-role";
import { DeploymentAccess } from "./deployment-access";
import { ExistingDeployment, type ExistingDeploymentAttributes } from "./existing-deployment";
import { countFailedDeployments } from "./failed-deployments";

/**
 * Blue/green deployments of one ECS service by CodeDeploy: new tasks start beside the old ones, the traffic moves in
 * steps, and a failure or an alarm moves it back.
 *
 * Statements of grants go to CodeDeploy's role, which reads the artifacts of a pipeline.
 */
export class BlueGreenDeployment extends DeploymentAccess implements Grantee {
  readonly applicationName: string;
  readonly deploymentGroupName: string;
  readonly roleArn: string;
  /** `<id>-failed`. */
  readonly signals: readonly Signal[];
  protected readonly tasks: DeployedTasks;
  private readonly role: ServiceRole;

  /** @throws InputError when a name, a listener or a limit is not what CodeDeploy accepts. */
  constructor(scope: Construct, id: string, props: BlueGreenDeploymentProps) {
    validateBlueGreenDeployment(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, service } = props;
    this.role = createCodeDeployRole(this, name, blueGreenStatements(props, AwsStack.of(this)));
    const application = new CodedeployApp(this, "application", { name, computePlatform: "ECS" });
    this.applicationName = application.name;
    this.deploymentGroupName = this.createGroup(props, application.name).deploymentGroupName;
    this.roleArn = this.role.roleArn;
    this.tasks = service;
    this.signals = countFailedDeployments(this, name, "the old tasks serve again");
  }

  /**
   * Deployments that exist already, such as those of another stack.
   *
   * @throws InputError when a name is not one of CodeDeploy, or an ARN not that of a role.
   */
  static fromAttributes(scope: Construct, id: string, attributes: ExistingDeploymentAttributes): DeploymentAccess {
    return new ExistingDeployment(scope, id, attributes);
  }

  /** Adds a statement to CodeDeploy's role. */
  addStatement(statement: PolicyStatement): void {
    this.role.addStatement(statement);
  }

  private createGroup(props: BlueGreenDeploymentProps, appName: string): CodedeployDeploymentGroup {
    const { name, service, targets, ...settings } = withDefaults(props, BLUE_GREEN_DEPLOYMENT_DEFAULTS);
    const group = new CodedeployDeploymentGroup(this, "deployment-group", {
      appName,
      deploymentGroupName: name,
      serviceRoleArn: this.role.roleArn,
      deploymentConfigName: TRAFFIC_SHIFTS[settings.shift],
      deploymentStyle: { deploymentOption: "WITH_TRAFFIC_CONTROL", deploymentType: "BLUE_GREEN" },
      ecsService: { clusterName: service.clusterName, serviceName: service.serviceName },
      loadBalancerInfo: {
        targetGroupPairInfo: {
          targetGroup: [{ name: targets.blueTargetGroupName }, { name: targets.greenTargetGroupName }],
          prodTrafficRoute: { listenerArns: [targets.listenerArn] },
          testTrafficRoute: { listenerArns: [targets.testListenerArn] },
        },
      },
      alarmConfiguration: { enabled: true, alarms: [...settings.alarmNames] },
      autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
      blueGreenDeploymentConfig: {
        deploymentReadyOption: { actionOnTimeout: "CONTINUE_DEPLOYMENT" },
        terminateBlueInstancesOnDeploymentSuccess: {
          action: "TERMINATE",
          terminationWaitTimeInMinutes: settings.terminationWaitMinutes,
        },
      },
    });
    // CodeDeploy checks the permissions of the role when the group is created.
    group.dependsOn = resourcesIn([this.role]);
    return group;
  }
}
