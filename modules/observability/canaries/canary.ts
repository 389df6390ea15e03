import { SyntheticsCanary } from "@cdktf/provider-aws/lib/synthetics-canary";
import { Construct } from "constructs";
import {
  AwsStack,
  ServiceRole,
  graphsIn,
  resourcesIn,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Graph,
  type Signal,
} from "../../core";
import { canaryStatements } from "./canary-grants";
import { CANARY_DEFAULTS, canaryRoleName, type CanaryProps } from "./canary-props";
import { canaryGraphs, canarySignals } from "./canary-signals";
import { validateCanary } from "./canary-validation";

/**
 * A CloudWatch Synthetics canary: a script that follows a journey of customers at regular intervals, with encrypted
 * artifacts and traces.
 */
export class Canary extends Construct {
  readonly canaryName: string;
  /** `<id>-failed`. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];

  /** @throws InputError when the runtime is not of the catalogue, or Synthetics would refuse a setting. */
  constructor(scope: Construct, id: string, props: CanaryProps) {
    validateCanary(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, code, artifacts, everyMinutes, ...settings } = withDefaults(props, CANARY_DEFAULTS);
    const role = this.createRole(props);
    const canary = new SyntheticsCanary(this, "canary", {
      name,
      runtimeVersion: settings.runtime,
      handler: settings.handler,
      s3Bucket: code.bucketName,
      s3Key: code.key,
      executionRoleArn: role.roleArn,
      artifactS3Location: `s3://${artifacts.bucketName}/canaries/${name}`,
      artifactConfig: { s3Encryption: { encryptionMode: "SSE_KMS", kmsKeyArn: settings.key.keyArn } },
      schedule: { expression: everyMinutes === 60 ? "rate(1 hour)" : rate(everyMinutes) },
      runConfig: {
        timeoutInSeconds: settings.timeoutSeconds,
        activeTracing: true,
        environmentVariables: { ...settings.environment },
      },
      successRetentionPeriod: settings.retentionDays,
      failureRetentionPeriod: settings.retentionDays,
      startCanary: true,
      // The function and its layers belong to the canary.
      deleteLambda: true,
    });
    canary.dependsOn = resourcesIn([role]);
    this.canaryName = name;
    this.signals = signalsIn(this, canarySignals(id, name, everyMinutes));
    this.graphs = graphsIn(this, canaryGraphs(name));
  }

  private createRole(props: CanaryProps): ServiceRole {
    const { name, artifacts, key } = props;
    const role = new ServiceRole(this, "role", {
      name: canaryRoleName(name),
      description: `Runs of the canary ${name}`,
      service: "lambda.amazonaws.com",
    });
    artifacts.grantReadWrite(role);
    key.grantUse(role);
    canaryStatements(props, AwsStack.of(this)).forEach((statement) => role.addStatement(statement));
    return role;
  }
}

const rate = (minutes: number): string => (minutes === 1 ? "rate(1 minute)" : `rate(${minutes} minutes)`);
