import type { Construct } from "constructs";
import { sidOf, type BucketReference, type Grantee, type PolicyStatement } from "../../core";

/** A DynamoDB table with point-in-time recovery. A `Table` is one. */
export interface ExportedTable {
  /** Allows the grantee to export the table to S3; throws where the table has no point-in-time recovery. */
  grantExport(grantee: Grantee): void;
}

/** Allows writing the logs of a job, whose groups exist already. Glue associates their key at each run. */
export function logStatement(logGroupArns: readonly string[]): PolicyStatement {
  return {
    sid: "WriteLogs",
    actions: ["logs:AssociateKmsKey", "logs:CreateLogStream", "logs:PutLogEvents"],
    resources: logGroupArns.flatMap((logGroupArn) => [logGroupArn, `${logGroupArn}:*`]),
  };
}

/** A sid for a grant on a folder, unique for the bucket and the prefix: `ReadOrdersFromLake`. */
export function folderSid(verb: string, bucket: Construct, prefix: string): string {
  const words = prefix.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return sidOf(`${verb}${words.join("")}Of`, bucket);
}

/** Allows reading the script. */
export function scriptStatement({ bucketArn }: BucketReference, keys: readonly string[]): PolicyStatement {
  return { sid: "ReadScript", actions: ["s3:GetObject"], resources: keys.map((key) => `${bucketArn}/${key}`) };
}

/** DynamoDB exports as the caller, and sets the ACL of each object. */
export function exportAclStatement({ bucketArn }: BucketReference, prefix: string): PolicyStatement {
  return { sid: "ExportObjectAcl", actions: ["s3:PutObjectAcl"], resources: [`${bucketArn}/${prefix}*`] };
}

/** Allows starting and stopping runs. */
export function startStatement(owner: Construct, jobArn: string): PolicyStatement {
  return {
    sid: sidOf("Start", owner),
    actions: ["glue:BatchStopJobRun", "glue:GetJobRun", "glue:GetJobRuns", "glue:StartJobRun"],
    resources: [jobArn],
  };
}
