import type { PolicyStatement } from "../../modules/core";
import type { EnvironmentScope } from "./environment-scope";
import { servicesOf } from "./service-permissions";

/** Actions that give a role permissions. IAM evaluates `iam:PermissionsBoundary` for each of them. */
const GRANTING_ACTIONS = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
];

const OTHER_ACTIONS = [
  "iam:DeleteRole",
  "iam:GetRole",
  "iam:GetRolePolicy",
  "iam:ListAttachedRolePolicies",
  "iam:ListInstanceProfilesForRole",
  "iam:ListRolePolicies",
  "iam:ListRoleTags",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
];

/** Permissions on the environment's roles: each must have the boundary before it receives permissions. */
export function rolePermissions({ account, prefix }: EnvironmentScope, boundaryArn: string): PolicyStatement[] {
  const { types, roleServices } = account.deployed;
  const roles = [`arn:aws:iam::${account.account}:role/${prefix}-*`];
  const bounded = { test: "StringEquals", variable: "iam:PermissionsBoundary", values: [boundaryArn] };
  const servicePolicies = {
    test: "ArnLike",
    variable: "iam:PolicyARN",
    values: ["arn:aws:iam::aws:policy/service-role/*"],
  };
  const linkedRoles = servicesOf(types).flatMap(([, { linkedRole }]) => linkedRole ?? []);
  const granting = GRANTING_ACTIONS.filter((action) => action !== "iam:AttachRolePolicy");
  return [
    { sid: "OperateRoles", actions: OTHER_ACTIONS, resources: roles },
    { sid: "GrantToBoundedRoles", actions: granting, resources: roles, conditions: [bounded] },
    {
      sid: "AttachServicePolicies",
      actions: ["iam:AttachRolePolicy"],
      resources: roles,
      conditions: [bounded, servicePolicies],
    },
    {
      sid: "PassRoles",
      actions: ["iam:PassRole"],
      resources: roles,
      conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: roleServices }],
    },
    {
      sid: "CreateServiceLinkedRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [`arn:aws:iam::${account.account}:role/aws-service-role/*`],
      conditions: [{ test: "StringEquals", variable: "iam:AWSServiceName", values: linkedRoles }],
    },
  ];
}
