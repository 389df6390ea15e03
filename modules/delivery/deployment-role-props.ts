import type { PolicyStatement } from "../core";

export interface DeploymentRoleProps {
  /** Physical name: at most 64 characters. */
  readonly name: string;
  /** Purpose of the role, shown in IAM. */
  readonly description: string;
  /** Account whose builds may assume the role: 12 digits. */
  readonly trustedAccount: string;
  /**
   * ARNs of build roles of that account, at least one; `*` matches a part of a name after its first three characters.
   */
  readonly trustedRoleArns: readonly string[];
  /** Permissions of the role: at least one statement. */
  readonly statements: readonly PolicyStatement[];
}
