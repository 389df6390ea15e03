import type { PolicyStatement } from "../../modules/core";
import { inDeploymentRegions, ofEnvironment, throughServices, type EnvironmentScope } from "./environment-scope";
import { servicesOf } from "./service-permissions";
import type { StateStore } from "./state-store";

/** Permissions on the KMS keys with the environment's tag, and on the keys that encrypt its state. */
export function keyPermissions(scope: EnvironmentScope, stores: readonly StateStore[]): PolicyStatement[] {
  return [...createKeys(scope), ...operateKeys(scope), ...useKeys(scope, stores)];
}

const keysOf = ({ account }: EnvironmentScope): string[] => [`arn:aws:kms:*:${account.account}:key/*`];

function createKeys(scope: EnvironmentScope): PolicyStatement[] {
  const tagged = { test: "StringEquals", variable: "aws:RequestTag/Environment", values: [scope.environment] };
  return [
    {
      sid: "CreateKeys",
      actions: ["kms:CreateKey"],
      resources: ["*"],
      conditions: [inDeploymentRegions(scope), tagged],
      unscopedBecause: "a key has no id before its creation",
    },
    {
      sid: "ListAliases",
      actions: ["kms:ListAliases"],
      resources: ["*"],
      conditions: [inDeploymentRegions(scope)],
      unscopedBecause: "aliases are listed for the whole account",
    },
    {
      sid: "TagKeys",
      actions: ["kms:TagResource"],
      resources: keysOf(scope),
      conditions: [tagged, { ...ofEnvironment(scope), test: "StringEqualsIfExists" }],
    },
  ];
}

function operateKeys(scope: EnvironmentScope): PolicyStatement[] {
  const { account, prefix } = scope;
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
      resources: keysOf(scope),
      conditions: [ofEnvironment(scope)],
    },
    { sid: "NameKeys", actions: ["kms:*Alias"], resources: [`arn:aws:kms:*:${account.account}:alias/${prefix}-*`] },
  ];
}

function useKeys(scope: EnvironmentScope, stores: readonly StateStore[]): PolicyStatement[] {
  const services = servicesOf(scope.account.deployed.types);
  const users = services.flatMap(([service, { usesKeys }]) => (usesKeys ? [service] : []));
  return [
    {
      sid: "UseKeysThroughServices",
      actions: [
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
        "kms:RetireGrant",
      ],
      resources: keysOf(scope),
      conditions: [ofEnvironment(scope), throughServices(users)],
    },
    {
      sid: "EncryptState",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: stores.map(({ keyArn }) => keyArn),
      conditions: [throughServices(["s3"])],
    },
  ];
}
