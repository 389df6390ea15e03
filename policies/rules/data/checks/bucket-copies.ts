import { fail, unknown } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { ResourceGraph } from "../../../graph/resource-graph";
import type { Check } from "../../../engine/rule";
import { isUnresolved, valueAt } from "../../../engine/values";
import { regionOf } from "../../checks/regions";

export const BUCKET = "aws_s3_bucket";
export const REPLICATION = "aws_s3_bucket_replication_configuration";
export const LOCK = "aws_s3_bucket_object_lock_configuration";

export const isReplicated: Check = (bucket, { graph }) => {
  const declared = valueAt(bucket.values["tags"], "Data");
  if (isUnresolved(declared)) return [unknown("tags")];
  if (declared !== "critical") return [];
  const copies = graph.referrers(bucket, REPLICATION).filter((one) => graph.targetsAt(one, "bucket").includes(bucket));
  if (copies.length === 0) return [fail("", "needs replication, because its tag Data is critical")];
  const home = regionOf(bucket, graph);
  const elsewhere = copies
    .flatMap((copy) => graph.targetsAt(copy, "rule.destination.bucket"))
    .map((target) => regionOf(target, graph))
    .every((region) => region === undefined || region !== home);
  return elsewhere ? [] : [fail("", `must be replicated to a region other than ${home}`)];
};

const receivesTrail = (bucket: Resource, graph: ResourceGraph): boolean =>
  graph.referrers(bucket, "aws_cloudtrail").some((trail) => graph.targetsAt(trail, "s3_bucket_name").includes(bucket));

export const isLocked: Check = (bucket, { graph }) =>
  !receivesTrail(bucket, graph) || graph.referrers(bucket, LOCK).length > 0
    ? []
    : [fail("", "needs object lock, because a trail delivers to it")];
