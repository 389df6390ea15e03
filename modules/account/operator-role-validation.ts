import type { Construct } from "constructs";
import {
  AWS_REGIONS,
  AwsStack,
  Validation,
  requireProps,
  arn,
  each,
  integer,
  matching,
  nonEmpty,
  oneOf,
  physicalName,
  roleArn,
} from "../core";
import type { OperatorRoleProps } from "./operator-role-props";

/** Refuses prefixes of all log groups or of all groups of one service: `/`, `/aws/`, `/aws/lambda/`. */
const PLATFORM_PREFIX = /^(?!\/aws(?:\/[\w-]*)?\/?$)[\w/.#-]*\w[\w/.#-]*$/;

const PRINCIPAL = "one IAM user or role";
const PRINCIPAL_FIX = "name the operators of the platform, never a wildcard or a whole account";
const PREFIX = "a log group prefix that is specific to the platform, without wildcards";
const PREFIX_FIX = "write the prefix as in /aws/lambda/shop-dev";

/** Checks the props of an operator role: nothing may extend beyond one platform. */
export function validateOperatorRole(scope: Construct, id: string, props: OperatorRoleProps): void {
  requireProps(scope, id, props, { name: "string", trustedPrincipalArns: "list", logGroupPrefixes: "list" });
  const location = AwsStack.of(scope);
  const { partition } = location;
  const principal = { of: PRINCIPAL, service: "iam", resource: /(?:role|user)\/[\w+=,.@/-]+/, region: "", partition };
  new Validation(scope, id)
    .props(props, {
      name: physicalName("role name"),
      trustedPrincipalArns: [
        nonEmpty(`at least one: the ARN of ${PRINCIPAL}`, PRINCIPAL_FIX),
        each(arn(principal, PRINCIPAL_FIX)),
      ],
      recoveryRegion: oneOf(AWS_REGIONS, "pass the region of the backup copies"),
      logGroupPrefixes: [
        nonEmpty(`at least one: ${PREFIX}`, PREFIX_FIX),
        each(matching(PLATFORM_PREFIX, PREFIX, PREFIX_FIX)),
      ],
      restoreRoleArn: roleArn(location, "pass the restore role's ARN"),
      maxSessionHours: integer(1, 12, "choose how long one session may last"),
    })
    .throwIfInvalid();
}
