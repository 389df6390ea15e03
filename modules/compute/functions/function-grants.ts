import type { PolicyStatement } from "../../core";

/** EC2 actions that Lambda takes on behalf of a function in a VPC. */
const NETWORK_ACTIONS = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
];

/** Allows the function to write to its own log group only. */
export function logStatement(logGroupArn: string): PolicyStatement {
  return {
    sid: "WriteLogs",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [`${logGroupArn}:*`],
  };
}

export const traceStatement: PolicyStatement = {
  sid: "WriteTraces",
  actions: ["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"],
  resources: ["*"],
  unscopedBecause: "X-Ray knows no resources that these actions could name",
};

/** Allows Lambda to attach the function to the VPC and denies the same actions to the function's own code. */
export function networkStatements(functionArn: string): readonly PolicyStatement[] {
  return [
    {
      sid: "AttachToVpc",
      actions: NETWORK_ACTIONS,
      resources: ["*"],
      unscopedBecause: "Lambda checks the permission before any interface exists, and describing cannot be scoped",
    },
    {
      sid: "NotByFunctionCode",
      effect: "Deny",
      actions: NETWORK_ACTIONS,
      resources: ["*"],
      // Only calls of the function's code carry this key, not those of Lambda itself.
      conditions: [{ test: "ArnEquals", variable: "lambda:SourceFunctionArn", values: [functionArn] }],
    },
  ];
}
