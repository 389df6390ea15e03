import type { Blocks } from "../../fixtures/fixture";
import { asLists, isRecord } from "./values";

/** The module and the index of the resources of a plan. */
interface Place {
  /** Address of the module instance with a final dot; empty for the root module. */
  readonly module: string;
  /** Index of every resource; empty for resources without count. */
  readonly index: string;
}

const ROOT: Place = { module: "", index: "" };
const MODULE: Place = { module: 'module.shop["blue"].', index: "[0]" };

/** The plan of new resources: references are unknown. */
export const planOf = (blocks: Blocks): object => planAt(blocks, ROOT, unresolved);

/** The plan of existing resources, whose references are known. */
export const appliedPlanOf = (blocks: Blocks): object => planAt(blocks, ROOT, appliedIn(blocks));

/** The plan of resources with count, in a module with for_each. */
export const modulePlanOf = (blocks: Blocks): object => planAt(blocks, MODULE, unresolved);

interface Layers {
  readonly after: unknown;
  readonly unknown: unknown;
}
type Reader = (text: string) => Layers;

export const REFERENCE = /\$\{((?:data\.)?aws_\w+\.\w+)((?:\.\w+)*)\}/g;

export const unresolved: Reader = (text) =>
  text.includes("${") ? { after: null, unknown: true } : { after: text, unknown: false };

const appliedIn =
  (blocks: Blocks): Reader =>
  (text) => ({
    after: text.replace(
      REFERENCE,
      (_text, address: string, path: string) => nameAt(address, path, blocks) ?? attributeOf(address, path),
    ),
    unknown: false,
  });

function attributeOf(address: string, path: string): string {
  const [, type = "", name = ""] = /(\w+)\.(\w+)$/.exec(address)!;
  return path.endsWith("arn")
    ? `arn:aws:${type.split("_")[1]}:us-east-1:111122223333:${name}`
    : `${name}-of-${type}`.replaceAll("_", "-");
}

/** Types whose id is their name, with the argument of the name. */
const NAMED: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: "name",
  aws_dynamodb_table: "name",
  aws_ecr_repository: "name",
  aws_iam_role: "name",
  aws_lambda_function: "function_name",
  aws_rds_cluster: "cluster_identifier",
  aws_s3_bucket: "bucket",
};

/** The literal that a reference to a named resource of the stack stands for. */
function nameAt(address: string, path: string, blocks: Blocks): string | undefined {
  const [type = ""] = address.split(".");
  const argument = NAMED[type] ?? "name";
  const name = blocks[address]?.[argument];
  if (typeof name !== "string" || name.includes("${")) return undefined;
  const literals: Readonly<Record<string, string>> = {
    [`.${argument}`]: name,
    ...(type in NAMED && { ".id": name }),
    ...(type === "aws_s3_bucket" && { ".arn": `arn:aws:s3:::${name}` }),
  };
  return literals[path];
}

/** References to named resources as literal names. */
export function asNames(blocks: Blocks): Blocks {
  const text = JSON.stringify(blocks);
  const named = text.replace(
    REFERENCE,
    (reference, address: string, path: string) => nameAt(address, path, blocks) ?? reference,
  );
  return JSON.parse(named) as Blocks;
}

function planAt(blocks: Blocks, { module, index }: Place, read: Reader): object {
  const { "terraform.root": settings = {}, ...all } = blocks;
  const resources = Object.entries(all).map(([address, { provider = "aws", lifecycle: _lifecycle, ...block }]) => ({
    address,
    provider,
    block: asLists(block),
  }));
  const changes = resources.map(({ address, block }) => {
    const { after, unknown } = layersOf(block, read);
    const [type = ""] = address.replace("data.", "").split(".");
    const mode = address.startsWith("data.") ? "data" : "managed";
    const actions = [mode === "data" ? "read" : "create"];
    const change = { actions, before: null, after, after_unknown: unknown };
    return { address: `${module}${address}${index}`, mode, type, change };
  });
  const written = resources.map(({ address, provider, block }) => ({
    address,
    provider_config_key: provider,
    expressions: expressionsOf(block, index),
  }));
  const called = { shop: { module: { resources: written }, for_each_expression: { constant_value: ["blue"] } } };
  return {
    resource_changes: changes,
    configuration: {
      provider_config: providersOf(settings),
      root_module: module === "" ? { resources: written } : { module_calls: called },
    },
  };
}

export function layersOf(value: unknown, read: Reader): Layers {
  if (typeof value === "string") return read(value);
  if (Array.isArray(value)) {
    const layers = value.map((item) => layersOf(item, read));
    return { after: layers.map(({ after }) => after), unknown: layers.map(({ unknown }) => unknown) };
  }
  if (!isRecord(value)) return { after: value, unknown: false };
  const layers = Object.entries(value).map(([key, inner]) => [key, layersOf(inner, read)] as const);
  return {
    after: Object.fromEntries(layers.map(([key, { after }]) => [key, after])),
    unknown: Object.fromEntries(layers.map(([key, { unknown }]) => [key, unknown])),
  };
}

/** Expressions as Terraform prints those of HCL: blocks as lists, references with their prefixes. */
function expressionsOf(block: unknown, index: string): unknown {
  return Object.fromEntries(
    Object.entries(block as object).map(([key, value]) => [key, expressionOf(value as unknown, index)]),
  );
}

function expressionOf(value: unknown, index: string): unknown {
  if (Array.isArray(value) && value.length > 0 && value.every(isRecord)) {
    return value.map((one) => expressionsOf(one, index));
  }
  const references = [...JSON.stringify(value).matchAll(REFERENCE)].flatMap(([, address, path]) => {
    const instance = `${address}${index}`;
    return [...(path ? [`${instance}${path}`] : []), instance, ...(index ? [address] : [])];
  });
  return references.length > 0 ? { references: [...new Set(references)] } : { constant_value: value };
}

export function providersOf(settings: object): object {
  const { provider = {} } = settings as { provider?: { aws?: readonly Readonly<Record<string, unknown>>[] } };
  const entries = (provider.aws ?? []).map(({ alias, ...rest }) => [
    alias === undefined ? "aws" : `aws.${String(alias)}`,
    { name: "aws", alias, expressions: expressionsOf(rest, "") },
  ]);
  return Object.fromEntries(entries) as object;
}
