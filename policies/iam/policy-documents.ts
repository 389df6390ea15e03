import type { Resource } from "../engine/resource";
import type { Context } from "../engine/rule";
import { isEmpty, isRecord, isUnresolved, listOf } from "../engine/values";
import { indexedReferencesIn, interpolationsIn, unindexed } from "../graph/addresses";
import { readDocument } from "./document-text";
import { overridden, type PolicyStatement, statementBlocksIn, statementsIn, UNKNOWN } from "./statements";

/** The statements of a policy as far as they are known, unless all of it is unknown until plan, or malformed. */
export type PolicyReading = readonly PolicyStatement[] | "unknown" | "malformed";

const DOCUMENT = "aws_iam_policy_document";

type Graph = Pick<Context, "graph">;

/**
 * Reads the policy of an argument: an object, JSON, `jsonencode`, or a reference to a policy document of the stack.
 * Expressions inside a document, such as the ARN of a new resource, stay as they are written.
 */
export function policyAt(value: unknown, resource: Pick<Resource, "stack">, context: Graph): PolicyReading {
  return readingOf(value, resource, context, new Set());
}

function readingOf(
  value: unknown,
  resource: Pick<Resource, "stack">,
  context: Graph,
  seen: ReadonlySet<Resource>,
): PolicyReading {
  if (isRecord(value)) return statementsIn(value["Statement"]);
  if (isEmpty(value)) return [];
  const texts = listOf(value);
  if (texts.length === 1 && typeof texts[0] === "string" && /^\s*(?:\{|\$\{\s*jsonencode\()/.test(texts[0]))
    return parsed(texts[0]);
  if (!texts.some(isUnresolved)) return "malformed";
  const document = documentIn(texts as readonly string[], resource, context);
  return document && !seen.has(document)
    ? documentStatements(document, context, new Set([...seen, document]))
    : "unknown";
}

/** Parses a text that is a document. */
function parsed(text: string): PolicyReading {
  const document = readDocument(text);
  if (isRecord(document)) return statementsIn(document["Statement"]);
  return isUnresolved(text) ? "unknown" : "malformed";
}

/** Words of an expression besides references: an expression that chooses between documents has others. */
const WRAPPERS = /\boutputs\.[\w-]+|\b(?:element|join|one|try|null|json|minified_json)\b|"[^"]*"|[\s()[\],.*\d]/g;

/**
 * The policy document that an expression takes as a whole. A plan lists the references of an expression, of which
 * variables are known.
 */
function documentIn(
  texts: readonly string[],
  { stack }: Pick<Resource, "stack">,
  { graph }: Graph,
): Resource | undefined {
  const expressions = texts.flatMap(interpolationsIn).map(unindexed);
  const open = expressions.filter((one) => texts.length === 1 || !/^(?:var|local)\./.test(one));
  const blocks = new Set(open.flatMap((one) => indexedReferencesIn(`\${${one}}`)));
  const isWhole = open.every(
    (one) => [...blocks].reduce((rest, block) => rest.replaceAll(block, ""), one).replace(WRAPPERS, "") === "",
  );
  const documents = graph.targets(stack, texts).filter(({ type }) => type === DOCUMENT);
  return blocks.size === 1 && isWhole && documents.length === 1 ? documents[0] : undefined;
}

/** Statements of a document: those of its sources, its own, and overrides, each of which may replace earlier ones. */
function documentStatements(document: Resource, context: Graph, seen: ReadonlySet<Resource>): PolicyReading {
  const { values } = document;
  const readings = (...names: readonly string[]): readonly PolicyReading[] =>
    names.flatMap((name) => listOf(values[name])).map((source) => readingOf(source, document, context, seen));
  const sources = readings("source_json", "source_policy_documents");
  const overrides = readings("override_json", "override_policy_documents");
  if ([...sources, ...overrides].includes("malformed")) return "malformed";
  const own = statementBlocksIn(values["statement"]);
  return [own, ...overrides.map(statementsOf)].reduce(overridden, sources.flatMap(statementsOf));
}

/** An unknown reading is any number of statements. */
const statementsOf = (reading: PolicyReading): readonly PolicyStatement[] =>
  typeof reading === "string" ? statementsIn(UNKNOWN) : reading;
