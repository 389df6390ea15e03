import type { Construct } from "constructs";
import { AWS_REGIONS, Validation, each, integer, matching, nonEmpty, oneOf, physicalName } from "../core";
import type { OperatorRoleProps } from "./operator-role-props";

const ROLE_ARN = /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const PRINCIPAL_ARN = /^arn:aws:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/;
/** Refuses prefixes of all log groups or of all groups of one service: `/`, `/aws/`, `/aws/lambda/`. */
const PLATFORM_PREFIX = /^(?!\/aws(?:\/[\w-]*)?\/?$)[\w/.#-]*\w[\w/.#-]*$/;

const PRINCIPAL = "the ARN of one IAM user or role";
const PRINCIPAL_FIX = "name the operators of the platform, never a wildcard or a whole account";
const PREFIX = "a log group prefix that is specific to the platform, without wildcards";
const PREFIX_FIX = "write the prefix as in /aws/lambda/shop-dev";

/** Checks the props of an operator role: nothing may extend beyond one platform. */
export function validateOperatorRole(scope: Construct, id: string, props: OperatorRoleProps): void {
  new Validation(scope, id)
    .props(props, {
      name: physicalName("role name"),
      trustedPrincipalArns: [
        nonEmpty(`at least one: ${PRINCIPAL}`, PRINCIPAL_FIX),
        each(matching(PRINCIPAL_ARN, PRINCIPAL, PRINCIPAL_FIX)),
      ],
      recoveryRegion: oneOf(AWS_REGIONS, "pass the region of the backup copies"),
      logGroupPrefixes: [
        nonEmpty(`at least one: ${PREFIX}`, PREFIX_FIX),
        each(matching(PLATFORM_PREFIX, PREFIX, PREFIX_FIX)),
      ],
      restoreRoleArn: matching(ROLE_ARN, "the ARN of one IAM role", "pass the restore role's ARN"),
      maxSessionHours: integer(1, 12, "choose how long one session may last"),
    })
    .throwIfInvalid();
}
