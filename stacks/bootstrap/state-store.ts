import type { AwsRegion, AwsStack, PolicyStatement } from "../../modules/core";
import { Bucket } from "../../modules/data/storage";
import { EncryptionKey } from "../../modules/security";
import { waive } from "../../policies";
import { stateBucketName, stateKeyName } from "../state";
import type { BootstrapAccount } from "./account";
import type { EnvironmentScope } from "./environment-scope";
import { ACCEPTED } from "../waivers";

/** Bucket and key for the state of the stacks in one region. */
export interface StateStore {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly keyArn: string;
}

/** Days for which an earlier version of the state can be restored. */
const STATE_VERSION_DAYS = 90;

/**
 * A bucket and its key. A state that describes a region must outlive every other region, so each region has its own.
 */
export function createStateStore(
  stack: AwsStack,
  role: "main" | "recovery",
  region: AwsRegion,
  { project, account, deletionProtection }: BootstrapAccount,
): StateStore {
  const regional = stack.providerIn(region);
  const key = new EncryptionKey(stack, `${role}-state-key`, {
    name: stateKeyName(project),
    description: "Terraform state",
    regional,
    deletionProtection,
  });
  const bucket = new Bucket(stack, `${role}-state`, {
    name: stateBucketName(project, account, region),
    intent: "content",
    regional,
    key,
    noncurrentDays: STATE_VERSION_DAYS,
    deletionProtection,
  });
  waive(bucket.node.findChild("bucket"), {
    rule: "S3-05",
    reason:
      "State is the first thing in its region, before any bucket for logs; only S3 data events of a trail could tell who reads it",
    ...ACCEPTED,
  });
  return { bucketName: bucket.bucketName, bucketArn: bucket.bucketArn, keyArn: key.keyArn };
}

/** Reads and writes the state of an environment and of its recovery stack. */
export function writeState(scope: EnvironmentScope, stores: readonly StateStore[]): PolicyStatement[] {
  return [
    findState(scope, stores),
    {
      sid: "WriteState",
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      resources: stateObjects(scope, stores, "*"),
    },
  ];
}

/** Reads the state of an environment and of its recovery stack, and locks it. */
export function lockState(scope: EnvironmentScope, stores: readonly StateStore[]): PolicyStatement[] {
  return [
    findState(scope, stores),
    { sid: "ReadState", actions: ["s3:GetObject"], resources: stateObjects(scope, stores, "*") },
    {
      sid: "LockState",
      actions: ["s3:DeleteObject", "s3:PutObject"],
      resources: stateObjects(scope, stores, "*.tflock"),
    },
  ];
}

function findState({ environment }: EnvironmentScope, stores: readonly StateStore[]): PolicyStatement {
  const prefixes = stackIds(environment).map((stackId) => `${stackId}/*`);
  return {
    sid: "FindState",
    actions: ["s3:ListBucket"],
    resources: stores.map(({ bucketArn }) => bucketArn),
    // Terraform lists workspaces under `env:/` before it reads the state.
    conditions: [{ test: "StringLike", variable: "s3:prefix", values: ["env:/", ...prefixes] }],
  };
}

function stateObjects({ environment }: EnvironmentScope, stores: readonly StateStore[], name: string): string[] {
  return stores.flatMap(({ bucketArn }) => stackIds(environment).map((stackId) => `${bucketArn}/${stackId}/${name}`));
}

/** Stacks that one environment's role applies. */
function stackIds(environment: string): string[] {
  return [environment, `${environment}-recovery`];
}
