import type { PolicyStatement, StackLocation } from "../../core";
import type { CanaryProps } from "./canary-props";

/** Allows the runs of a canary to read their script, to find the bucket, and to write logs, results and traces. */
export function canaryStatements(
  { name, artifacts, code }: CanaryProps,
  { account, region, partition }: StackLocation,
): readonly PolicyStatement[] {
  const archive = `arn:${partition}:s3:::${code.bucketName}/${code.key}`;
  const bucket = `arn:${partition}:s3:::${artifacts.bucketName}`;
  const logs = `arn:${partition}:logs:${region}:${account}:log-group:/aws/lambda/cwsyn-${name}-*`;
  return [
    { sid: "ReadScript", actions: ["s3:GetObject"], resources: [archive] },
    { sid: "LocateArtifacts", actions: ["s3:GetBucketLocation"], resources: [bucket] },
    {
      sid: "ListBuckets",
      actions: ["s3:ListAllMyBuckets"],
      resources: ["*"],
      unscopedBecause: "ListAllMyBuckets supports no resource; Synthetics calls it before an upload",
    },
    {
      sid: "WriteLogs",
      actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [logs],
    },
    {
      sid: "PublishResults",
      actions: ["cloudwatch:PutMetricData"],
      resources: ["*"],
      conditions: [{ test: "StringEquals", variable: "cloudwatch:namespace", values: ["CloudWatchSynthetics"] }],
      unscopedBecause: "PutMetricData supports no resource; the condition limits the namespace",
    },
    {
      sid: "WriteTraces",
      actions: ["xray:PutTraceSegments"],
      resources: ["*"],
      unscopedBecause: "X-Ray supports no resource for traces",
    },
  ];
}
