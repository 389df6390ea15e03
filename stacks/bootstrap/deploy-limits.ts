import type { PolicyStatement } from "../../modules/core";
import { ofOtherEnvironments, type EnvironmentScope } from "./environment-scope";
import { servicesOf } from "./service-permissions";
import type { StateStore } from "./state-store";

/**
 * Denials that hold whatever else is allowed: other environments, pipeline roles, boundaries and state stay out of
 * reach.
 */
export function environmentLimits(scope: EnvironmentScope, stores: readonly StateStore[]): PolicyStatement[] {
  return [stayInEnvironment(scope), ...protectRoles(scope), ...protectState(stores)];
}

/** Denies the actions of tagged services on resources that carry another environment's tag. */
export function stayInEnvironment(scope: EnvironmentScope): PolicyStatement {
  const services = servicesOf(scope.account.deployed.types).filter(([, { deploy }]) => deploy.length > 0);
  return {
    sid: "StayInEnvironment",
    effect: "Deny",
    actions: services.flatMap(([, { deploy }]) => deploy),
    resources: ["*"],
    conditions: ofOtherEnvironments(scope),
  };
}

/** Environments whose names begin with this environment's name share its prefix: `prod-dr` and `prod`. */
function longerNames({ account, environment }: EnvironmentScope): string[] {
  return account.environments.filter((other) => other.startsWith(`${environment}-`));
}

function protectRoles(scope: EnvironmentScope): PolicyStatement[] {
  const { project, account } = scope.account;
  const pipelines = ["deploy-*", "plan-*", "publish-*", "*-build", "*-pipeline"];
  const others = longerNames(scope).map((other) => `${other}-*`);
  const buckets = others.map((name) => `arn:aws:s3:::${project}-${name}`);
  return [
    ...(buckets.length > 0
      ? [{ sid: "ProtectOtherBuckets", effect: "Deny" as const, actions: ["s3:*"], resources: buckets }]
      : []),
    {
      sid: "ProtectPipelineRoles",
      effect: "Deny",
      actions: ["iam:*Role", "iam:*RolePolicy", "iam:UpdateAssumeRolePolicy"],
      resources: [...pipelines, ...others].map((name) => `arn:aws:iam::${account}:role/${project}-${name}`),
    },
    {
      sid: "KeepBoundaries",
      effect: "Deny",
      actions: ["iam:DeleteRolePermissionsBoundary"],
      resources: [`arn:aws:iam::${account}:role/*`],
    },
  ];
}

/** State is written, but its bucket, earlier versions and key cannot be removed. */
function protectState(stores: readonly StateStore[]): PolicyStatement[] {
  return [
    {
      sid: "ProtectState",
      effect: "Deny",
      actions: [
        "s3:DeleteBucket*",
        "s3:DeleteObjectVersion",
        "s3:PutBucket*",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
      ],
      resources: stores.flatMap(({ bucketArn }) => [bucketArn, `${bucketArn}/*`]),
    },
    {
      sid: "ProtectStateKeys",
      effect: "Deny",
      actions: ["kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
      resources: stores.map(({ keyArn }) => keyArn),
    },
  ];
}
