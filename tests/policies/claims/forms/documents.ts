import type { Blocks } from "../../fixtures/fixture";
import { isRecord, withLeaves } from "./values";

type Document = Readonly<Record<string, unknown>> & {
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
};

/** The policy document that a text contains. */
export function documentIn(text: unknown): Document | undefined {
  if (typeof text !== "string" || !text.startsWith("{") || !text.includes('"Statement"')) return undefined;
  return JSON.parse(text) as Document;
}

const withDocuments = (blocks: Blocks, by: (document: Document) => string): Blocks =>
  withLeaves(blocks, (leaf) => {
    const document = documentIn(leaf);
    return document ? by(document) : leaf;
  }) as Blocks;

/** Documents on many lines, as a heredoc has them. */
export const asHeredocs = (blocks: Blocks): Blocks =>
  withDocuments(blocks, (document) => `${JSON.stringify(document, undefined, 2)}\n`);

/** Documents as calls of jsonencode. */
export const asCalls = (blocks: Blocks): Blocks =>
  withDocuments(blocks, (document) => `\${jsonencode(${hcl(document)})}`);

/** Documents as data sources. */
export function asDataSources(blocks: Blocks): Blocks {
  const sources: Record<string, object> = {};
  const others = withDocuments(blocks, ({ Statement }) => {
    const name = `policy_${Object.keys(sources).length}`;
    sources[`data.aws_iam_policy_document.${name}`] = { statement: [Statement].flat().map(sourceStatement) };
    return `\${data.aws_iam_policy_document.${name}.json}`;
  });
  return { ...others, ...sources } as Blocks;
}

function hcl(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(hcl).join(", ")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, inner]) => `${/^\w+$/.test(key) ? key : `"${key}"`} = ${hcl(inner)}`,
  );
  return `{\n${entries.join("\n")}\n}`;
}

const NAMES: Readonly<Record<string, string>> = {
  Sid: "sid",
  Effect: "effect",
  Action: "actions",
  NotAction: "not_actions",
  Resource: "resources",
  NotResource: "not_resources",
};

function sourceStatement({ Principal, NotPrincipal, Condition, ...rest }: Document["Statement"][number]): object {
  const named = Object.entries(rest).map(([key, value]) => [
    NAMES[key]!,
    ["Sid", "Effect"].includes(key) ? value : [value].flat(),
  ]);
  return {
    ...Object.fromEntries(named),
    ...(Principal !== undefined && { principals: principalsOf(Principal) }),
    ...(NotPrincipal !== undefined && { not_principals: principalsOf(NotPrincipal) }),
    ...(isRecord(Condition) && { condition: conditionsOf(Condition) }),
  };
}

function principalsOf(principal: unknown): readonly object[] {
  if (!isRecord(principal)) return [{ type: "*", identifiers: ["*"] }];
  return Object.entries(principal).map(([type, ids]) => ({ type, identifiers: [ids].flat() }));
}

const conditionsOf = (conditions: Readonly<Record<string, unknown>>): readonly object[] =>
  Object.entries(conditions).flatMap(([test, keys]) =>
    Object.entries(keys as object).map(([variable, values]) => ({ test, variable, values: [values].flat() })),
  );
