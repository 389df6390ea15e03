import { siteConfigurationKey } from "../../app/contract";
import type { PolicyStatement } from "../../modules/core";
import { inDeploymentRegions, ofEnvironment, throughServices, type EnvironmentScope } from "./environment-scope";
import { servicesOf } from "./service-permissions";
import { lockState, type StateStore } from "./state-store";

/** Permissions of the role that plans one environment: reading its resources, and reading and locking its state. */
export function planPermissions(scope: EnvironmentScope, stores: readonly StateStore[]): PolicyStatement[] {
  return [
    readServices(scope),
    ...readNamedResources(scope),
    ...readValues(scope),
    ...lockState(scope, stores),
    ...decrypt(scope, stores),
  ];
}

function readServices(scope: EnvironmentScope): PolicyStatement {
  return {
    sid: "ReadServices",
    actions: servicesOf(scope.account.deployed.types).flatMap(([, { plan }]) => plan),
    resources: ["*"],
    conditions: [inDeploymentRegions(scope)],
    unscopedBecause: "most of these actions know no resources, and resource ids are unknown until creation",
  };
}

function readNamedResources({ account, prefix }: EnvironmentScope): PolicyStatement[] {
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
      resources: [`arn:aws:iam::${account.account}:role/${prefix}-*`],
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
      resources: [`arn:aws:s3:::${prefix}-*`],
    },
  ];
}

/** Values that Terraform wrote and compares with its state. */
function readValues({ account: { project, account }, environment, prefix }: EnvironmentScope): PolicyStatement[] {
  return [
    {
      sid: "ReadSiteConfiguration",
      actions: ["s3:GetObject", "s3:GetObjectTagging"],
      resources: [`arn:aws:s3:::${prefix}-site-${account}-*/${siteConfigurationKey}`],
    },
    {
      sid: "ReadSecrets",
      actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy", "secretsmanager:GetSecretValue"],
      resources: [`arn:aws:secretsmanager:*:${account}:secret:${prefix}/*`],
    },
    {
      sid: "ReadParameters",
      actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:ListTagsForResource"],
      resources: [`arn:aws:ssm:*:${account}:parameter/${project}/${environment}/*`],
    },
  ];
}

function decrypt(scope: EnvironmentScope, stores: readonly StateStore[]): PolicyStatement[] {
  return [
    {
      sid: "DecryptSecrets",
      actions: ["kms:Decrypt"],
      resources: [`arn:aws:kms:*:${scope.account.account}:key/*`],
      conditions: [ofEnvironment(scope), throughServices(["s3", "secretsmanager"])],
    },
    {
      sid: "DecryptState",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: stores.map(({ keyArn }) => keyArn),
      conditions: [throughServices(["s3"])],
    },
  ];
}
