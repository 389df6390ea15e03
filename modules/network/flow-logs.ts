import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import type { Construct } from "constructs";
import { AwsStack, ServiceRole, type KeyReference, type LogRetentionDays } from "../core";

export interface FlowLogSettings {
  readonly name: string;
  readonly region: string;
  /** Owner of the VPC and of its flow log. */
  readonly account: string;
  readonly vpcId: string;
  readonly retentionDays: LogRetentionDays;
  readonly key: KeyReference;
}

/** Records all traffic of the VPC, accepted and rejected, in an encrypted log group. */
export function createFlowLog(scope: Construct, settings: FlowLogSettings): void {
  const name = `${settings.name}-flow-logs`;
  const logGroup = new CloudwatchLogGroup(scope, "flow-log-group", {
    name: `/aws/vpc/${name}`,
    retentionInDays: settings.retentionDays,
    kmsKeyId: settings.key.keyArn,
  });
  new FlowLog(scope, "flow-log", {
    vpcId: settings.vpcId,
    trafficType: "ALL",
    logDestinationType: "cloud-watch-logs",
    logDestination: logGroup.arn,
    iamRoleArn: createRole(scope, name, settings, logGroup).roleArn,
    tags: { Name: name },
  });
}

function createRole(
  scope: Construct,
  name: string,
  { region, account }: FlowLogSettings,
  logGroup: CloudwatchLogGroup,
): ServiceRole {
  const flowLogs = `arn:${AwsStack.of(scope).partition}:ec2:${region}:${account}:vpc-flow-log/*`;
  const role = new ServiceRole(scope, "flow-log-role", {
    name,
    description: "Writes the flow log of the VPC",
    service: "vpc-flow-logs.amazonaws.com",
    trustConditions: [
      { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
      { test: "ArnLike", variable: "aws:SourceArn", values: [flowLogs] },
    ],
  });
  role.addStatement({
    sid: "WriteFlowLog",
    actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    resources: [`${logGroup.arn}:*`],
  });
  return role;
}
