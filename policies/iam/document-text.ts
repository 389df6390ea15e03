import { replaceInterpolations } from "../graph/addresses";
import { isDeeperThan } from "../engine/values";
import { knownValue, NO_NAMES } from "../expressions/expression-value";

const DEEPEST = 60;

/**
 * Reads a document from JSON, or from `jsonencode` in a configuration. Expressions inside stay as `${...}`.
 *
 * @returns undefined for text that is neither.
 */
export function readDocument(text: string): unknown {
  const known = knownValue(text, NO_NAMES);
  if (typeof known !== "string") return known;
  for (const candidate of [known, withEscapedExpressions(known), withQuotedExpressions(known)]) {
    const document = parsed(candidate);
    if (document !== undefined) return isDeeperThan(document, DEEPEST) ? undefined : document;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Expressions may contain quotes, which end the string of the JSON text around them. */
const withEscapedExpressions = (text: string): string =>
  replaceInterpolations(text, (expression) => JSON.stringify(`\${${expression}}`).slice(1, -1));

/** An expression without quotes around it is a whole value. */
const withQuotedExpressions = (text: string): string =>
  replaceInterpolations(text, (expression) => JSON.stringify(`\${${expression}}`));
