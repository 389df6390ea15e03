import { fail, isSet, unknown } from "../engine/checks";
import type { Check, Resource, Rule } from "../engine/rule";
import type { Graph } from "../engine/graph";
import { isUnresolved, valueAt } from "../engine/values";
import { regionOf } from "./region";

const BUCKET = "aws_s3_bucket";
const REPLICATION = "aws_s3_bucket_replication_configuration";
const LOCK = "aws_s3_bucket_object_lock_configuration";

const isReplicated: Check = (bucket, { graph }) => {
  const declared = valueAt(bucket.values["tags"], "Data");
  if (isUnresolved(declared)) return [unknown("tags")];
  if (declared !== "critical") return [];
  const copies = graph.referrers(bucket, REPLICATION).filter((one) => graph.targetsAt(one, "bucket").includes(bucket));
  if (copies.length === 0) return [fail("", "needs a replication, since its tag Data is critical")];
  const home = regionOf(bucket, graph);
  const elsewhere = copies
    .flatMap((copy) => graph.targetsAt(copy, "rule.destination.bucket"))
    .map((target) => regionOf(target, graph))
    .every((region) => region === undefined || region !== home);
  return elsewhere ? [] : [fail("", `must be replicated into another region than ${home}`)];
};

const receivesTrail = (bucket: Resource, graph: Graph): boolean =>
  graph.referrers(bucket, "aws_cloudtrail").some((trail) => graph.targetsAt(trail, "s3_bucket_name").includes(bucket));

const isLocked: Check = (bucket, { graph }) =>
  !receivesTrail(bucket, graph) || graph.referrers(bucket, LOCK).length > 0
    ? []
    : [fail("", "needs an object lock, since a trail writes into it")];

export const COPY_RULES: readonly Rule[] = [
  {
    id: "S3-09",
    title: "Critical data is replicated, and what proves something is locked",
    severity: "medium",
    rationale:
      "A bucket goes with its region, and a trail that its author can delete proves nothing. Which data is critical the tag Data says.",
    fix: "Replicate a bucket with the tag Data=critical into another region; lock the bucket of a trail by aws_s3_bucket_object_lock_configuration.",
    controls: {
      fsbp: ["S3.7", "S3.15"],
      nist: ["AU-9(3)", "CP-6"],
      checkov: ["CKV_AWS_143", "CKV_AWS_144"],
      nag: ["S3BucketReplicationEnabled", "S3BucketDefaultLockEnabled"],
    },
    types: [BUCKET, REPLICATION, LOCK],
    relaxed: { dev: "off" },
    check: (resource, context) => {
      if (resource.type === REPLICATION) return isSet("rule.destination.bucket")(resource, context);
      if (resource.type === LOCK) return isSet("rule.default_retention.mode")(resource, context);
      return [...isReplicated(resource, context), ...isLocked(resource, context)];
    },
  },
];
