import type { PolicyCondition, PolicyStatement } from "../core";
import type { OperatorRoleProps } from "./operator-role-props";

/** The props that permissions depend on, with account, region and partition of the stack. */
interface OperatorScope extends Pick<OperatorRoleProps, "recoveryRegion" | "logGroupPrefixes" | "restoreRoleArn"> {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/**
 * Permissions of operators. Excluded on purpose: CloudFront, whose configuration contains the origin secret; code of
 * functions; contents of buckets, tables, parameters and secrets; changes of existing resources.
 */
export function operatorPermissions(props: OperatorScope): PolicyStatement[] {
  return [
    ...readMetrics(props),
    ...readLogs(props),
    describePlatform(props),
    describeNetwork(props),
    ...readBackups(props),
    ...startRestores(props),
  ];
}

/** Metrics and alarms of every region, because those of CloudFront are in us-east-1. */
function readMetrics({ account, partition }: OperatorScope): PolicyStatement[] {
  return [
    {
      sid: "ReadMetrics",
      actions: [
        "cloudwatch:GetMetricData",
        "cloudwatch:GetMetricStatistics",
        "cloudwatch:ListDashboards",
        "cloudwatch:ListMetrics",
      ],
      resources: ["*"],
      unscopedBecause: "CloudWatch has no resources for metrics and for the list of dashboards",
    },
    {
      sid: "ReadAlarmsAndDashboards",
      actions: ["cloudwatch:DescribeAlarmHistory", "cloudwatch:DescribeAlarms", "cloudwatch:GetDashboard"],
      resources: [
        `arn:${partition}:cloudwatch:*:${account}:alarm:*`,
        `arn:${partition}:cloudwatch::${account}:dashboard/*`,
      ],
    },
  ];
}

function readLogs({ account, partition, logGroupPrefixes }: OperatorScope): PolicyStatement[] {
  return [
    {
      sid: "ReadPlatformLogs",
      actions: ["logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartQuery"],
      resources: logGroupPrefixes.map((prefix) => `arn:${partition}:logs:*:${account}:log-group:${prefix}*`),
    },
    {
      sid: "ListLogGroups",
      actions: ["logs:DescribeLogGroups"],
      resources: [`arn:${partition}:logs:*:${account}:log-group:*`],
    },
    {
      sid: "FollowLogQueries",
      actions: ["logs:GetQueryResults", "logs:StopQuery"],
      resources: ["*"],
      unscopedBecause: "queries are no resources; an operator knows the ids of allowed queries only",
    },
  ];
}

function describePlatform(props: OperatorScope): PolicyStatement {
  return {
    sid: "DescribePlatform",
    actions: [
      "apigateway:GET",
      "elasticache:DescribeServerlessCacheSnapshots",
      "elasticache:DescribeServerlessCaches",
      "lambda:GetAlias",
      "lambda:GetFunctionConfiguration",
      "lambda:GetProvisionedConcurrencyConfig",
      "lambda:ListAliases",
      "lambda:ListVersionsByFunction",
      "rds:DescribeDBClusterSnapshots",
      "rds:DescribeDBClusters",
      "rds:DescribeDBInstances",
      "rds:DescribeEvents",
    ],
    resources: regionsOf(props).flatMap((region) => [
      `arn:${props.partition}:apigateway:${region}::/apis*`,
      `arn:${props.partition}:elasticache:${region}:${props.account}:*`,
      `arn:${props.partition}:lambda:${region}:${props.account}:function:*`,
      `arn:${props.partition}:rds:${region}:${props.account}:*`,
    ]),
  };
}

function describeNetwork(props: OperatorScope): PolicyStatement {
  return {
    sid: "DescribeNetwork",
    actions: [
      "ec2:DescribeFlowLogs",
      "ec2:DescribeNatGateways",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeRouteTables",
      "ec2:DescribeSecurityGroupRules",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcEndpoints",
      "ec2:DescribeVpcs",
      "elasticache:DescribeEvents",
      "lambda:ListFunctions",
      "sqs:ListQueues",
      "states:ListStateMachines",
    ],
    resources: ["*"],
    conditions: [inOurRegions(props)],
    unscopedBecause: "these actions cannot be limited to resources",
  };
}

function readBackups(props: OperatorScope): PolicyStatement[] {
  const vaults = regionsOf(props).map(
    (region) => `arn:${props.partition}:backup:${region}:${props.account}:backup-vault:*`,
  );
  return [
    {
      sid: "ReadBackups",
      actions: [
        "backup:DescribeBackupVault",
        "backup:DescribeRecoveryPoint",
        "backup:GetRecoveryPointRestoreMetadata",
        "backup:ListRecoveryPointsByBackupVault",
      ],
      resources: [...vaults, ...recoveryPointsOf(props)],
    },
    {
      sid: "FollowBackupJobs",
      actions: [
        "backup:DescribeBackupJob",
        "backup:DescribeCopyJob",
        "backup:DescribeRestoreJob",
        "backup:ListBackupJobs",
        "backup:ListBackupVaults",
        "backup:ListCopyJobs",
        "backup:ListProtectedResources",
        "backup:ListRecoveryPointsByResource",
        "backup:ListRestoreJobs",
      ],
      resources: ["*"],
      conditions: [inOurRegions(props)],
      unscopedBecause: "jobs and lists are no resources of AWS Backup",
    },
  ];
}

/** A restore creates new resources; reading their data needs permissions beyond this role. */
function startRestores(props: OperatorScope): PolicyStatement[] {
  const { restoreRoleArn } = props;
  if (restoreRoleArn === undefined) return [];
  return [
    { sid: "StartRestores", actions: ["backup:StartRestoreJob"], resources: recoveryPointsOf(props) },
    {
      sid: "PassRestoreRole",
      actions: ["iam:PassRole"],
      resources: [restoreRoleArn],
      conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["backup.amazonaws.com"] }],
    },
  ];
}

/** Recovery points of Aurora are cluster snapshots; those of other services are AWS Backup's own. */
function recoveryPointsOf(props: OperatorScope): string[] {
  return regionsOf(props).flatMap((region) => [
    `arn:${props.partition}:backup:${region}:${props.account}:recovery-point:*`,
    `arn:${props.partition}:rds:${region}:${props.account}:cluster-snapshot:awsbackup:*`,
  ]);
}

function regionsOf({ region, recoveryRegion }: OperatorScope): string[] {
  return recoveryRegion === undefined || recoveryRegion === region ? [region] : [region, recoveryRegion];
}

function inOurRegions(props: OperatorScope): PolicyCondition {
  return { test: "StringEquals", variable: "aws:RequestedRegion", values: regionsOf(props) };
}
