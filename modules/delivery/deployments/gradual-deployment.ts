import { CodedeployApp } from "@cdktf/provider-aws/lib/codedeploy-app";
import { CodedeployDeploymentGroup } from "@cdktf/provider-aws/lib/codedeploy-deployment-group";
import { Construct } from "constructs";
import { AwsStack, resourcesIn, useProviderOf, withDefaults, type Grantee, type Signal } from "../../core";
import { createCodeDeployRole } from "./code-deploy-role";
import { countFailedDeployments } from "./failed-deployments";
import { deployVersionStatements, gradualStatements, reportStatement } from "./gradual-deployment-grants";
import {
  GRADUAL_DEPLOYMENT_DEFAULTS,
  VERSION_SHIFTS,
  type DeploymentHooks,
  type GradualDeploymentProps,
  type ShiftedFunction,
} from "./gradual-deployment-props";
import { validateGradualDeployment } from "./gradual-deployment-validation";

/**
 * Gradual deployments of one Lambda function by CodeDeploy: the alias sends a share of the requests to the new version,
 * and a failure, a hook or an alarm sends all of them back.
 *
 * Terraform publishes versions; a pipeline starts the deployment after the apply with `appSpec`.
 */
export class GradualDeployment extends Construct {
  readonly applicationName: string;
  readonly deploymentGroupName: string;
  /** `<id>-failed`. */
  readonly signals: readonly Signal[];
  private readonly shifted: ShiftedFunction;
  private readonly hooks: DeploymentHooks;

  /** @throws InputError when a name or a setting is not what CodeDeploy accepts. */
  constructor(scope: Construct, id: string, props: GradualDeploymentProps) {
    validateGradualDeployment(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, function: shifted, ...settings } = withDefaults(props, GRADUAL_DEPLOYMENT_DEFAULTS);
    this.shifted = shifted;
    this.hooks = settings.hooks;
    shifted.leaveAliasToCodeDeploy?.();
    const stack = AwsStack.of(this);
    const role = createCodeDeployRole(this, name, gradualStatements(props, stack));
    const application = new CodedeployApp(this, "application", { name, computePlatform: "Lambda" });
    const group = new CodedeployDeploymentGroup(this, "deployment-group", {
      appName: application.name,
      deploymentGroupName: name,
      serviceRoleArn: role.roleArn,
      deploymentConfigName: VERSION_SHIFTS[settings.shift],
      deploymentStyle: { deploymentOption: "WITH_TRAFFIC_CONTROL", deploymentType: "BLUE_GREEN" },
      alarmConfiguration: { enabled: true, alarms: [...settings.alarmNames] },
      autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
    });
    // CodeDeploy checks the permissions of the role when the group is created.
    group.dependsOn = resourcesIn([role]);
    this.applicationName = application.name;
    this.deploymentGroupName = group.deploymentGroupName;
    Object.values(this.hooks).forEach((hook: Grantee | undefined) => hook?.addStatement(reportStatement(this, stack)));
    this.signals = countFailedDeployments(this, name, "the old version serves again");
  }

  /**
   * AppSpec of a deployment as JSON, for `aws deploy create-deployment`. Shell variables such as `$TARGET` are accepted
   * as versions.
   *
   * @param current - version that the alias names, @param target - version that it shall name.
   */
  appSpec(current: string, target: string): string {
    const { functionName, aliasName } = this.shifted;
    const { beforeAllowTraffic, afterAllowTraffic } = this.hooks;
    const properties = { Name: functionName, Alias: aliasName, CurrentVersion: current, TargetVersion: target };
    const hooks = [
      ...(beforeAllowTraffic ? [{ BeforeAllowTraffic: beforeAllowTraffic.functionName }] : []),
      ...(afterAllowTraffic ? [{ AfterAllowTraffic: afterAllowTraffic.functionName }] : []),
    ];
    return JSON.stringify({
      version: 0,
      Resources: [{ function: { Type: "AWS::Lambda::Function", Properties: properties } }],
      ...(hooks.length > 0 && { Hooks: hooks }),
    });
  }

  /** Allows the grantee, such as a pipeline, to read the function's versions and to start and follow deployments. */
  grantDeploy(grantee: Grantee): void {
    const statements = deployVersionStatements(this, this.shifted, AwsStack.of(this));
    statements.forEach((statement) => grantee.addStatement(statement));
  }
}
