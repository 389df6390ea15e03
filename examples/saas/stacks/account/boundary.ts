import type { AwsStack, PolicyStatement } from "groundplan/core";
import { PermissionsBoundary } from "groundplan/delivery";
import { names } from "../names";
import { accept } from "../waivers";
import { namedResources, ofEnvironment, otherResources, stayInEnvironment, type EnvironmentScope } from "./scope";
import { deployActions, runtimeActions } from "./services";

/** The most that a role of one environment may do, whatever a deployment writes into its policies. */
export function createBoundary(stack: AwsStack, scope: EnvironmentScope): string {
  const { environment } = scope;
  const boundary = new PermissionsBoundary(stack, `${environment.name}-boundary`, {
    name: names.boundary(environment),
    description: `Bounds every role of ${environment.name}`,
    statements: [...useServices(scope), ...useKeys(scope), ...stayWithin(scope)],
  });
  accept(boundary, "policy", "IAM-02", "A boundary grants nothing: it limits what policies allow");
  return boundary.policyArn;
}

function useServices(scope: EnvironmentScope): readonly PolicyStatement[] {
  const { buckets, secrets } = namedResources(scope);
  return [
    {
      sid: "UseServices",
      actions: [...deployActions, ...runtimeActions],
      resources: ["*"],
      unscopedBecause: "a boundary names services; the policies of the roles name resources",
    },
    {
      sid: "UseNamedResources",
      actions: [
        "s3:*",
        "secretsmanager:*SecretValue",
        "secretsmanager:DescribeSecret",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      resources: [...buckets, ...buckets.map((bucket) => `${bucket}/*`), ...secrets],
      unscopedBecause: "all actions, but only on the environment's buckets",
    },
    {
      sid: "ListBuckets",
      actions: ["s3:ListAllMyBuckets", "secretsmanager:GetRandomPassword"],
      resources: ["*"],
      unscopedBecause: "neither has a resource",
    },
  ];
}

function useKeys(scope: EnvironmentScope): readonly PolicyStatement[] {
  const { roles, keys } = namedResources(scope);
  return [
    {
      sid: "UseKeys",
      actions: ["kms:*"],
      resources: keys,
      conditions: [ofEnvironment(scope)],
      unscopedBecause: "the policies of keys and roles name actions",
    },
    {
      sid: "PassRestoreRole",
      actions: ["iam:PassRole"],
      resources: roles,
      conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["backup.amazonaws.com"] }],
    },
  ];
}

function stayWithin(scope: EnvironmentScope): readonly PolicyStatement[] {
  const { buckets, stores } = otherResources(scope);
  return [
    {
      sid: "AvoidOtherBuckets",
      effect: "Deny",
      actions: ["s3:*"],
      resources: [...buckets, ...stores, ...stores.map((store) => `${store}/*`)],
    },
    stayInEnvironment(scope, deployActions),
  ];
}
