import { isList, objectsIn, type Value, type ValueObject } from "./values";

type OneOrMany = string | readonly string[];

interface Statement {
  Sid?: string;
  Effect: string;
  Action?: OneOrMany;
  NotAction?: OneOrMany;
  Resource?: OneOrMany;
  NotResource?: OneOrMany;
  Principal?: string | Record<string, OneOrMany>;
  NotPrincipal?: string | Record<string, OneOrMany>;
  Condition?: Record<string, Record<string, OneOrMany>>;
}

interface Document {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement?: Statement | readonly Statement[];
}

/**
 * Renders `aws_iam_policy_document` like the provider, including the order of keys and values, so that rendered
 * policies can be compared with real ones.
 *
 * @throws Error for a duplicate statement id, or a source document that is not JSON.
 */
export function renderPolicyDocument(config: ValueObject): ValueObject {
  const own = objectsIn(config["statement"]).map(statementOf);
  const sources = documentsIn(config, "source_policy_documents", "source_json");
  const overrides = documentsIn(config, "override_policy_documents", "override_json");
  const documents = [...sources, { Statement: own }, ...overrides];
  const statements = merged(documents, sources.length + 1);
  const version = config["version"] ?? last(documents, "Version") ?? "2012-10-17";
  const id = config["policy_id"] ?? last(documents, "Id");
  const document = { Version: version, ...(id ? { Id: id } : {}), Statement: statements };
  const minified = JSON.stringify(document);
  return {
    id: String(checksum(minified)),
    json: JSON.stringify(document, undefined, 2),
    minified_json: minified,
    version,
  };
}

function last(documents: readonly Document[], member: "Version" | "Id"): string | undefined {
  return documents.flatMap((document) => document[member] ?? []).at(-1);
}

function documentsIn(config: ValueObject, list: string, single: string): Document[] {
  const listed = isList(config[list]) ? config[list] : [];
  const texts = [config[single], ...listed].filter((text): text is string => typeof text === "string" && text !== "");
  return texts.map((text) => JSON.parse(text) as Document);
}

/** An override replaces an earlier statement with the same id. */
function merged(documents: readonly Document[], firstOverride: number): Statement[] {
  const statements: Statement[] = [];
  documents.forEach(({ Statement: found = [] }, index) => {
    for (const statement of [found].flat()) {
      const earlier = statement.Sid ? statements.findIndex(({ Sid }) => Sid === statement.Sid) : -1;
      if (earlier < 0) statements.push(statement);
      else if (index >= firstOverride) statements[earlier] = statement;
      else throw new Error(`duplicate Sid (${statement.Sid})`);
    }
  });
  return statements;
}

function statementOf(config: ValueObject): Statement {
  const statement: Statement = { Effect: (config["effect"] as string | null) ?? "Allow" };
  const parts = {
    Action: reversed(config["actions"]),
    NotAction: reversed(config["not_actions"]),
    Resource: reversed(config["resources"]),
    NotResource: reversed(config["not_resources"]),
    Principal: principalsOf(config["principals"]),
    NotPrincipal: principalsOf(config["not_principals"]),
    Condition: conditionsOf(config["condition"]),
  };
  const present = Object.entries(parts).filter(([, part]) => part !== undefined);
  return { ...(config["sid"] ? { Sid: config["sid"] as string } : {}), ...statement, ...Object.fromEntries(present) };
}

/** Sorts actions, resources and identifiers in reverse, the order in which the provider reads them from sets. */
function reversed(value: Value | undefined): OneOrMany | undefined {
  return collapsed(textsIn(value).sort().reverse());
}

function collapsed(texts: readonly string[]): OneOrMany | undefined {
  return texts.length > 1 ? texts : texts[0];
}

/** `&{` is a policy variable, because Terraform would interpolate `${`. */
function textsIn(value: Value | undefined): string[] {
  return isList(value) ? value.map((text) => String(text).replaceAll("&{", "${")) : [];
}

function principalsOf(value: Value | undefined): string | Record<string, OneOrMany> | undefined {
  const byType = new Map<string, string[]>();
  for (const { type, identifiers } of objectsIn(value)) {
    byType.set(String(type), [...(byType.get(String(type)) ?? []), ...textsIn(identifiers)]);
  }
  if (byType.size === 0) return undefined;
  if (byType.size === 1 && byType.get("*")?.join() === "*") return "*";
  return sortedRecord(byType, (identifiers) => collapsed([...new Set(identifiers)].sort().reverse())!);
}

function conditionsOf(value: Value | undefined): Record<string, Record<string, OneOrMany>> | undefined {
  const byTest = new Map<string, Map<string, string[]>>();
  for (const { test, variable, values } of objectsIn(value)) {
    const variables = byTest.get(String(test)) ?? new Map<string, string[]>();
    variables.set(String(variable), [...(variables.get(String(variable)) ?? []), ...textsIn(values)]);
    byTest.set(String(test), variables);
  }
  if (byTest.size === 0) return undefined;
  return sortedRecord(byTest, (variables) => sortedRecord(variables, (values) => collapsed(values)!));
}

function sortedRecord<In, Out>(map: ReadonlyMap<string, In>, change: (value: In) => Out): Record<string, Out> {
  const entries = [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value)]));
}

/** The id of a document, a hash of its text. */
function checksum(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + character.codePointAt(0)!) >>> 0, 0);
}
