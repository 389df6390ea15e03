import type { Construct } from "constructs";
import { AwsStack, ServiceRole, type PolicyStatement, type StackLocation } from "../../core";

/** Name of the role of CodeDeploy. */
export const codeDeployRoleName = (name: string): string => `${name}-codedeploy`;

/** Allows CodeDeploy to read the alarms that stop a deployment. */
export function readAlarms({ account, region, partition }: StackLocation): PolicyStatement {
  return {
    sid: "ReadAlarms",
    actions: ["cloudwatch:DescribeAlarms"],
    resources: [`arn:${partition}:cloudwatch:${region}:${account}:alarm:*`],
  };
}

/** Creates the role that CodeDeploy assumes for one deployment group of the account. */
export function createCodeDeployRole(
  scope: Construct,
  name: string,
  statements: readonly PolicyStatement[],
): ServiceRole {
  const role = new ServiceRole(scope, "role", {
    name: codeDeployRoleName(name),
    description: `Deploys ${name}`,
    service: "codedeploy.amazonaws.com",
    trustConditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [AwsStack.of(scope).account] }],
  });
  statements.forEach((statement) => role.addStatement(statement));
  return role;
}
