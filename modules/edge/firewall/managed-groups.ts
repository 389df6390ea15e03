interface ManagedGroup {
  /** Name at AWS. */
  readonly group: string;
  /** Capacity units (AWS WAF developer guide, AWS Managed Rules rule groups; read 2026-11). */
  readonly units: number;
  /** True for groups that judge the address of the client, which trusted addresses skip. @default false */
  readonly judgesAddresses?: boolean;
}

/** Rule groups of AWS Managed Rules without extra price, by the name of their rule. */
export const MANAGED_GROUPS = {
  "amazon-ip-reputation": { group: "AWSManagedRulesAmazonIpReputationList", units: 25, judgesAddresses: true },
  "anonymous-addresses": { group: "AWSManagedRulesAnonymousIpList", units: 50, judgesAddresses: true },
  core: { group: "AWSManagedRulesCommonRuleSet", units: 700 },
  "known-bad-inputs": { group: "AWSManagedRulesKnownBadInputsRuleSet", units: 200 },
  "sql-injection": { group: "AWSManagedRulesSQLiRuleSet", units: 200 },
  "admin-pages": { group: "AWSManagedRulesAdminProtectionRuleSet", units: 100 },
  linux: { group: "AWSManagedRulesLinuxRuleSet", units: 200 },
  posix: { group: "AWSManagedRulesUnixRuleSet", units: 100 },
  windows: { group: "AWSManagedRulesWindowsRuleSet", units: 200 },
  php: { group: "AWSManagedRulesPHPRuleSet", units: 100 },
  wordpress: { group: "AWSManagedRulesWordPressRuleSet", units: 100 },
} as const satisfies Record<string, ManagedGroup>;

export type ManagedGroupName = keyof typeof MANAGED_GROUPS;

export const MANAGED_GROUP_NAMES = Object.keys(MANAGED_GROUPS) as ManagedGroupName[];

/** Name of a group at AWS. */
export type ManagedRuleGroup = (typeof MANAGED_GROUPS)[ManagedGroupName]["group"];

/** Capacity units of a group. */
export function unitsOf(name: ManagedRuleGroup): number {
  return Object.values(MANAGED_GROUPS).find(({ group }) => group === name)!.units;
}

/** True for groups that judge the address of the client. */
export function judgesAddresses(name: ManagedGroupName): boolean {
  const group: ManagedGroup = MANAGED_GROUPS[name];
  return group.judgesAddresses ?? false;
}
