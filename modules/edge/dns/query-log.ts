import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Route53QueryLog } from "@cdktf/provider-aws/lib/route53-query-log";
import type { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import type { Construct } from "constructs";
import { AwsStack, PolicyDocument, type KeyReference, type LogRetentionDays, type RegionalProvider } from "../../core";
import { queryLogName } from "./hosted-zone-props";

interface QueryLogSettings {
  readonly domainName: string;
  readonly regional: RegionalProvider<"us-east-1">;
  readonly logKey: KeyReference<"us-east-1">;
  readonly logRetentionDays: LogRetentionDays;
}

/** Logs the queries of a zone to an encrypted group of us-east-1, the only region that Route 53 writes to. */
export function logQueries(scope: Construct, zone: Route53Zone, settings: QueryLogSettings): void {
  const { domainName, logKey, logRetentionDays } = settings;
  const { provider } = settings.regional;
  const { account } = AwsStack.of(scope);
  const logGroup = new CloudwatchLogGroup(scope, "log-group", {
    provider,
    name: queryLogName(domainName),
    kmsKeyId: logKey.keyArn,
    retentionInDays: logRetentionDays,
  });
  const policy = new PolicyDocument(scope, "query-log-policy", [
    {
      sid: "WriteQueryLog",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${logGroup.arn}:*`],
      principals: [{ type: "Service", identifiers: ["route53.amazonaws.com"] }],
      conditions: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
        { test: "ArnEquals", variable: "aws:SourceArn", values: [zone.arn] },
      ],
    },
  ]);
  const permission = new CloudwatchLogResourcePolicy(scope, "query-log-delivery", {
    provider,
    policyName: `route53-${domainName.replaceAll(".", "-")}`,
    policyDocument: policy.json,
  });
  new Route53QueryLog(scope, "query-log", {
    zoneId: zone.zoneId,
    cloudwatchLogGroupArn: logGroup.arn,
    dependsOn: [permission],
  });
}
