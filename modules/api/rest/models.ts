import { ApiGatewayModel } from "@cdktf/provider-aws/lib/api-gateway-model";
import type { Construct } from "constructs";
import { satisfying, type Rule } from "../../core";
import { literalText } from "./literal-text";

/** A JSON Schema of draft 04. References lead within the schema: `#/definitions/address`. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const DRAFT = "http://json-schema.org/draft-04/schema#";
/** Quota of a model. */
const MAX_BYTES = 400 * 1024;
const DEFAULT_MODELS = ["Empty", "Error"];
const LATER_KEYWORDS = ["$defs", "$id", "const", "contains", "else", "if", "propertyNames", "then"];

/** Creates the models by name. */
export function createModels(
  scope: Construct,
  restApiId: string,
  models: Readonly<Record<string, JsonSchema>>,
): Readonly<Record<string, ApiGatewayModel>> {
  const created = Object.entries(models).map(([name, schema]) => {
    const model = new ApiGatewayModel(scope, `model-${name.toLowerCase()}`, {
      restApiId,
      name,
      contentType: "application/json",
      schema: schemaText(schema),
    });
    return [name, model] as const;
  });
  return Object.fromEntries(created);
}

function schemaText(schema: JsonSchema): string {
  return literalText(JSON.stringify({ $schema: DRAFT, ...schema }));
}

/** Accepts models that API Gateway accepts, with ids that differ. */
export function modelRules(): Rule<Readonly<Record<string, JsonSchema>>> {
  return (models) => {
    const ids = Object.keys(models).map((name) => name.toLowerCase());
    return Object.entries(models).flatMap(([name, schema]) =>
      [
        ...satisfying<string>(
          (text) => /^[A-Za-z0-9]{1,128}$/.test(text),
          "1 to 128 letters and digits",
          "rename the model",
        )(name),
        ...satisfying<string>(
          (text) => !DEFAULT_MODELS.includes(text),
          `a name other than ${DEFAULT_MODELS.join(" and ")}, which every API has`,
          "rename the model",
        )(name),
        ...satisfying<string>(
          (text) => ids.filter((id) => id === text.toLowerCase()).length === 1,
          "names that differ in more than case",
          "rename one of the models",
        )(name),
        ...SCHEMA_RULES.flatMap((rule) => rule(schema)),
      ].map((violation) => ({ ...violation, below: `.${name}` })),
    );
  };
}

const SCHEMA_RULES: readonly Rule<JsonSchema>[] = [
  satisfying(
    ({ $schema }) => $schema === undefined || $schema === DRAFT,
    DRAFT,
    "write the schema in draft 04, the only one of API Gateway",
    ({ $schema }) => $schema,
  ),
  (schema) =>
    keywordsIn(schema)
      .filter((keyword) => LATER_KEYWORDS.includes(keyword))
      .map((value) => ({ value, allowed: "keywords of draft 04", fix: "use enum, definitions, id or not" })),
  (schema) =>
    referencesIn(schema)
      .filter((reference) => !reference.startsWith("#"))
      .map((value) => ({ value, allowed: "references within the schema", fix: "move the part to definitions" })),
  satisfying(
    (schema) => Buffer.byteLength(schemaText(schema)) <= MAX_BYTES,
    `at most ${MAX_BYTES} bytes`,
    "split the model",
    (schema) => Buffer.byteLength(schemaText(schema)),
  ),
];

/** Keywords of a schema and of its parts; the names of properties and definitions are none. */
function keywordsIn(schema: unknown): string[] {
  return Object.entries(partsOf(schema)).flatMap(([keyword, value]) => {
    if (["enum", "default"].includes(keyword)) return [keyword];
    const parts = ["definitions", "properties", "patternProperties"].includes(keyword)
      ? Object.values(partsOf(value))
      : [value].flat();
    return [keyword, ...parts.flatMap(keywordsIn)];
  });
}

function referencesIn(schema: unknown): string[] {
  return Object.entries(partsOf(schema)).flatMap(([keyword, value]) =>
    keyword === "$ref" && typeof value === "string" ? [value] : [value].flat().flatMap(referencesIn),
  );
}

function partsOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
