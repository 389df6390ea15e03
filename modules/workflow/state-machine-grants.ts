import type { Construct } from "constructs";
import { sidOf, type PolicyStatement } from "../core";

/** Allows the actions that Step Functions takes in CloudWatch Logs on behalf of a state machine with a log group. */
export const logDeliveryStatement: PolicyStatement = {
  sid: "DeliverLogs",
  actions: [
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
  ],
  resources: ["*"],
  unscopedBecause: "log deliveries and resource policies are no resources of CloudWatch Logs that could be named",
};

export const traceStatement: PolicyStatement = {
  sid: "WriteTraces",
  actions: ["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"],
  resources: ["*"],
  unscopedBecause: "X-Ray knows no resources that these actions could name",
};

/** Allows starting executions of a state machine. */
export function startStatement(owner: Construct, stateMachineArn: string): PolicyStatement {
  return { sid: sidOf("Start", owner), actions: ["states:StartExecution"], resources: [stateMachineArn] };
}
