import type { Environment } from "../../../environments";

/** One bad setting of an environment. */
export interface BadSetting {
  readonly row: number;
  readonly what: string;
  /** The environments with the mistake. */
  readonly changed: (environments: readonly Environment[]) => readonly unknown[];
  /** The environment that is blamed. */
  readonly file: string;
  readonly property: string;
  readonly allowed: RegExp;
}

const setting = (
  row: number,
  what: string,
  [file, path, value]: readonly [file: string, path: string, value: unknown],
  allowed: RegExp,
  property = path,
): BadSetting => ({
  row,
  what,
  file,
  property,
  allowed,
  changed: (environments) => environments.map((one) => (one.name === file ? withSetting(one, path, value) : one)),
});

function withSetting(environment: Environment, path: string, value: unknown): unknown {
  const copy = structuredClone(environment) as Record<string, unknown>;
  const keys = path.split(".");
  const last = keys.pop()!;
  const section = keys.reduce((inner, key) => inner[key] as Record<string, unknown>, copy);
  section[last] = value;
  return copy;
}

/** Bad inputs of one environment, or of all environments together. */
export const ENVIRONMENT_ROWS: readonly BadSetting[] = [
  setting(1, "a misspelt key", ["dev", "natGateway", "single"], /no setting of this name/),
  setting(2, "an account id of 11 digits", ["dev", "account", "12345678901"], /12 digits/),
  setting(6, "a network that overlaps another's", ["prod", "network.cidr", "10.20.0.0/16"], /does not overlap 10\.20/),
  setting(36, "a domain without a zone", ["prod", "site.hostedZone", "none"], /exactly when there is a domainName/),
  setting(58, "prod without deletion protection", ["prod", "deletionProtection", false], /true in production/),
  setting(58, "prod with a database that cannot fail over", ["prod", "database.instances", 1], /at least 2/),
  setting(58, "prod without alarms", ["prod", "alarms.emails", []], /at least one address/),
  setting(58, "prod without an owner", ["prod", "owner", ""], /a team or person/),
  setting(59, "recovery in the main region", ["prod", "recoveryRegion", "us-east-1"], /another region/),
];
