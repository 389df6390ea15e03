import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  aliasArn,
  arn,
  fields,
  integer,
  providerOfRegion,
  referenceIn,
  requireProps,
} from "../../core";
import type { RotatedSecret, SecretRotationProps } from "./secret-rotation-props";

/** Checks the limits of Secrets Manager `RotateSecret`, and that secret and function are of one region. */
export function validateSecretRotation(scope: Construct, id: string, props: SecretRotationProps): void {
  requireProps(scope, id, props, { secret: { secretArn: "string", grantRotate: "function" }, rotateBy: "any" });
  const { region } = props.regional ?? AwsStack.of(scope);
  const resource = /secret:[\w/+=.@!-]+/;
  const secretArn = arn({ of: "a secret", service: "secretsmanager", resource, region }, "pass a secret of the region");
  const { rotateBy, ...others } = props;
  new Validation(scope, id)
    .props(others, {
      secret: fields<RotatedSecret>(() => ({ secretArn })),
      // Secrets Manager deletes versions beyond 100, and Terraform would restore the value that it generated.
      everyDays: integer(7, 1000, "choose an interval in days"),
      windowHours: integer(1, 24, "Secrets Manager has windows within one day"),
      regional: providerOfRegion(),
    })
    .apply("rotateBy", rotateBy === "rds-managed" ? undefined : rotateBy, referenceIn(region, "aliasArn", aliasArn))
    .throwIfInvalid();
}
