import { Network, NetworkAcl, type NetworkProps } from "groundplan/network";
import { accept, isJudgedAsProduction } from "../waivers";
import type { Context } from "./context";

/** Calls of functions and jobs in the VPC, by the service of an endpoint. */
const ENDPOINT_ACTIONS = {
  kms: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
  logs: ["logs:AssociateKmsKey", "logs:CreateLogStream", "logs:PutLogEvents"],
  monitoring: ["cloudwatch:PutMetricData"],
  secretsmanager: [
    "secretsmanager:DescribeSecret",
    "secretsmanager:GetRandomPassword",
    "secretsmanager:GetSecretValue",
    "secretsmanager:PutSecretValue",
    "secretsmanager:UpdateSecretVersionStage",
  ],
  sqs: ["sqs:SendMessage"],
  ssm: ["ssm:GetParameter", "ssm:GetParameters"],
  states: ["states:SendTaskHeartbeat", "states:SendTaskSuccess", "states:StartExecution"],
  sts: ["sts:AssumeRole", "sts:GetCallerIdentity"],
  xray: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
} as const satisfies NetworkProps["endpointActions"];

/**
 * Two public subnets with an internet gateway, private ones whose functions reach AWS through NAT, and data subnets
 * without a route out of the VPC. Public subnets have NAT gateways only, so that their network ACL serves no port.
 */
export function createNetwork({ stack, environment, prefix, network, availabilityZones, keys }: Context): Network {
  const created = new Network(stack, "network", {
    ...network,
    endpointActions: Object.fromEntries(network.interfaceEndpoints.map((one) => [one, ENDPOINT_ACTIONS[one]])),
    name: prefix,
    availabilityZones,
    dataTier: "isolated",
    dataPorts: [5_432, 6_379],
    flowLogRetentionDays: environment.logRetentionDays,
    logKey: keys.logs,
  });
  for (const tier of ["public", "private"] as const)
    new NetworkAcl(stack, `${tier}-acl`, { name: `${prefix}-${tier}`, tier, network: created, servedPorts: [] });
  if (isJudgedAsProduction(environment)) {
    accept(created, "vpc", "NET-11", "No function in the VPC reads parameters of Systems Manager");
  }
  return created;
}
