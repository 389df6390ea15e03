import { AppconfigApplication } from "@cdktf/provider-aws/lib/appconfig-application";
import { AppconfigConfigurationProfile } from "@cdktf/provider-aws/lib/appconfig-configuration-profile";
import { AppconfigDeployment } from "@cdktf/provider-aws/lib/appconfig-deployment";
import { AppconfigEnvironment } from "@cdktf/provider-aws/lib/appconfig-environment";
import { AppconfigHostedConfigurationVersion } from "@cdktf/provider-aws/lib/appconfig-hosted-configuration-version";
import { Fn, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import {
  AwsStack,
  ServiceRole,
  resourcesIn,
  useProviderOf,
  withDefaults,
  type Grantee,
  type KeyReference,
} from "../core";
import { readFlagsStatement } from "./feature-flags-grants";
import {
  FEATURE_FLAGS_DEFAULTS,
  ROLL_OUTS,
  type FeatureFlagsProps,
  type Flags,
  type RollOut,
} from "./feature-flags-props";
import { rollbackRoleName, validateFeatureFlags } from "./feature-flags-validation";
import { flagDocument } from "./flag-document";

/**
 * Feature flags of one environment in AppConfig, encrypted and rolled out in steps.
 *
 * Terraform owns the definitions and the first values, operators switch flags in AppConfig. A plan shows changes of the
 * definitions only; deploying them resets the values to those of the code.
 */
export class FeatureFlags extends Construct {
  readonly applicationId: string;
  readonly environmentId: string;
  /** Ids of the configuration profiles by name. */
  readonly profileIds: Readonly<Record<string, string>>;
  private readonly key: KeyReference;
  private previous?: AppconfigDeployment;

  /** @throws InputError when a name, a flag or an alarm is not what AppConfig accepts. */
  constructor(scope: Construct, id: string, props: FeatureFlagsProps) {
    validateFeatureFlags(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, rollbackAlarmArns, ...settings } = withDefaults(props, FEATURE_FLAGS_DEFAULTS);
    this.key = settings.key;
    const application = new AppconfigApplication(this, "application", {
      name,
      description: `Feature flags of ${name}`,
    });
    this.applicationId = application.id;
    const environment = new AppconfigEnvironment(this, "environment", {
      applicationId: application.id,
      name: settings.environmentName,
    });
    if (rollbackAlarmArns !== "none") this.rollBackOn(rollbackAlarmArns, environment, name);
    this.environmentId = environment.environmentId;
    this.profileIds = Object.fromEntries(
      Object.entries(settings.profiles).map(([profile, flags]) => [
        profile,
        this.deploy(profile, flags, settings.rollOut),
      ]),
    );
  }

  /** Allows the grantee to read the deployed flags of all profiles, and to decrypt them. */
  grantRead(grantee: Grantee): void {
    const { applicationId, environmentId } = this;
    const profiles = Object.values(this.profileIds).map((profileId) => ({ applicationId, environmentId, profileId }));
    grantee.addStatement(readFlagsStatement(this, profiles, AwsStack.of(this)));
    this.key.grantUse(grantee);
  }

  private rollBackOn(alarmArns: readonly string[], environment: AppconfigEnvironment, name: string): void {
    const { account, region, partition } = AwsStack.of(this);
    const role = new ServiceRole(this, "rollback-role", {
      name: rollbackRoleName(name),
      description: `Reads the alarms that roll back ${name}`,
      service: "appconfig.amazonaws.com",
    });
    role.addStatement({
      sid: "ReadAlarms",
      actions: ["cloudwatch:DescribeAlarms"],
      resources: [`arn:${partition}:cloudwatch:${region}:${account}:alarm:*`],
    });
    environment.putMonitor(alarmArns.map((alarmArn) => ({ alarmArn, alarmRoleArn: role.roleArn })));
    environment.dependsOn = resourcesIn([role]);
  }

  /** Deploys the flags of one profile after those of the previous, and returns the id of the profile. */
  private deploy(name: string, flags: Flags, rollOut: RollOut): string {
    const { applicationId } = this;
    const profile = new AppconfigConfigurationProfile(this, `${name}-profile`, {
      applicationId,
      name,
      type: "AWS.AppConfig.FeatureFlags",
      locationUri: "hosted",
      kmsKeyIdentifier: this.key.keyArn,
    });
    const configurationProfileId = profile.configurationProfileId;
    const version = this.createVersion(name, configurationProfileId, flagDocument(flags));
    this.previous = new AppconfigDeployment(this, `${name}-deployment`, {
      applicationId,
      environmentId: this.environmentId,
      configurationProfileId,
      configurationVersion: Fn.tostring(version.versionNumber),
      deploymentStrategyId: ROLL_OUTS[rollOut],
      kmsKeyIdentifier: this.key.keyArn,
      // An environment with a running deployment refuses another: 409 ConflictException.
      dependsOn: this.previous && [this.previous],
    });
    return configurationProfileId;
  }

  private createVersion(name: string, configurationProfileId: string, content: string) {
    // The generic class: cdktf's own DataResource runs `terraform version` at every synthesis.
    const definition = new TerraformResource(this, `${name}-definition`, { terraformResourceType: "terraform_data" });
    definition.addOverride("input", content);
    return new AppconfigHostedConfigurationVersion(this, `${name}-version`, {
      applicationId: this.applicationId,
      configurationProfileId,
      description: `Definitions of ${name}`,
      content,
      contentType: "application/json",
      lifecycle: {
        // AppConfig adds times of creation and change to the document.
        ignoreChanges: ["content"],
        // A bare address: in JSON, Terraform parses the text itself as an expression.
        replaceTriggeredBy: [`terraform_data.${definition.friendlyUniqueId}`],
        // A version that is created after its predecessor is gone takes its number, and nothing is deployed.
        createBeforeDestroy: true,
      },
    });
  }
}
