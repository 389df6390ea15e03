import type { BucketReference, Grantee } from "../references";
import type { PolicyStatement } from "./policy-document";

const READ_ACTIONS = ["s3:GetObject"];
const READ_WRITE_ACTIONS = [
  "s3:AbortMultipartUpload",
  "s3:DeleteObject",
  "s3:GetObject",
  "s3:ListMultipartUploadParts",
  "s3:PutObject",
];

/** One folder of a bucket, and what a role does there. */
export interface FolderGrant {
  /** Begins the sids: letters and digits, unique in the grantee's policy. */
  readonly sid: string;
  readonly bucket: BucketReference;
  /** Beginning of the keys, such as `orders/`; empty for the whole bucket. */
  readonly prefix: string;
  readonly access: "read" | "read-write";
}

/** Allows the grantee to use the objects below a prefix, to list them, and to use the key of the bucket. */
export function grantFolder(grantee: Grantee, grant: FolderGrant): void {
  folderStatements(grant).forEach((statement) => grantee.addStatement(statement));
  grant.bucket.key?.grantUse(grantee);
}

function folderStatements({ sid, bucket, prefix, access }: FolderGrant): PolicyStatement[] {
  const below = [{ test: "StringLike", variable: "s3:prefix", values: [`${prefix}*`] }];
  return [
    { sid: `${sid}Location`, actions: ["s3:GetBucketLocation"], resources: [bucket.bucketArn] },
    {
      sid: `${sid}List`,
      actions: ["s3:ListBucket"],
      resources: [bucket.bucketArn],
      conditions: prefix === "" ? undefined : below,
    },
    {
      sid: `${sid}Objects`,
      actions: access === "read" ? READ_ACTIONS : READ_WRITE_ACTIONS,
      resources: [`${bucket.bucketArn}/${prefix}*`],
    },
  ];
}
