import { fail, unknown } from "../engine/checks";
import type { Check } from "../engine/rule";
import { valueAt } from "../engine/values";
import { policyAt, type PolicyCondition, type PolicyStatement } from "./statements";

/** Checks each statement of the policy at `path`. Messages name the statement by its Sid. */
export const eachStatement =
  (path: string, problemOf: (statement: PolicyStatement) => string | undefined): Check =>
  (resource, context) => {
    const policy = policyAt(valueAt(resource.values, path), resource, context);
    if (policy === "unknown") return [unknown(path)];
    if (policy === "malformed") return [fail(path, "is not a policy document")];
    return policy.flatMap((statement, index) => {
      const message = problemOf(statement);
      return message === undefined ? [] : [fail(path, `statement ${statement.sid || index}: ${message}`)];
    });
  };

/** Requires at least one statement of the policy at `path` to satisfy `holds`. */
export const someStatement =
  (path: string, must: string, holds: (statement: PolicyStatement) => boolean): Check =>
  (resource, context) => {
    const policy = policyAt(valueAt(resource.values, path), resource, context);
    if (policy === "unknown") return [unknown(path)];
    if (policy === "malformed") return [fail(path, "is not a policy document")];
    return policy.some(holds) ? [] : [fail(path, must)];
  };

export const allows = ({ effect }: PolicyStatement): boolean => effect === "Allow";
export const denies = ({ effect }: PolicyStatement): boolean => effect === "Deny";

/** Condition keys that restrict callers to an account, an organization or a resource. */
const PINNING_KEYS = [
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourcevpce",
  "aws:sourcevpc",
  "kms:calleraccount",
  "sns:endpoint",
];
/** Encryption context that names the resource: a log group, a topic, an event bus. */
const PINNING_CONTEXT = /^kms:encryptioncontext:aws:[\w:-]*arn$/;
const NEGATED = /^Null$|^(?:ForAnyValue:|ForAllValues:)?(?:String|Arn|Numeric)Not|IfExists$|^ForAllValues:/;

/** Returns whether a condition admits listed values only. Negated and absent-tolerant operators do not. */
export const isBinding = ({ operator, values }: PolicyCondition): boolean =>
  !NEGATED.test(operator) && values.length > 0 && !values.includes("*");

/** Returns whether a condition restricts the callers. */
export function isPinned({ conditions }: PolicyStatement): boolean {
  return conditions.filter(isBinding).some(({ key }) => isPinning(key.toLowerCase()));
}

const isPinning = (key: string): boolean => PINNING_KEYS.includes(key) || PINNING_CONTEXT.test(key);

export function hasAnyone({ principals, notPrincipals }: PolicyStatement): boolean {
  return (
    notPrincipals.length > 0 ||
    principals.some((principal) => /^(?:AWS|Federated):(?:\*|arn:aws:iam::\*)/.test(principal))
  );
}

/** Returns the problem of a statement that allows anyone to use the resource. */
export const publicAccessProblem = (statement: PolicyStatement): string | undefined =>
  allows(statement) && hasAnyone(statement) && !isPinned(statement)
    ? "allows any principal without a condition that restricts the caller"
    : undefined;

/** Log delivery by load balancers sets no source, but writes to the folder of its account only. */
const LOAD_BALANCER_LOGS = "Service:logdelivery.elasticloadbalancing.amazonaws.com";
const inAccountFolder = ({ resources }: PolicyStatement): boolean =>
  resources.length > 0 && resources.every((resource) => /\/AWSLogs\/\d{12}\//.test(resource));

function unpinnedService(statement: PolicyStatement): string | undefined {
  if (!allows(statement) || isPinned(statement)) return undefined;
  const service = statement.principals.find(
    (one) => one.startsWith("Service:") && !(one === LOAD_BALANCER_LOGS && inAccountFolder(statement)),
  );
  return (
    service &&
    `allows ${service.slice("Service:".length)} to act for any account; add a condition on aws:SourceAccount or aws:SourceArn`
  );
}

/** Returns the problem of a statement that allows anyone, or a service on behalf of anyone. */
export const unknownCallerProblem = (statement: PolicyStatement): string | undefined =>
  publicAccessProblem(statement) ?? unpinnedService(statement);

/**
 * Matches a Deny of every unencrypted request: each further condition, and an excepted principal, would narrow it.
 */
export const deniesPlainHttp = (statement: PolicyStatement): boolean =>
  denies(statement) &&
  statement.principals.includes("AWS:*") &&
  statement.notActions.length === 0 &&
  statement.notResources.length === 0 &&
  statement.conditions.length === 1 &&
  statement.conditions.every(isPlainHttp);

const isPlainHttp = ({ operator, key, values }: PolicyCondition): boolean =>
  /^Bool(?:IfExists)?$/i.test(operator) && key.toLowerCase() === "aws:securetransport" && values.join() === "false";
