import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { Construct } from "constructs";
import { AwsStack, resourcesIn, useProviderOf, withDefaults } from "../../core";
import {
  SECRET_ROTATION_DEFAULTS,
  type RotatedSecret,
  type RotationFunction,
  type SecretRotationProps,
} from "./secret-rotation-props";
import { validateSecretRotation } from "./secret-rotation-validation";

/**
 * Rotates a secret at an interval, and once when it is created, so that the value in the Terraform state is soon
 * obsolete.
 *
 * The function gets the permissions on the secret and its keys. Its alarm on errors reports a rotation that failed:
 * the current version stays valid then.
 */
export class SecretRotation extends Construct {
  /** @throws InputError when a limit is exceeded, or secret and function are of different regions. */
  constructor(scope: Construct, id: string, props: SecretRotationProps) {
    validateSecretRotation(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { secret, rotateBy, everyDays, windowHours } = withDefaults(props, SECRET_ROTATION_DEFAULTS);
    const rotation = new SecretsmanagerSecretRotation(this, "rotation", {
      secretId: secret.secretArn,
      rotationRules: {
        automaticallyAfterDays: everyDays,
        duration: windowHours === undefined ? undefined : `${windowHours}h`,
      },
    });
    if (rotateBy === "rds-managed") return;
    rotation.rotationLambdaArn = rotateBy.aliasArn;
    rotation.dependsOn = resourcesIn(this.admit(rotateBy, secret));
  }

  /** Returns the constructs without which the first rotation would fail. */
  private admit(rotateBy: RotationFunction, secret: RotatedSecret): readonly Construct[] {
    secret.grantRotate(rotateBy);
    const permission = new LambdaPermission(this, "permission", {
      action: "lambda:InvokeFunction",
      functionName: rotateBy.functionName,
      qualifier: rotateBy.aliasName,
      principal: "secretsmanager.amazonaws.com",
      sourceAccount: AwsStack.of(this).account,
    });
    return [permission, ...[secret, rotateBy].filter((part) => part instanceof Construct)];
  }
}
