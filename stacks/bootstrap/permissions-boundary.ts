import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { PolicyDocument, type AwsStack, type PolicyStatement } from "../../modules/core";
import { waive } from "../../policies";
import { permissionsBoundaryName } from "../deployment-names";
import { codePermissions } from "./code-permissions";
import { stayInEnvironment } from "./deploy-limits";
import { ofEnvironment, type EnvironmentScope } from "./environment-scope";
import { actionsOnServices } from "./service-permissions";
import { ACCEPTED } from "../waivers";

/** Actions of the environment's roles on services that its stacks create no resources of. */
const RUNTIME_ACTIONS = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:Describe*",
  "ec2:UnassignPrivateIpAddresses",
  "rds-db:connect",
  "tag:Get*",
  "xray:*",
];

/** The most that any role of one environment may do: no IAM, no other environment, no state. */
export function createPermissionsBoundary(stack: AwsStack, scope: EnvironmentScope): string {
  const { account, environment } = scope;
  const document = new PolicyDocument(stack, `${environment}-boundary-permissions`, boundaryStatements(scope));
  const policy = new IamPolicy(stack, `${environment}-boundary`, {
    name: permissionsBoundaryName(account.project, environment),
    description: `Bounds every role of ${environment}`,
    policy: document.json,
  });
  waive(policy, {
    rule: "IAM-02",
    reason: "A boundary grants nothing: it limits what the policies of the environment's roles allow",
    ...ACCEPTED,
  });
  return policy.arn;
}

function boundaryStatements(scope: EnvironmentScope): PolicyStatement[] {
  const { account: owner, prefix } = scope;
  const { account } = owner;
  const services = actionsOnServices(owner.deployed.types).flatMap(([service, actions]) =>
    service === "ec2" ? [] : actions,
  );
  return [
    {
      sid: "UseServices",
      actions: [...services, ...RUNTIME_ACTIONS],
      resources: ["*"],
      unscopedBecause: "a boundary names services; the policies of the roles name resources",
    },
    ...codePermissions(scope),
    useNamedResources(scope),
    {
      sid: "UseKeys",
      actions: ["kms:*"],
      resources: [`arn:aws:kms:*:${account}:key/*`],
      conditions: [ofEnvironment(scope)],
      unscopedBecause: "the keys' own policies and the policies of the roles name actions",
    },
    {
      sid: "PassRestoreRole",
      actions: ["iam:PassRole"],
      resources: [`arn:aws:iam::${account}:role/${prefix}-*`],
      conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["backup.amazonaws.com"] }],
    },
    stayInEnvironment(scope),
  ];
}

function useNamedResources({ account: { project, account }, environment, prefix }: EnvironmentScope): PolicyStatement {
  return {
    sid: "UseNamedResources",
    actions: ["s3:*", "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "ssm:GetParameter*"],
    resources: [
      `arn:aws:s3:::${prefix}-*`,
      `arn:aws:secretsmanager:*:${account}:secret:${prefix}/*`,
      `arn:aws:secretsmanager:*:${account}:secret:rds!*`,
      `arn:aws:ssm:*:${account}:parameter/${project}/${environment}/*`,
    ],
    unscopedBecause: "all actions, but only on the environment's buckets",
  };
}
