import { dnsSuffixOf, type KeyReference, type PolicyStatement } from "../../core";
import type { BucketReplicationProps } from "./bucket-replication-props";

/** Statements by which S3 reads versions of the source and writes them to the destination. */
export function replicationStatements({ source, destination }: BucketReplicationProps): PolicyStatement[] {
  return [
    {
      sid: "ListSource",
      actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
      resources: [source.bucketArn],
    },
    {
      sid: "ReadVersions",
      actions: ["s3:GetObjectVersionAcl", "s3:GetObjectVersionForReplication", "s3:GetObjectVersionTagging"],
      resources: [`${source.bucketArn}/*`],
    },
    {
      sid: "WriteCopies",
      actions: ["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"],
      resources: [`${destination.bucketArn}/*`],
    },
    ...useOf("DecryptSource", ["kms:Decrypt"], source.key),
    ...useOf("EncryptCopies", ["kms:Encrypt"], destination.key),
  ];
}

function useOf(sid: string, actions: string[], key: KeyReference | undefined): PolicyStatement[] {
  if (!key) return [];
  const values = [`s3.${key.region}.${dnsSuffixOf(key.region)}`];
  return [
    {
      sid,
      actions,
      resources: [key.keyArn],
      conditions: [{ test: "StringEquals", variable: "kms:ViaService", values }],
    },
  ];
}
