import type { PolicyStatement } from "groundplan/core";
import {
  inRegions,
  namedResources,
  ofEnvironment,
  onState,
  otherResources,
  stayInEnvironment,
  throughServices,
  type EnvironmentScope,
} from "./scope";
import { deployActions, keyServices, linkedServices, roleServices } from "./services";

/**
 * Permissions of an apply: all actions of the services that the stacks use, except on resources with the tag or the
 * names of another environment; its own states. Every role that it creates is bounded.
 */
export function applyPermissions(scope: EnvironmentScope, boundaryArn: string): readonly PolicyStatement[] {
  return [
    {
      sid: "OperateServices",
      actions: deployActions,
      resources: ["*"],
      conditions: [inRegions(scope)],
      unscopedBecause: "the stacks consist of these services, and resources have no id before their creation",
    },
    ...operateNamedResources(scope),
    ...createKeys(scope),
    ...operateKeys(scope),
    ...operateRoles(scope),
    ...grantToRoles(scope, boundaryArn),
    ...onState(scope, ["s3:DeleteObject", "s3:PutObject"]),
    stayInEnvironment(scope, deployActions),
  ];
}

function operateNamedResources(scope: EnvironmentScope): readonly PolicyStatement[] {
  const { buckets, secrets } = namedResources(scope);
  const other = otherResources(scope);
  return [
    {
      sid: "OperateBuckets",
      actions: ["s3:*"],
      resources: buckets,
      conditions: [{ test: "StringEquals", variable: "aws:ResourceAccount", values: [scope.environment.account] }],
      unscopedBecause: "all actions, but only on the environment's buckets",
    },
    { sid: "ProtectOthers", effect: "Deny", actions: ["s3:*"], resources: [...other.buckets, ...other.storedObjects] },
    {
      sid: "ProtectStores",
      effect: "Deny",
      actions: ["s3:DeleteBucket*", "s3:DeleteObjectVersion", "s3:PutBucket*", "s3:Put*Configuration"],
      resources: other.stores.flatMap((store) => [store, `${store}/*`]),
    },
    {
      sid: "OperateSecrets",
      actions: ["Secret", "SecretValue", "ResourcePolicy", "Resource", "Regions"].map(
        (noun) => `secretsmanager:*${noun}`,
      ),
      resources: secrets,
    },
  ];
}

function createKeys(scope: EnvironmentScope): readonly PolicyStatement[] {
  const { keys } = namedResources(scope);
  const { name, account, prefix } = scope.environment;
  const tagged = { test: "StringEquals", variable: "aws:RequestTag/Environment", values: [name] };
  return [
    {
      sid: "CreateKeys",
      actions: ["kms:CreateKey", "kms:ListAliases"],
      resources: ["*"],
      unscopedBecause: "a key has no id before its creation, and aliases are listed for the whole account",
    },
    {
      sid: "TagKeys",
      actions: ["kms:TagResource"],
      resources: keys,
      conditions: [tagged, { ...ofEnvironment(scope), test: "StringEqualsIfExists" }],
    },
    { sid: "NameKeys", actions: ["kms:*Alias"], resources: [`arn:aws:kms:*:${account}:alias/${prefix}-*`] },
  ];
}

function operateKeys(scope: EnvironmentScope): readonly PolicyStatement[] {
  const { keys } = namedResources(scope);
  return [
    {
      sid: "OperateKeys",
      actions: [
        "kms:*Alias",
        "kms:*KeyDeletion",
        "kms:*KeyRotation",
        "kms:DescribeKey",
        "kms:GetKey*",
        "kms:ListResourceTags",
        "kms:PutKeyPolicy",
        "kms:UntagResource",
        "kms:UpdateKeyDescription",
      ],
      resources: keys,
      conditions: [ofEnvironment(scope)],
    },
    {
      sid: "UseKeys",
      actions: ["kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      resources: keys,
      conditions: [ofEnvironment(scope), throughServices(keyServices)],
    },
  ];
}

function operateRoles(scope: EnvironmentScope): readonly PolicyStatement[] {
  const { roles } = namedResources(scope);
  const { account } = scope.environment;
  return [
    {
      sid: "OperateRoles",
      actions: [
        "iam:DeleteRole",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:List*Role*",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole*",
      ],
      resources: roles,
    },
    {
      sid: "PassRoles",
      actions: ["iam:PassRole"],
      resources: roles,
      conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: roleServices }],
    },
    {
      sid: "CreateLinkedRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [`arn:aws:iam::${account}:role/aws-service-role/*`],
      conditions: [{ test: "StringEquals", variable: "iam:AWSServiceName", values: linkedServices }],
    },
    { sid: "ProtectOtherRoles", effect: "Deny", actions: ["iam:*Role*"], resources: otherResources(scope).roles },
  ];
}

/** IAM evaluates the boundary for each of these actions. */
const GRANTING = [
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
];

/** Managed policies that services need. */
const ATTACHED = ["service-role/*", "AWSBackupServiceRolePolicyForS3*"].map(
  (name) => `arn:aws:iam::aws:policy/${name}`,
);

function grantToRoles(scope: EnvironmentScope, boundaryArn: string): readonly PolicyStatement[] {
  const { roles } = namedResources(scope);
  const bounded = { test: "StringEquals", variable: "iam:PermissionsBoundary", values: [boundaryArn] };
  return [
    { sid: "GrantToBoundedRoles", actions: GRANTING, resources: roles, conditions: [bounded] },
    {
      sid: "AttachServicePolicies",
      actions: ["iam:AttachRolePolicy"],
      resources: roles,
      conditions: [bounded, { test: "ArnLike", variable: "iam:PolicyARN", values: ATTACHED }],
    },
    {
      sid: "RetainBoundaries",
      effect: "Deny",
      actions: ["iam:DeleteRolePermissionsBoundary"],
      resources: [`arn:aws:iam::${scope.environment.account}:role/*`],
    },
  ];
}
