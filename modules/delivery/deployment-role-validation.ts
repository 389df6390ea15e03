import type { Construct } from "constructs";
import { Validation, accountId, each, matching, nonEmpty, physicalName } from "../core";
import type { DeploymentRoleProps } from "./deployment-role-props";

/** @throws InputError with every problem of the props. */
export function validateDeploymentRole(scope: Construct, id: string, props: DeploymentRoleProps): void {
  const roleOfAccount = new RegExp(`^arn:aws:iam::${props.trustedAccount}:role/[\\w+=,.@-]{3}[\\w+=,.@*-]*$`);
  new Validation(scope, id)
    .props(props, {
      trustedAccount: accountId("name the account of the builds"),
      trustedRoleArns: [
        nonEmpty("at least one role", "name the roles of the builds"),
        each(
          matching(
            roleOfAccount,
            "a role of the trusted account, with at least 3 characters of its name before any *",
            "name the roles of the builds",
          ),
        ),
      ],
      statements: nonEmpty("at least one statement", "list the permissions of the role"),
      name: physicalName("role name"),
    })
    .throwIfInvalid();
}
