import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import type { Construct } from "constructs";
import { AwsStack, PolicyDocument, type KeyReference, type RegionalProvider } from "../../core";

const SECRET_HEADERS = ["authorization", "cookie"] as const;

interface FirewallLogSettings {
  readonly name: string;
  readonly webAclArn: string;
  readonly logKey: KeyReference;
  readonly logRetentionDays: number;
  /** Region of the web ACL. @default that of the construct */
  readonly regional?: RegionalProvider;
  /** @default the provider of the construct */
  readonly provider?: AwsProvider;
}

/** Name of the log group. AWS WAF writes only to groups with this prefix. */
export const logGroupName = (name: string): string => `aws-waf-logs-${name}`;

/** Creates an encrypted log group of a web ACL, whose requests are logged without credentials. */
export function createFirewallLogs(parent: Construct, settings: FirewallLogSettings): void {
  const { name, webAclArn, logKey, logRetentionDays, regional, provider } = settings;
  const location = AwsStack.of(parent);
  const { account, partition } = location;
  const { region } = regional ?? location;
  const logGroup = new CloudwatchLogGroup(parent, "log-group", {
    provider,
    name: logGroupName(name),
    kmsKeyId: logKey.keyArn,
    retentionInDays: logRetentionDays,
  });
  const policy = new PolicyDocument(parent, "log-delivery-policy", [
    {
      sid: "WriteFirewallLogs",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${logGroup.arn}:*`],
      principals: [{ type: "Service", identifiers: ["delivery.logs.amazonaws.com"] }],
      conditions: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
        { test: "ArnLike", variable: "aws:SourceArn", values: [`arn:${partition}:logs:${region}:${account}:*`] },
      ],
    },
  ]);
  const permission = new CloudwatchLogResourcePolicy(parent, "log-delivery", {
    provider,
    policyName: logGroupName(name),
    policyDocument: policy.json,
  });
  new Wafv2WebAclLoggingConfiguration(parent, "logging", {
    provider,
    resourceArn: webAclArn,
    logDestinationConfigs: [logGroup.arn],
    redactedFields: SECRET_HEADERS.map((header) => ({ singleHeader: { name: header } })),
    dependsOn: [permission],
  });
}
