import type { PolicyStatement } from "../../modules/core";
import { deploymentRegions, type BootstrapAccount } from "./account";
import { keepState, leavePipelineRolesAlone } from "./deploy-limits";
import { KEY_USERS, LINKED_ROLE_OWNERS, ROLE_USERS, SERVICES } from "./deploy-services";
import type { StateStore } from "./state-store";

const NETWORK_ACTIONS = [
  "Describe*",
  "*Address*",
  "*FlowLogs",
  "*InternetGateway",
  "*NatGateway*",
  "*NetworkAcl*",
  "*NetworkInterface*",
  "*Route*",
  "*SecurityGroup*",
  "*Subnet*",
  "*Tags",
  "*Vpc*",
].map((action) => `ec2:${action}`);

const ROLE_ACTIONS = [
  "iam:CreateRole",
  "iam:DeleteRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:GetRole",
  "iam:GetRolePolicy",
  "iam:ListAttachedRolePolicies",
  "iam:ListInstanceProfilesForRole",
  "iam:ListRolePolicies",
  "iam:ListRoleTags",
  "iam:PutRolePolicy",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
];

/**
 * What a deployment may do: everything to the services that the platform is made of, in its regions; to roles, buckets, secrets and
 * parameters only where their names begin with the project's.
 *
 * It may not touch the roles of the pipelines nor take state away. It does make roles, and nothing limits what it writes into those, so it
 * must be trusted as far as the account reaches: accounts, and not this policy, separate production from the rest.
 */
export function deployPermissions(account: BootstrapAccount, stores: readonly StateStore[]): PolicyStatement[] {
  return [
    operateServices(account),
    operateNetworks(account),
    operateBuckets(account),
    ...operateConfiguration(account),
    ...operateKeys(account),
    ...operateRoles(account),
    pullImages(account),
    leavePipelineRolesAlone(account),
    ...keepState(stores),
  ];
}

function inOurRegions(account: BootstrapAccount) {
  return { test: "StringEquals", variable: "aws:RequestedRegion", values: deploymentRegions(account) };
}

function operateServices(account: BootstrapAccount): PolicyStatement {
  return {
    sid: "OperateServices",
    actions: SERVICES.map((service) => `${service}:*`),
    resources: ["*"],
    conditions: [inOurRegions(account)],
    unscopedBecause: "the platform is made of these services, and ids of what it makes are not known before",
  };
}

function operateNetworks(account: BootstrapAccount): PolicyStatement {
  return {
    sid: "OperateNetworks",
    actions: NETWORK_ACTIONS,
    resources: ["*"],
    conditions: [inOurRegions(account)],
    unscopedBecause: "ids of networks are not known before",
  };
}

function operateBuckets({ project, account }: BootstrapAccount): PolicyStatement {
  return {
    sid: "OperateBuckets",
    actions: ["s3:*"],
    resources: [`arn:aws:s3:::${project}-*`],
    conditions: [{ test: "StringEquals", variable: "aws:ResourceAccount", values: [account] }],
    unscopedBecause: "all actions, but only on the project's buckets",
  };
}

function operateConfiguration(deployed: BootstrapAccount): PolicyStatement[] {
  const { project, account } = deployed;
  return [
    {
      sid: "OperateSecrets",
      actions: [
        "secretsmanager:*Secret",
        "secretsmanager:*SecretValue",
        "secretsmanager:*ResourcePolicy",
        "secretsmanager:*Resource",
      ],
      resources: [`arn:aws:secretsmanager:*:${account}:secret:${project}-*`],
    },
    {
      // RDS makes and rotates the master password in the name of whoever makes the cluster.
      sid: "LetRdsMakeSecrets",
      actions: ["secretsmanager:CreateSecret", "secretsmanager:RotateSecret", "secretsmanager:TagResource"],
      resources: [`arn:aws:secretsmanager:*:${account}:secret:rds!*`],
    },
    {
      sid: "OperateParameters",
      actions: [
        "ssm:AddTagsToResource",
        "ssm:DeleteParameter",
        "ssm:GetParameter*",
        "ssm:ListTagsForResource",
        "ssm:PutParameter",
        "ssm:RemoveTagsFromResource",
      ],
      resources: [`arn:aws:ssm:*:${account}:parameter/${project}/*`],
    },
    {
      sid: "ListParameters",
      actions: ["ssm:DescribeParameters"],
      resources: ["*"],
      conditions: [inOurRegions(deployed)],
      unscopedBecause: "parameters are listed for the whole account",
    },
  ];
}

function operateKeys(account: BootstrapAccount): PolicyStatement[] {
  const keys = [`arn:aws:kms:*:${account.account}:key/*`];
  return [
    {
      sid: "CreateKeys",
      actions: ["kms:CreateKey", "kms:ListAliases"],
      resources: ["*"],
      conditions: [inOurRegions(account)],
      unscopedBecause: "a key has no id before it is made, and aliases are listed for the whole account",
    },
    {
      sid: "OperateKeys",
      actions: [
        "kms:*Alias",
        "kms:*KeyDeletion",
        "kms:*KeyRotation",
        "kms:*Resource",
        "kms:DescribeKey",
        "kms:GetKey*",
        "kms:ListResourceTags",
        "kms:PutKeyPolicy",
        "kms:UpdateKeyDescription",
      ],
      resources: [...keys, `arn:aws:kms:*:${account.account}:alias/${account.project}-*`],
    },
    useKeysThroughServices(keys),
  ];
}

function useKeysThroughServices(keys: readonly string[]): PolicyStatement {
  return {
    sid: "UseKeysThroughServices",
    actions: [
      "kms:CreateGrant",
      "kms:Decrypt",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:ReEncrypt*",
      "kms:RetireGrant",
    ],
    resources: keys,
    conditions: [
      {
        test: "StringLike",
        variable: "kms:ViaService",
        values: KEY_USERS.map((service) => `${service}.*.amazonaws.com`),
      },
    ],
  };
}

function operateRoles({ project, account }: BootstrapAccount): PolicyStatement[] {
  const roles = [`arn:aws:iam::${account}:role/${project}-*`];
  const onlyServicePolicies = {
    test: "ArnLike",
    variable: "iam:PolicyARN",
    values: ["arn:aws:iam::aws:policy/service-role/*"],
  };
  const users = ROLE_USERS.map((service) => `${service}.amazonaws.com`);
  return [
    {
      sid: "OperateRoles",
      actions: ROLE_ACTIONS,
      resources: roles,
    },
    { sid: "AttachPolicies", actions: ["iam:AttachRolePolicy"], resources: roles, conditions: [onlyServicePolicies] },
    {
      sid: "PassRoles",
      actions: ["iam:PassRole"],
      resources: roles,
      conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: users }],
    },
    {
      sid: "CreateServiceLinkedRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [`arn:aws:iam::${account}:role/aws-service-role/*`],
      conditions: [{ test: "StringEquals", variable: "iam:AWSServiceName", values: LINKED_ROLE_OWNERS }],
    },
  ];
}

function pullImages({ project, account, trustedBuildAccount = account }: BootstrapAccount): PolicyStatement {
  return {
    sid: "PullImages",
    actions: ["ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer"],
    resources: [`arn:aws:ecr:*:${trustedBuildAccount}:repository/${project}-*`],
  };
}
