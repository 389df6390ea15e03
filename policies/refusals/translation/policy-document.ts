import { isRecord, isUnresolved, listOf, recordsOf, stringsOf } from "../../engine/values";
import { UNKNOWN } from "./intrinsics";

/**
 * The JSON document of `data.aws_iam_policy_document`, with the expressions of its arguments. Unknown if it merges
 * other documents.
 */
export function policyDocument(values: Readonly<Record<string, unknown>>): unknown {
  if (listOf(values["source_policy_documents"]).length + listOf(values["override_policy_documents"]).length > 0)
    return UNKNOWN;
  if (hasUnknownBlock(values)) return UNKNOWN;
  return withoutUndefined({
    Version: values["version"] ?? "2012-10-17",
    Id: values["policy_id"],
    Statement: recordsOf(values["statement"]).map(statementOf),
  });
}

/** Blocks of a document that nobody knows: a dynamic block, or a reference in place of one. */
function hasUnknownBlock({ statement }: Readonly<Record<string, unknown>>): boolean {
  const inner = recordsOf(statement).flatMap((one) => [one["principals"], one["not_principals"], one["condition"]]);
  return [statement, ...inner].flatMap(listOf).some(isUnresolved);
}

function statementOf(statement: Readonly<Record<string, unknown>>): unknown {
  const { sid, effect = "Allow", actions, not_actions, resources, not_resources } = statement;
  return withoutUndefined({
    Sid: sid === "" ? undefined : sid,
    Effect: effect,
    Action: oneOrMany(actions),
    NotAction: oneOrMany(not_actions),
    Resource: oneOrMany(resources),
    NotResource: oneOrMany(not_resources),
    Principal: principalOf(statement["principals"]),
    NotPrincipal: principalOf(statement["not_principals"]),
    Condition: conditionOf(statement["condition"]),
  });
}

function principalOf(blocks: unknown): unknown {
  const principals = recordsOf(blocks);
  if (principals.length === 0) return undefined;
  if (principals.length === 1 && principals[0]!["type"] === "*") return "*";
  const byType = new Map<string, unknown[]>();
  for (const { type, identifiers } of principals)
    byType.set(String(type), [...(byType.get(String(type)) ?? []), ...listOf(identifiers)]);
  return Object.fromEntries([...byType].map(([type, identifiers]) => [type, oneOrMany(identifiers)]));
}

function conditionOf(blocks: unknown): unknown {
  const conditions: Record<string, Record<string, unknown>> = {};
  for (const { test, variable, values } of recordsOf(blocks))
    conditions[String(test)] = { ...conditions[String(test)], [String(variable)]: oneOrMany(stringsOf(values)) };
  return Object.keys(conditions).length > 0 ? conditions : undefined;
}

/** The provider writes a list of one as its element. */
function oneOrMany(values: unknown): unknown {
  const list = listOf(values);
  if (list.length === 0) return undefined;
  return list.length === 1 ? list[0] : list;
}

function withoutUndefined(object: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && isPresent(value)));
}

function isPresent(value: unknown): boolean {
  return value !== null && !(isRecord(value) && Object.keys(value).length === 0);
}
