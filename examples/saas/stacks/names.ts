import path from "node:path";
import type { AwsStackProps, Stage } from "groundplan/core";
import type { Environment } from "../environments";

/** Value of the tag `Project`, and beginning of the state's names. */
const SYSTEM = "saas";

/** Regions of the system: the active one by default, and the passive one. */
export type SystemRegion = "us-east-1" | "us-west-2";

interface StackSettings {
  readonly owner: string;
  readonly account: string;
  /** Absent from the settings of the account, which is of no environment. */
  readonly stage?: Stage;
}

/** Bucket and key of the states of one region, which exist before every stack. */
export function stateOf(account: string, region: SystemRegion) {
  return {
    bucket: `${SYSTEM}-tfstate-${account}-${region}`,
    region,
    kmsKeyId: `arn:aws:kms:${region}:${account}:alias/${SYSTEM}-tfstate`,
  };
}

/**
 * Account, region, tags and state of a stack. The state is in the region of the stack, so that the standby can be
 * applied when the main region is lost.
 *
 * @param environment - value of the tag `Environment`.
 */
export function stackPropsOf<Region extends SystemRegion>(
  { owner, account, stage }: StackSettings,
  region: Region,
  environment: string,
): AwsStackProps<Region> {
  return {
    account,
    region,
    stage,
    tags: { Environment: environment, Project: SYSTEM, Owner: owner },
    state: stateOf(account, region),
  };
}

/** The same for a stack of an environment, whose roles are bounded. */
export function environmentStackPropsOf<Region extends SystemRegion>(
  environment: Environment,
  region: Region,
): AwsStackProps<Region> {
  const permissionsBoundaryArn = `arn:aws:iam::${environment.account}:policy/${names.boundary(environment)}`;
  return { ...stackPropsOf(environment, region, environment.name), permissionsBoundaryArn };
}

/** Names that stacks of one environment share, because no stack reads the state of another. */
export const names = {
  /** Prefix of the physical names of a region: names of roles are unique in an account. */
  prefix: ({ prefix }: Environment, role: "main" | "standby"): string =>
    role === "main" ? prefix : `${prefix}-standby`,
  /** Vault and key of the copies in the second region, and beginning of the names of its buckets. */
  recovery: ({ prefix }: Environment): string => `${prefix}-recovery`,
  /** A table, whose replica has the same name. */
  table: ({ prefix }: Environment, name: string): string => `${prefix}-${name}`,
  /** Instance of the main region. */
  database: ({ prefix }: Environment): string => `${prefix}-database`,
  /** A secret of the main region, whose replica has the same name. */
  secret: ({ prefix }: Environment, name: string): string => `${prefix}/${name}`,
  /** Copy of a bucket of the main region. */
  bucketCopy: ({ prefix, account }: Environment, id: string): string => `${prefix}-recovery-${id}-${account}`,
  /** Domain of the API, which answers from the region that serves. */
  apiDomain: ({ site }: Environment): string => `api.${site.domainName}`,
  /** Domain of the API of one region, whatever serves: health checks ask it. */
  regionalApiDomain: ({ site }: Environment, region: SystemRegion): string =>
    `${region === "us-east-1" ? "use1" : "usw2"}.api.${site.domainName}`,
  /** Policy that bounds the roles of the environment, of the stack `account`. */
  boundary: ({ name }: Environment): string => `${SYSTEM}-${name}-boundary`,
  /** Beginning of the names of what GitHub uses to deploy. */
  github: `${SYSTEM}-github`,
  /** Role that workflows assume for one purpose. */
  githubRole: ({ name }: Environment, purpose: "plan" | "save" | "apply"): string =>
    `${SYSTEM}-${name}-github-${purpose}`,
  /** Alarm of the second region by which operators fail over. */
  failoverSwitch: ({ prefix }: Environment): string => `${prefix}-failover-switch`,
};

/** Origin of the application, whose scripts may call the API. */
export function siteOrigin({ site }: Environment): string {
  return `https://${site.domainName}`;
}

/** Folder of the example, also when this file runs compiled below `dist`. */
const FOLDER = path.resolve(__dirname, "..").replace(/([\\/])dist[\\/](?=examples[\\/])/, "$1");

/** Path of a Glue script. */
export function glueScript(name: string): string {
  return path.join(FOLDER, "glue", name);
}
