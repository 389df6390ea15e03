import { all, needs } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { isEmpty } from "../../../engine/values";
import { deniesPlainHttp } from "../../../iam/plain-http";
import { allows, eachStatement, unknownCallerProblem } from "../../../iam/questions";
import type { PolicyStatement } from "../../../iam/statements";

/** The statement that SQS and SNS add by default: every action for the account itself. */
const OWNER = /^AWS:(?:\d{12}|arn:aws[\w-]*:iam::\d{12}:root|.*\$\{.*)$/;
const EVERY_ACTION = /^(?:\*|(?:sqs|sns):\*)$/i;

const everyActionProblem = (statement: PolicyStatement): string | undefined =>
  allows(statement) &&
  statement.actions.some((action) => EVERY_ACTION.test(action)) &&
  !statement.principals.every((principal) => OWNER.test(principal))
    ? "allows every action; list the actions"
    : undefined;

export const restrictsCallers = all(
  eachStatement("policy", everyActionProblem),
  eachStatement("policy", unknownCallerProblem),
  deniesPlainHttp("policy"),
);

/** Requires a policy, inline or as a separate resource. */
export const hasPolicy =
  (type: string): Check =>
  (resource, context) =>
    (isEmpty(resource.values["policy"]) ? needs(type, "needs a policy that denies plain HTTP") : restrictsCallers)(
      resource,
      context,
    );
