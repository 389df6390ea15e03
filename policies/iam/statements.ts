import { isRecord, isUnresolved, listOf } from "../engine/values";
import { interpolationsIn } from "../graph/addresses";

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

/** Placeholder for what a plan decides. */
export const UNKNOWN = "${unknown}";

/** A condition that a plan decides: nobody knows yet whom it admits. */
const UNDECIDED: PolicyCondition = { operator: "", key: UNKNOWN, values: [] };

/** Statements that a plan decides, of any number. */
const UNKNOWN_STATEMENTS: PolicyStatement = {
  sid: "",
  effect: UNKNOWN,
  actions: [UNKNOWN],
  notActions: [],
  resources: [UNKNOWN],
  notResources: [],
  principals: [UNKNOWN],
  notPrincipals: [],
  conditions: [UNDECIDED],
};

/** The statements of `Statement` in JSON. A reference among them is any number of statements. */
export const statementsIn = (value: unknown): readonly PolicyStatement[] => blocksIn(value, statementOf);

/** The statements of `aws_iam_policy_document`. A dynamic block is any number of statements. */
export const statementBlocksIn = (value: unknown): readonly PolicyStatement[] => blocksIn(value, statementOfBlock);

type Values = Readonly<Record<string, unknown>>;

function blocksIn(value: unknown, read: (statement: Values) => PolicyStatement): readonly PolicyStatement[] {
  return listOf(value).flatMap((one) => {
    if (isRecord(one)) return [read(one)];
    return isUnresolved(one) ? [UNKNOWN_STATEMENTS] : [];
  });
}

function statementOf(statement: Values): PolicyStatement {
  return {
    sid: String(statement["Sid"] ?? ""),
    effect: String(statement["Effect"] ?? ""),
    actions: texts(statement["Action"]),
    notActions: texts(statement["NotAction"]),
    resources: texts(statement["Resource"]),
    notResources: texts(statement["NotResource"]),
    principals: principalsOf(statement["Principal"]),
    notPrincipals: principalsOf(statement["NotPrincipal"]),
    conditions: conditionsOf(statement["Condition"]),
  };
}

function principalsOf(value: unknown): readonly string[] {
  if (!isRecord(value)) return texts(value).map((one) => `AWS:${one}`);
  return Object.entries(value).flatMap(([type, ids]) => texts(ids).map((id) => `${type}:${id}`));
}

function conditionsOf(value: unknown): readonly PolicyCondition[] {
  if (isUnresolved(value)) return [UNDECIDED];
  return Object.entries(isRecord(value) ? value : {}).flatMap(([operator, keys]) => {
    if (isUnresolved(keys)) return [UNDECIDED];
    return Object.entries(isRecord(keys) ? keys : {}).map(([key, values]) => ({
      operator,
      key,
      values: texts(values),
    }));
  });
}

function statementOfBlock(statement: Values): PolicyStatement {
  return {
    sid: String(statement["sid"] ?? ""),
    effect: String(statement["effect"] ?? "Allow"),
    actions: texts(statement["actions"]),
    notActions: texts(statement["not_actions"]),
    resources: texts(statement["resources"]),
    notResources: texts(statement["not_resources"]),
    principals: principalBlocksIn(statement["principals"]),
    notPrincipals: principalBlocksIn(statement["not_principals"]),
    conditions: conditionBlocksIn(statement["condition"]),
  };
}

function principalBlocksIn(value: unknown): readonly string[] {
  return listOf(value).flatMap((block) => {
    if (!isRecord(block)) return texts(block);
    const { type, identifiers } = block;
    return texts(identifiers).map((id) => `${type === "*" ? "AWS" : String(type)}:${id}`);
  });
}

function conditionBlocksIn(value: unknown): readonly PolicyCondition[] {
  return listOf(value).map((block) => {
    if (!isRecord(block)) return UNDECIDED;
    const { test, variable, values } = block;
    return { operator: String(test), key: String(variable), values: texts(values) };
  });
}

function texts(value: unknown): readonly string[] {
  return listOf(value).map(String);
}

/** Returns whether a plan decides what the conditions of a statement admit, or whether it is there. */
export const isUndecided = ({ conditions, effect }: PolicyStatement): boolean =>
  isUnresolved(effect) || conditions.some(({ key, operator }) => isUnresolved(key) || isUnresolved(operator));

/** Principals from local values, variables or dynamic blocks are not in the document. */
const OPEN = /\b(?:dynamic|each|local|unknown|var)\b/;

/** Returns whether a plan decides the actions or the principals of a statement. */
export const isOpen = ({ actions, principals }: PolicyStatement): boolean =>
  actions.some(isUnresolved) ||
  principals.some((principal) => interpolationsIn(principal).some((expression) => OPEN.test(expression)));

/** Returns whether a plan may show that a statement is a Deny. */
export const mayDeny = (statement: PolicyStatement): boolean =>
  statement.effect !== "Allow" && (isUndecided(statement) || isOpen(statement));

/** The earlier statements, in place of which later ones with the same id stand, and the other later ones. */
export function overridden(
  earlier: readonly PolicyStatement[],
  later: readonly PolicyStatement[],
): readonly PolicyStatement[] {
  const replacements = new Map(later.filter(({ sid }) => sid !== "").map((one) => [one.sid, one]));
  const sids = new Set(earlier.map(({ sid }) => sid));
  const mayReplace = later.includes(UNKNOWN_STATEMENTS);
  const remaining = earlier.map((one) => {
    const replacement = replacements.get(one.sid);
    return replacement ?? (mayReplace && one.sid !== "" ? { ...one, conditions: [...one.conditions, UNDECIDED] } : one);
  });
  return [...remaining, ...later.filter(({ sid }) => sid === "" || !sids.has(sid))];
}
