import type { S3BucketObjectLockConfigurationRuleA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import type { S3BucketServerSideEncryptionConfigurationRuleA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import type { KeyReference } from "../../core";

/** Encrypts objects with the key, or with keys of S3. */
export function encryptionRule(key: KeyReference | undefined): S3BucketServerSideEncryptionConfigurationRuleA {
  if (!key) return { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
  const byDefault = { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.keyArn };
  return { applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled: true };
}

/** Keeps every version for some days: governance mode, which roles with a permission of their own may bypass. */
export function lockRule(days: number): S3BucketObjectLockConfigurationRuleA {
  return { defaultRetention: { mode: "GOVERNANCE", days } };
}
