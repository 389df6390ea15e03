import type { Resource, Values } from "../engine/resource";
import type { Context } from "../engine/rule";
import { isEmpty, isRecord, isUnresolved, listOf, recordsOf } from "../engine/values";
import { readDocument } from "./document-text";

export interface PolicyCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A policy statement, in the same form from JSON and from `aws_iam_policy_document`. */
export interface PolicyStatement {
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** `type:identifier`, such as `AWS:*` or `Service:lambda.amazonaws.com`. */
  readonly principals: readonly string[];
  readonly notPrincipals: readonly string[];
  readonly conditions: readonly PolicyCondition[];
}

/** The statements of a policy, unless they are unknown until plan or malformed. */
export type PolicyReading = readonly PolicyStatement[] | "unknown" | "malformed";

/**
 * Reads the policy of an argument: an object, JSON, `jsonencode`, or a reference to a policy document of the stack.
 * Expressions inside a document, such as the ARN of a new resource, stay as they are written.
 */
export function policyAt(value: unknown, resource: Pick<Resource, "stack">, { graph }: Context): PolicyReading {
  if (isRecord(value)) return statementsOf(value["Statement"]);
  if (isEmpty(value)) return [];
  if (typeof value !== "string") return "malformed";
  if (/^\s*(?:\{|\$\{\s*jsonencode\()/.test(value)) return parsed(value);
  const documents = graph.targets(resource.stack, value).filter(({ type }) => type === "aws_iam_policy_document");
  const [document] = documents;
  if (!document || !isUnresolved(value)) return isUnresolved(value) ? "unknown" : "malformed";
  return documentStatements(document, { graph }, new Set());
}

/** Parses a text that is a document. */
function parsed(text: string): PolicyReading {
  const document = readDocument(text);
  const statement = isRecord(document) ? document["Statement"] : undefined;
  if (isRecord(document) && !isUnresolved(statement ?? text)) return statementsOf(statement);
  return isUnresolved(text) ? "unknown" : "malformed";
}

function statementsOf(value: unknown): readonly PolicyStatement[] {
  return recordsOf(value).map((statement) => ({
    sid: String(statement["Sid"] ?? ""),
    effect: String(statement["Effect"] ?? ""),
    actions: texts(statement["Action"]),
    notActions: texts(statement["NotAction"]),
    resources: texts(statement["Resource"]),
    notResources: texts(statement["NotResource"]),
    principals: principalsOf(statement["Principal"]),
    notPrincipals: principalsOf(statement["NotPrincipal"]),
    conditions: conditionsOf(statement["Condition"]),
  }));
}

function principalsOf(value: unknown): readonly string[] {
  if (!isRecord(value)) return texts(value).map((one) => `AWS:${one}`);
  return Object.entries(value).flatMap(([type, ids]) => texts(ids).map((id) => `${type}:${id}`));
}

/** A condition that a plan decides: nobody knows yet whom it admits. */
const UNDECIDED: PolicyCondition = { operator: "", key: "${unknown}", values: [] };

export const isUndecided = ({ conditions }: PolicyStatement): boolean =>
  conditions.some(({ key }) => isUnresolved(key));

function conditionsOf(value: unknown): readonly PolicyCondition[] {
  if (isUnresolved(value)) return [UNDECIDED];
  return Object.entries(isRecord(value) ? value : {}).flatMap(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).map(([key, values]) => ({ operator, key, values: texts(values) })),
  );
}

/** Statements of a document and, recursively, of its source and override documents. */
function documentStatements(document: Resource, context: Pick<Context, "graph">, seen: Set<Resource>): PolicyReading {
  if (seen.has(document)) return [];
  seen.add(document);
  const { values } = document;
  const sources = [values["source_policy_documents"], values["override_policy_documents"]].flatMap(listOf);
  const inherited = sources.map((source) => sourceStatements(source, document, context, seen));
  if (inherited.includes("unknown") || isUnresolved(values["statement"])) return "unknown";
  if (inherited.includes("malformed")) return "malformed";
  return [...(inherited as (readonly PolicyStatement[])[]).flat(), ...recordsOf(values["statement"]).map(ownStatement)];
}

function sourceStatements(
  source: unknown,
  document: Resource,
  context: Pick<Context, "graph">,
  seen: Set<Resource>,
): PolicyReading {
  if (typeof source === "string" && source.trimStart().startsWith("{")) return parsed(source);
  const [target] = context.graph.targets(document.stack, source).filter(({ type }) => type === document.type);
  return target ? documentStatements(target, context, seen) : "unknown";
}

function ownStatement(statement: Values): PolicyStatement {
  const principals = (key: string): string[] =>
    recordsOf(statement[key]).flatMap(({ type, identifiers }) =>
      texts(identifiers).map((id) => `${type === "*" ? "AWS" : String(type)}:${id}`),
    );
  return {
    sid: String(statement["sid"] ?? ""),
    effect: String(statement["effect"] ?? "Allow"),
    actions: texts(statement["actions"]),
    notActions: texts(statement["not_actions"]),
    resources: texts(statement["resources"]),
    notResources: texts(statement["not_resources"]),
    principals: isUnresolved(statement["principals"]) ? [statement["principals"]] : principals("principals"),
    notPrincipals: principals("not_principals"),
    conditions: isUnresolved(statement["condition"])
      ? [UNDECIDED]
      : recordsOf(statement["condition"]).map(({ test, variable, values }) => ({
          operator: String(test),
          key: String(variable),
          values: texts(values),
        })),
  };
}

function texts(value: unknown): readonly string[] {
  return listOf(value).map(String);
}
