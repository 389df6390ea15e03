import { isBinding, isPinned } from "../../../iam/pins";
import { allows, hasAnyone } from "../../../iam/questions";
import type { PolicyStatement } from "../../../iam/statements";

/** Services that set aws:SourceAccount or aws:SourceArn in their requests. */
const CONFUSABLE_SERVICES =
  /^Service:(?:codebuild|states|scheduler|backup|fis|vpc-flow-logs|pipes|bedrock|ecs-tasks|cloudtrail|config|monitoring\.rds)\./;

/** A user, or an account including its users. */
const PEOPLE = /^AWS:(?:\d{12}$|arn:aws[\w-]*:iam::\d{12}:(?:root$|user\/))/;

/** Condition keys that an access key alone does not satisfy. */
const SECOND_FACTOR_KEYS = [
  "aws:multifactorauthpresent",
  "aws:multifactorauthage",
  "aws:principalarn",
  "sts:externalid",
];

/** A condition that tolerates an absent key admits a stolen access key. */
const requiresMoreThanAccessKey = ({ conditions }: PolicyStatement): boolean =>
  conditions
    .filter(isBinding)
    .some(({ key, values }) => SECOND_FACTOR_KEYS.includes(key.toLowerCase()) && !values.includes("false"));

export const trustProblem = (statement: PolicyStatement): string | undefined => {
  if (!allows(statement)) return undefined;
  if (hasAnyone(statement) && !isPinned(statement)) return "allows anyone to assume the role";
  const person = statement.principals.find((principal) => PEOPLE.test(principal));
  return person && !requiresMoreThanAccessKey(statement)
    ? `${person} needs a condition on aws:MultiFactorAuthPresent, aws:PrincipalArn or sts:ExternalId`
    : undefined;
};

/** Returns the problem of a statement that trusts a service on behalf of any account. */
export const unknownSourceProblem = (statement: PolicyStatement): string | undefined => {
  if (!allows(statement) || isPinned(statement)) return undefined;
  const confusable = statement.principals.find((principal) => CONFUSABLE_SERVICES.test(principal));
  return confusable && `${confusable} needs a condition on aws:SourceAccount or aws:SourceArn`;
};
