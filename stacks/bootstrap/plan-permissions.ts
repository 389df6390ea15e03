import { siteConfigurationKey } from "../../app/contract";
import type { PolicyStatement } from "../../modules/core";
import { deploymentRegions, type BootstrapAccount } from "./account";
import type { StateStore } from "./state-store";

/** What Terraform reads of each service to compare it with the configuration. Contents of logs and databases are not among it. */
const READ_ACTIONS = [
  "acm:DescribeCertificate",
  "acm:ListTagsForCertificate",
  "apigateway:GET",
  "application-autoscaling:Describe*",
  "application-autoscaling:ListTagsForResource",
  "backup:Describe*",
  "backup:Get*",
  "backup:List*",
  "cloudfront:Describe*",
  "cloudfront:Get*",
  "cloudfront:List*",
  "cloudwatch:Describe*",
  "cloudwatch:GetDashboard",
  "cloudwatch:ListTagsForResource",
  "cognito-idp:Describe*",
  "cognito-idp:Get*",
  "cognito-idp:List*",
  "ec2:Describe*",
  "elasticache:Describe*",
  "elasticache:ListTagsForResource",
  "kms:DescribeKey",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListAliases",
  "kms:ListResourceTags",
  "lambda:Get*",
  "lambda:List*",
  "logs:Describe*",
  "logs:GetDelivery*",
  "logs:ListTagsForResource",
  "rds:Describe*",
  "rds:ListTagsForResource",
  "route53:Get*",
  "route53:List*",
  "scheduler:Get*",
  "scheduler:List*",
  "sns:GetSubscriptionAttributes",
  "sns:GetTopicAttributes",
  "sns:ListTagsForResource",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "sqs:ListQueueTags",
  "ssm:DescribeParameters",
  "states:Describe*",
  "states:List*",
  // The provider has AWS check a definition while it plans.
  "states:ValidateStateMachineDefinition",
  "wafv2:Get*",
  "wafv2:List*",
];

/** What a plan may do: read what the platform is made of, and lock and read its state. */
export function planPermissions(account: BootstrapAccount, stores: readonly StateStore[]): PolicyStatement[] {
  return [readServices(account), ...readNamedResources(account), ...readData(account), ...readState(account, stores)];
}

function readServices(account: BootstrapAccount): PolicyStatement {
  return {
    sid: "ReadServices",
    actions: READ_ACTIONS,
    resources: ["*"],
    conditions: [{ test: "StringEquals", variable: "aws:RequestedRegion", values: deploymentRegions(account) }],
    unscopedBecause: "most of these actions cannot be limited to resources, and ids of the others are not known before",
  };
}

function readNamedResources({ project, account }: BootstrapAccount): PolicyStatement[] {
  return [
    {
      sid: "ReadRoles",
      actions: [
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListRolePolicies",
        "iam:ListRoleTags",
      ],
      resources: [`arn:aws:iam::${account}:role/${project}-*`],
    },
    {
      sid: "ReadBuckets",
      actions: [
        "s3:GetAccelerateConfiguration",
        "s3:GetBucket*",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration",
        "s3:ListBucket",
        "s3:ListTagsForResource",
      ],
      resources: [`arn:aws:s3:::${project}-*`],
    },
  ];
}

/** Values that Terraform made and compares with its state. */
function readData({ project, account }: BootstrapAccount): PolicyStatement[] {
  return [
    {
      sid: "ReadSiteConfiguration",
      actions: ["s3:GetObject", "s3:GetObjectTagging"],
      resources: [`arn:aws:s3:::${project}-*-site-${account}-*/${siteConfigurationKey}`],
    },
    {
      sid: "ReadSecrets",
      actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy", "secretsmanager:GetSecretValue"],
      resources: [`arn:aws:secretsmanager:*:${account}:secret:${project}-*`],
    },
    {
      sid: "ReadParameters",
      actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:ListTagsForResource"],
      resources: [`arn:aws:ssm:*:${account}:parameter/${project}/*`],
    },
  ];
}

function readState({ account }: BootstrapAccount, stores: readonly StateStore[]): PolicyStatement[] {
  return [
    { sid: "ReadState", actions: ["s3:GetObject"], resources: stores.map(({ bucketArn }) => `${bucketArn}/*`) },
    {
      sid: "LockState",
      actions: ["s3:DeleteObject", "s3:PutObject"],
      resources: stores.map(({ bucketArn }) => `${bucketArn}/*.tflock`),
    },
    {
      sid: "ReadEncrypted",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [`arn:aws:kms:*:${account}:key/*`],
      conditions: [
        {
          test: "StringLike",
          variable: "kms:ViaService",
          values: ["s3.*.amazonaws.com", "secretsmanager.*.amazonaws.com"],
        },
      ],
    },
  ];
}
