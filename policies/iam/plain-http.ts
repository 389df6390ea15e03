import { fail, unknown } from "../engine/checks";
import type { Check } from "../engine/rule";
import { valueAt } from "../engine/values";
import { policyAt } from "./policy-documents";
import { mayDeny, type PolicyCondition, type PolicyStatement } from "./statements";

const MUST = "must deny everyone when aws:SecureTransport is false";

/**
 * Requires the policy at `path` to deny every unencrypted request, by one statement or by several together: all
 * principals, actions and resources, and no further condition.
 */
export const deniesPlainHttp =
  (path: string): Check =>
  (resource, context) => {
    const policy = policyAt(valueAt(resource.values, path), resource, context);
    if (policy === "malformed") return [fail(path, "is not a policy document")];
    if (policy === "unknown") return [unknown(path)];
    const coverage = coverageOf(policy.filter(isDenyOfPlainHttp));
    if (coverage === "whole") return [];
    return [coverage === "unknown" || policy.some(mayDeny) ? unknown(path) : fail(path, MUST)];
  };

const isDenyOfPlainHttp = ({ effect, principals, actions, conditions }: PolicyStatement): boolean =>
  effect === "Deny" &&
  principals.includes("AWS:*") &&
  actions.some((action) => EVERY_ACTION.test(action)) &&
  conditions.length === 1 &&
  conditions.every(isPlainHttp);

/** A topic has one action that carries data. */
const EVERY_ACTION = /^(?:\*|[a-z0-9-]+:\*|sns:Publish)$/i;

const isPlainHttp = ({ operator, key, values }: PolicyCondition): boolean =>
  /^Bool(?:IfExists)?$/i.test(operator) && key.toLowerCase() === "aws:securetransport" && values.join() === "false";

type Coverage = "whole" | "partial" | "unknown";

/** A bucket and its objects are two resources; of every other type the policy is about one. */
function coverageOf(denies: readonly PolicyStatement[]): Coverage {
  const resources = denies.flatMap((one) => one.resources);
  const isOfBucket = denies.some(({ actions }) => actions.some((action) => /^(?:\*|s3:)/i.test(action)));
  if (resources.includes("*") || (!isOfBucket && resources.length > 0)) return "whole";
  const objects = resources.filter((one) => one.endsWith("/*")).map((one) => one.slice(0, -2));
  const isWhole =
    resources.some((one) => one.endsWith("*") && !one.endsWith("/*")) || objects.some((one) => resources.includes(one));
  if (isWhole) return "whole";
  return resources.some(isOpenResource) ? "unknown" : "partial";
}

/** A plan contains the references of unknown resources, not the text around them. */
const isOpenResource = (resource: string): boolean => /^\$\{[^{}]*\}$/.test(resource);
