import {
  S3BucketReplicationConfigurationA,
  type S3BucketReplicationConfigurationRuleDestination,
} from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { AwsStack, ServiceRole, signalsIn, useProviderOf, withDefaults, type Signal } from "../../core";
import { replicationStatements } from "./bucket-replication-grants";
import {
  BUCKET_REPLICATION_DEFAULTS,
  type BucketReplicationProps,
  type ReplicaBucket,
} from "./bucket-replication-props";
import { validateBucketReplication } from "./bucket-replication-validation";

/** The only value that S3 accepts for time control and its metrics. */
const MINUTES = 15;

/**
 * Copies new versions of a bucket's objects into a bucket of another region, within 15 minutes by replication time
 * control, with metrics. Objects that exist already are not copied: S3 Batch Replication does that once.
 *
 * S3 allows one replication of a bucket.
 */
export class BucketReplication extends Construct {
  readonly signals: readonly Signal[];

  /** @throws InputError when a bucket has no versions, the regions agree, or a key or a name does not fit. */
  constructor(scope: Construct, id: string, props: BucketReplicationProps) {
    validateBucketReplication(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, source, destination, prefix, deleteMarkers } = withDefaults(props, BUCKET_REPLICATION_DEFAULTS);
    const role = this.createRole(props);
    new S3BucketReplicationConfigurationA(this, "replication", {
      bucket: source.bucketName,
      role: role.roleArn,
      rule: [
        {
          id: name,
          status: "Enabled",
          priority: 0,
          filter: { prefix },
          deleteMarkerReplication: { status: deleteMarkers === "copied" ? "Enabled" : "Disabled" },
          sourceSelectionCriteria: source.key && { sseKmsEncryptedObjects: { status: "Enabled" } },
          destination: destinationOf(destination),
        },
      ],
      // S3 refuses buckets whose versioning is not enabled yet.
      dependsOn: [source, destination].flatMap(resourcesOf),
    });
    this.signals = signalsIn(this, [latencySignal(id, name, source, destination)]);
  }

  private createRole(props: BucketReplicationProps): ServiceRole {
    const { account } = AwsStack.of(this);
    const role = new ServiceRole(this, "role", {
      name: props.name,
      description: `Copies objects of ${props.name}`,
      service: "s3.amazonaws.com",
      trustConditions: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
        { test: "ArnLike", variable: "aws:SourceArn", values: [props.source.bucketArn] },
      ],
    });
    replicationStatements(props).forEach((statement) => role.addStatement(statement));
    return role;
  }
}

function destinationOf({ bucketArn, key }: ReplicaBucket): S3BucketReplicationConfigurationRuleDestination {
  return {
    bucket: bucketArn,
    storageClass: "STANDARD_IA",
    encryptionConfiguration: key && { replicaKmsKeyId: key.keyArn },
    replicationTime: { status: "Enabled", time: { minutes: MINUTES } },
    metrics: { status: "Enabled", eventThreshold: { minutes: MINUTES } },
  };
}

function resourcesOf(bucket: ReplicaBucket): TerraformResource[] {
  return bucket instanceof Construct
    ? bucket.node
        .findAll()
        .filter((one) => TerraformResource.isTerraformResource(one))
        .filter(isVersioning)
    : [];
}

function isVersioning({ terraformResourceType }: TerraformResource): boolean {
  return terraformResourceType === "aws_s3_bucket_versioning";
}

/** Signal of copies that are later than time control promises. */
function latencySignal(id: string, ruleId: string, source: ReplicaBucket, destination: ReplicaBucket): Signal {
  return {
    id: `${id}-latency`,
    why: "Copies are more than 15 minutes behind, which lengthens the RPO of the bucket",
    namespace: "AWS/S3",
    metricName: "ReplicationLatency",
    dimensions: {
      SourceBucket: source.bucketName,
      DestinationBucket: destination.bucketName,
      RuleId: ruleId,
    },
    statistic: "Maximum",
    label: "Replication latency (s)",
    threshold: MINUTES * 60,
    comparison: "above",
    periodSeconds: 300,
    evaluationPeriods: 3,
    missingData: "notBreaching",
  };
}
