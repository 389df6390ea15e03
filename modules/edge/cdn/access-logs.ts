import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { AwsStack, type RegionalProvider } from "../../core";

/** A bucket that accepts logs from CloudWatch's log delivery. */
export interface LogBucket {
  /** ARN of the bucket that receives the logs. */
  readonly bucketArn: string;
  /**
   * Allows log delivery to write logs of the sources that match an ARN pattern; returns the resources that must exist
   * before the first delivery.
   */
  allowLogDeliveryFrom(sourceArnPattern: string): ITerraformDependable[];
}

export interface AccessLogSettings {
  /** Name of the delivery's source and destination. */
  readonly name: string;
  readonly regional: RegionalProvider<"us-east-1">;
  /** ARN of the distribution. */
  readonly resourceArn: string;
  readonly bucket: LogBucket;
}

/**
 * Delivers a distribution's access logs to a bucket, below `AWSLogs/<account>/CloudFront/`, one JSON object a line.
 * Standard logging of CloudFront (legacy) would need a bucket with ACLs.
 */
export function deliverAccessLogs(scope: Construct, settings: AccessLogSettings): void {
  const { name, regional, resourceArn, bucket } = settings;
  const { provider, region } = regional;
  const { account, partition } = AwsStack.of(scope);
  // Every source of the account, so that several distributions can share a bucket with one statement.
  const permission = bucket.allowLogDeliveryFrom(`arn:${partition}:logs:${region}:${account}:delivery-source:*`);
  const source = new CloudwatchLogDeliverySource(scope, "access-log-source", {
    provider,
    name,
    logType: "ACCESS_LOGS",
    resourceArn,
  });
  const destination = new CloudwatchLogDeliveryDestination(scope, "access-log-destination", {
    provider,
    name,
    outputFormat: "json",
    deliveryDestinationConfiguration: [{ destinationResourceArn: bucket.bucketArn }],
  });
  new CloudwatchLogDelivery(scope, "access-log-delivery", {
    provider,
    deliverySourceName: source.name,
    deliveryDestinationArn: destination.arn,
    // A delivery that finds no permission writes a bucket policy itself.
    dependsOn: permission,
  });
}
