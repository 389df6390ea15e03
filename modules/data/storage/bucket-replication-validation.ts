import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  fields,
  inRegion,
  isKnown,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  type Rule,
} from "../../core";
import type { BucketReplicationProps, ReplicaBucket } from "./bucket-replication-props";

/** Checks a replication against what S3 accepts in `PutBucketReplication`. */
export function validateBucketReplication(scope: Construct, id: string, props: BucketReplicationProps): void {
  const bucket = { bucketArn: "string", bucketName: "string", region: "string", isVersioned: "boolean" } as const;
  requireProps(scope, id, props, { name: "string", source: bucket, destination: bucket });
  const { region } = props.regional ?? AwsStack.of(scope);
  new Validation(scope, id)
    .props(props, {
      name: physicalName("role name"),
      source: [versioned(), inRegion(region, "create the replication in the region of the source")],
      destination: [versioned(), elsewhere(props.source.region), withSameProtection(props.source)],
      prefix: matching(
        /^(?!\/).{0,1024}$/s,
        "at most 1024 characters without a first /",
        "write the beginning of keys",
      ),
      regional: providerOfRegion(),
      deleteMarkers: oneOf<string>(["copied", "ignored"], "choose what a deletion does to the copy"),
    })
    .throwIfInvalid();
}

function versioned(): Rule<ReplicaBucket> {
  return fields<ReplicaBucket>(() => ({
    isVersioned: satisfying(
      (isVersioned) => isVersioned,
      "a versioned bucket",
      "pass a bucket of another intent than logs: S3 copies versions only",
    ),
  }));
}

function elsewhere(region: string): Rule<ReplicaBucket> {
  return fields<ReplicaBucket>(() => ({
    region: satisfying<string>(
      (other) => !isKnown(region) || other !== region,
      `another region than ${region}`,
      "pass a bucket of the recovery region",
    ),
  }));
}

/** Copies of objects that a key encrypts need a key of the destination. */
function withSameProtection({ key }: ReplicaBucket): Rule<ReplicaBucket> {
  return (destination) =>
    key === undefined || destination.key !== undefined
      ? [...keyOfDestination(destination)]
      : [
          {
            below: ".key",
            value: "none",
            allowed: "a key of its region",
            fix: "give the destination a key, as the source has",
          },
        ];
}

function keyOfDestination({ key, region }: ReplicaBucket): ReturnType<Rule<ReplicaBucket>> {
  return key === undefined ? [] : inRegion(region)(key).map((one) => ({ ...one, below: `.key${one.below}` }));
}
