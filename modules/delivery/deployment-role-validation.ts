import type { Construct } from "constructs";
import { AwsStack, Validation, requireProps, accountId, arn, each, nonEmpty, physicalName } from "../core";
import type { DeploymentRoleProps } from "./deployment-role-props";

/** @throws InputError with every problem of the props. */
export function validateDeploymentRole(scope: Construct, id: string, props: DeploymentRoleProps): void {
  requireProps(scope, id, props, {
    name: "string",
    description: "string",
    trustedAccount: "string",
    trustedRoleArns: "list",
    statements: "list",
  });
  const { partition } = AwsStack.of(scope);
  const parts = { of: "a role", service: "iam", resource: /role\/[\w+=,.@-]{3}[\w+=,.@*-]*/, region: "", partition };
  new Validation(scope, id)
    .props(props, {
      trustedAccount: accountId("name the account of the builds"),
      trustedRoleArns: [
        nonEmpty("at least one role", "name the roles of the builds"),
        each(
          arn(
            { ...parts, accounts: [props.trustedAccount] },
            "name the roles of the builds, with at least 3 characters before any *",
          ),
        ),
      ],
      statements: nonEmpty("at least one statement", "list the permissions of the role"),
      name: physicalName("role name"),
    })
    .throwIfInvalid();
}
