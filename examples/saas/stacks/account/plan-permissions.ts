import type { PolicyStatement } from "groundplan/core";
import { inRegions, namedResources, ofEnvironment, onState, throughServices, type EnvironmentScope } from "./scope";
import { readActions } from "./services";

/** Permissions of a plan: it reads the resources of an environment and its states, and writes nothing. */
export function planPermissions(scope: EnvironmentScope): readonly PolicyStatement[] {
  return [...readResources(scope), ...readValues(scope), ...onState(scope, [])];
}

/** Permissions of a plan that is applied later: it locks the states, too. */
export function savePermissions(scope: EnvironmentScope): readonly PolicyStatement[] {
  return [
    ...readResources(scope),
    ...readValues(scope),
    ...onState(scope, ["s3:DeleteObject", "s3:PutObject"], ".tflock"),
  ];
}

function readResources(scope: EnvironmentScope): readonly PolicyStatement[] {
  const { buckets, roles } = namedResources(scope);
  return [
    {
      sid: "ReadServices",
      actions: readActions,
      resources: ["*"],
      conditions: [inRegions(scope)],
      unscopedBecause: "most of these actions know no resources, and resources have no id before their creation",
    },
    {
      sid: "ReadRoles",
      actions: ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
      resources: roles,
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
      resources: buckets,
    },
  ];
}

/** Secrets of the environment, which Terraform compares with its state, and their keys. */
function readValues(scope: EnvironmentScope): readonly PolicyStatement[] {
  const { secrets, keys } = namedResources(scope);
  return [
    {
      sid: "ReadSecrets",
      actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy", "secretsmanager:GetSecretValue"],
      resources: secrets,
    },
    {
      sid: "ReadKeys",
      actions: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
      resources: keys,
      conditions: [ofEnvironment(scope)],
    },
    {
      sid: "ListAliases",
      actions: ["kms:ListAliases"],
      resources: ["*"],
      unscopedBecause: "aliases are listed for the whole account",
    },
    {
      sid: "DecryptSecrets",
      actions: ["kms:Decrypt"],
      resources: keys,
      conditions: [ofEnvironment(scope), throughServices(["secretsmanager.*.amazonaws.com"])],
    },
  ];
}
