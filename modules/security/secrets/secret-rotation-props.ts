import type { Grantee, RegionalProvider } from "../../core";

/** A secret that a function can rotate, such as a `GeneratedSecret`. */
export interface RotatedSecret {
  /** ARN of the secret, in the region of the rotation. */
  readonly secretArn: string;
  /** Allows the function to create versions of the secret. */
  grantRotate(grantee: Grantee): void;
}

/** Function that rotates a secret in the four steps of Secrets Manager, such as a `NodeFunction`. */
export interface RotationFunction extends Grantee {
  /** Physical name of the function. */
  readonly functionName: string;
  /** Alias that Secrets Manager invokes. */
  readonly aliasName: string;
  /** ARN of the alias, in the region of the rotation. */
  readonly aliasArn: string;
  /** Region of the function, for an `aliasArn` that is unknown until plan. @default not compared */
  readonly region?: string;
}

export interface SecretRotationProps {
  /** Secret that changes. */
  readonly secret: RotatedSecret;
  /**
   * Function that changes it, with a way to Secrets Manager and to what the secret opens: a function in a VPC needs NAT
   * or an interface endpoint, and a database has to allow it. `rds-managed`: RDS changes the secret of a master user
   * itself, and the rotation only sets the interval.
   */
  readonly rotateBy: RotationFunction | "rds-managed";
  /** Days between rotations: 7 to 1000. Policies allow at most 90. @default 30 */
  readonly everyDays?: number;
  /**
   * Hours after midnight UTC within which the rotation takes place on its day: 1 to 24. @default 24
   */
  readonly windowHours?: number;
  /** Region of the secret and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const SECRET_ROTATION_DEFAULTS = { everyDays: 30 } as const satisfies Partial<SecretRotationProps>;
