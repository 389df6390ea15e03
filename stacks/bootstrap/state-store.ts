import type { AwsRegion, AwsStack } from "../../modules/core";
import { Bucket } from "../../modules/data/storage";
import { EncryptionKey } from "../../modules/security";
import { waive } from "../../policies";
import { stateBucketName, stateKeyName } from "../state";
import type { BootstrapAccount } from "./account";

/** Where stacks of one region keep their state. */
export interface StateStore {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly keyArn: string;
}

/** Days in which a lost or broken state can be brought back. */
const STATE_VERSION_DAYS = 90;

/** A bucket and its key. A state that describes a region must outlive every other region, so each region has its own. */
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
    owner: "platform",
    expires: "2027-05-20",
  });
  return { bucketName: bucket.bucketName, bucketArn: bucket.bucketArn, keyArn: key.keyArn };
}
