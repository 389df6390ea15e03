import type { AwsRegion, StateLocation } from "../modules/core";

/** Name of the bucket that holds the state of an account's stacks in one region. */
export function stateBucketName(project: string, account: string, region: AwsRegion): string {
  return `${project}-tfstate-${account}-${region}`;
}

/** Name of the key that encrypts them; the same in every region. */
export function stateKeyName(project: string): string {
  return `${project}-tfstate`;
}

/**
 * Location of a stack's state. Its names are computed, so that they are known before `bootstrap` creates the bucket.
 */
export function stateLocation(project: string, account: string, region: AwsRegion): StateLocation {
  return {
    bucket: stateBucketName(project, account, region),
    region,
    kmsKeyId: `arn:aws:kms:${region}:${account}:alias/${stateKeyName(project)}`,
  };
}
