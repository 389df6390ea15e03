import type { PolicyStatement } from "../../modules/core";
import { permissionsBoundaryArn } from "../deployment-names";
import { codePermissions } from "./code-permissions";
import { environmentLimits } from "./deploy-limits";
import { inDeploymentRegions, type EnvironmentScope } from "./environment-scope";
import { keyPermissions } from "./key-permissions";
import { rolePermissions } from "./role-permissions";
import { actionsOnServices } from "./service-permissions";
import { writeState, type StateStore } from "./state-store";

/**
 * Permissions of the role that applies one environment and its recovery stack: all actions of the services that the
 * stacks use, in the deployment regions, except on resources tagged with another environment; functions, state
 * machines, roles, buckets, secrets, parameters and keys of the environment alone; its own state. Every role that it
 * creates is bounded.
 */
export function deployPermissions(scope: EnvironmentScope, stores: readonly StateStore[]): PolicyStatement[] {
  const { account, environment } = scope;
  return [
    operateServices(scope),
    ...codePermissions(scope),
    operateBuckets(scope),
    ...operateSecrets(scope),
    ...operateParameters(scope),
    ...keyPermissions(scope, stores),
    ...rolePermissions(scope, permissionsBoundaryArn(account.project, account.account, environment)),
    pullImages(scope),
    ...writeState(scope, stores),
    ...environmentLimits(scope, stores),
  ];
}

function operateServices(scope: EnvironmentScope): PolicyStatement {
  return {
    sid: "OperateServices",
    actions: actionsOnServices(scope.account.deployed.types).flatMap(([, actions]) => actions),
    resources: ["*"],
    conditions: [inDeploymentRegions(scope)],
    unscopedBecause: "the stacks consist of these services, and resource ids are unknown until creation",
  };
}

function operateBuckets({ account, prefix }: EnvironmentScope): PolicyStatement {
  return {
    sid: "OperateBuckets",
    actions: ["s3:*"],
    resources: [`arn:aws:s3:::${prefix}-*`],
    conditions: [{ test: "StringEquals", variable: "aws:ResourceAccount", values: [account.account] }],
    unscopedBecause: "all actions, but only on the environment's buckets",
  };
}

function operateSecrets({ account: { account }, prefix }: EnvironmentScope): PolicyStatement[] {
  return [
    {
      sid: "OperateSecrets",
      actions: ["Secret", "SecretValue", "ResourcePolicy", "Resource"].map((noun) => `secretsmanager:*${noun}`),
      resources: [`arn:aws:secretsmanager:*:${account}:secret:${prefix}/*`],
    },
    {
      // RDS creates and rotates the master password with the permissions of the cluster's creator.
      sid: "CreateRdsSecrets",
      actions: ["secretsmanager:CreateSecret", "secretsmanager:RotateSecret", "secretsmanager:TagResource"],
      resources: [`arn:aws:secretsmanager:*:${account}:secret:rds!*`],
    },
  ];
}

function operateParameters(scope: EnvironmentScope): PolicyStatement[] {
  const { account, environment } = scope;
  return [
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
      resources: [`arn:aws:ssm:*:${account.account}:parameter/${account.project}/${environment}/*`],
    },
    {
      sid: "ListParameters",
      actions: ["ssm:DescribeParameters"],
      resources: ["*"],
      conditions: [inDeploymentRegions(scope)],
      unscopedBecause: "parameters are listed for the whole account",
    },
  ];
}

function pullImages({ account }: EnvironmentScope): PolicyStatement {
  const { project, trustedBuildAccount = account.account } = account;
  return {
    sid: "PullImages",
    actions: ["ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer"],
    resources: [`arn:aws:ecr:*:${trustedBuildAccount}:repository/${project}-*`],
  };
}
