import type { AwsRegion } from "../core";

export interface OperatorRoleProps {
  /** Physical name. At most 64 characters. Another name replaces the role. */
  readonly name: string;
  /** ARNs of the IAM users and roles that may assume the role, each in full. At least one. */
  readonly trustedPrincipalArns: readonly string[];
  /** Region of backup copies; operators inspect and restore them there too. @default none */
  readonly recoveryRegion?: AwsRegion;
  /**
   * Prefixes of the log groups that operators read, specific to the platform: `/aws/lambda/shop-dev`. At least one.
   */
  readonly logGroupPrefixes: readonly string[];
  /** Role that AWS Backup restores with. @default none: operators read backups and cannot restore */
  readonly restoreRoleArn?: string;
  /**
   * Longest session in hours: 1 to 12 (IAM `MaxSessionDuration`). Sessions of a role that assumes this one last at
   * most one hour. @default 1
   */
  readonly maxSessionHours?: number;
  /**
   * Requires a second factor at sign-in. Set it to false only for roles of an identity provider that requires the
   * factor itself: IAM Identity Center sessions do not carry `aws:MultiFactorAuthPresent`. @default true
   */
  readonly requireMfa?: boolean;
}

export const OPERATOR_ROLE_DEFAULTS = { maxSessionHours: 1, requireMfa: true } as const;
