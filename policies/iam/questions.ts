import { fail, unknown } from "../engine/checks";
import type { Resource } from "../engine/resource";
import type { Check, Context } from "../engine/rule";
import { isUnresolved, select, valueAt } from "../engine/values";
import { isPinned } from "./pins";
import { policyAt } from "./policy-documents";
import { isOpen, isUndecided, mayDeny, type PolicyStatement } from "./statements";

type Problem = (statement: PolicyStatement, resource: Resource, context: Context) => string | undefined;

/** Checks each statement of the policies at `path`. Messages name the statement by its Sid. */
export const eachStatement =
  (path: string, problemOf: Problem): Check =>
  (resource, context) =>
    select(resource.values, path).flatMap(({ path: place, value }) => {
      const policy = policyAt(value, resource, context);
      if (policy === "unknown") return [unknown(place)];
      if (policy === "malformed") return [fail(place, "is not a policy document")];
      return policy.flatMap((statement, index) => {
        const name = `statement ${statement.sid || index}`;
        const message = problemOf(statement, resource, context);
        if (message !== undefined) {
          return [
            isUndecided(statement) ? unknown(place, `${name}: unknown until plan`) : fail(place, `${name}: ${message}`),
          ];
        }
        const isUnknown = isUnresolved(statement.effect) || (allows(statement) && isOpen(statement));
        return isUnknown ? [unknown(place, `${name}: unknown until plan`)] : [];
      });
    });

/** Requires at least one statement of the policy at `path` to satisfy `holds`. */
export const someStatement =
  (path: string, must: string, holds: (statement: PolicyStatement) => boolean): Check =>
  (resource, context) => {
    const policy = policyAt(valueAt(resource.values, path), resource, context);
    if (policy === "unknown") return [unknown(path)];
    if (policy === "malformed") return [fail(path, "is not a policy document")];
    if (policy.some(holds)) return [];
    return [policy.some(mayDeny) ? unknown(path) : fail(path, must)];
  };

export const allows = ({ effect }: PolicyStatement): boolean => effect === "Allow";
export const denies = ({ effect }: PolicyStatement): boolean => effect === "Deny";

export function hasAnyone({ principals, notPrincipals }: PolicyStatement): boolean {
  return (
    notPrincipals.length > 0 ||
    principals.some((principal) =>
      /^(?:(?:AWS|Federated|CanonicalUser):(?:\*|arn:aws[\w-]*:(?:iam|sts)::\*)|Service:\*$|\*:)/.test(principal),
    )
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

/** Returns the problem of a Deny that leaves the resource to nobody but the root user of its account. */
export const lockoutProblem = (statement: PolicyStatement): string | undefined =>
  denies(statement) &&
  statement.principals.includes("AWS:*") &&
  statement.conditions.length === 0 &&
  statement.actions.some((action) => /^(?:\*|[a-z0-9-]+:\*)$/i.test(action))
    ? "denies everything to everyone, so that only the root user can change the policy"
    : undefined;
