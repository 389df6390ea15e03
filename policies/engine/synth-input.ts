import { type Resource, STACK_TYPE, type Values } from "./resource";
import { withDynamicBlocks } from "../expressions/dynamic-blocks";
import { knownValue, type Names } from "../expressions/expression-value";
import { namedValues } from "../expressions/named-values";
import type { StackOutput } from "../graph/resource-graph";
import { isDeeperThan, isEmpty, isRecord, numberOf } from "./values";

/** Thrown for input that is not a configuration or plan. Nothing of it is checked. */
export class MalformedInputError extends Error {
  constructor(source: string, problem: string) {
    super(`${source}: ${problem}`);
    this.name = "MalformedInputError";
  }
}

/** Configuration of a stack: `cdk.tf.json`, or any file in Terraform's JSON syntax. */
export interface Configuration {
  readonly name: string;
  readonly config: unknown;
}

/** Allowed keys at the top of a configuration. Blocks under any other key would go unchecked. */
const ROOT_KEYS: readonly string[] = [
  "//",
  "check",
  "data",
  "ephemeral",
  "import",
  "locals",
  "module",
  "moved",
  "output",
  "provider",
  "removed",
  "resource",
  "terraform",
  "variable",
];

/** Resources and outputs of one stack. */
export interface StackInput {
  readonly stack: string;
  readonly resources: readonly Resource[];
  readonly outputs: ReadonlyMap<string, StackOutput>;
  /** Calls of modules, whose resources only a plan contains. */
  readonly calls?: readonly Resource[];
}

/**
 * Reads a configuration.
 *
 * @throws MalformedInputError for input that is not in Terraform's JSON syntax, so that nothing goes unchecked.
 */
export function readConfiguration({ name, config }: Configuration): StackInput {
  rejectDeep(name, config);
  const root = recordAt(config, name, "the configuration");
  const unknown = Object.keys(root).filter((key) => !ROOT_KEYS.includes(key));
  if (unknown.length > 0) throw new MalformedInputError(name, `unknown blocks: ${unknown.join(", ")}`);
  const names = namedValues(root["locals"], root["variable"]);
  const resources = [
    stackResource(name, root),
    ...blocksOf({ stack: name, mode: "managed", names }, root["resource"]),
    ...blocksOf({ stack: name, mode: "data", names }, root["data"]),
  ];
  return {
    stack: name,
    resources: resources.filter(isCreated),
    outputs: outputsOf(name, knownValue(root["output"], names)),
    calls: callsOf(name, knownValue(root["module"], names)),
  };
}

/** Levels of nesting in an input; an AWS configuration has less than 30. */
const DEEPEST = 200;

/** @throws MalformedInputError for nesting that no configuration has, and that would exhaust the stack. */
export function rejectDeep(source: string, value: unknown): void {
  if (isDeeperThan(value, DEEPEST)) {
    throw new MalformedInputError(source, `is nested deeper than ${DEEPEST} levels`);
  }
}

function callsOf(stack: string, modules: unknown): readonly Resource[] {
  return Object.entries(recordAt(modules ?? {}, stack, "module")).map(([name, call]) => {
    const address = `module.${name}`;
    return { stack, address, type: "module", mode: "managed", values: recordAt(firstOf(call), stack, address) };
  });
}

function stackResource(stack: string, root: Values): Resource {
  const { required_providers, backend, cloud } = recordAt(root["terraform"] ?? {}, stack, "terraform");
  const { provider = {}, locals, variable, output } = root;
  const values = { backend, cloud, required_providers, provider, locals, variable, output };
  return {
    stack,
    address: STACK_TYPE,
    type: STACK_TYPE,
    mode: "managed",
    values,
    constructPath: stack,
    ...originOf(root),
  };
}

interface BlockSource {
  readonly stack: string;
  readonly mode: Resource["mode"];
  readonly names: Names;
}

function blocksOf({ stack, mode, names }: BlockSource, kind: unknown): Resource[] {
  return Object.entries(recordAt(kind ?? {}, stack, mode === "data" ? "data" : "resource")).flatMap(([type, blocks]) =>
    Object.entries(recordAt(blocks, stack, type)).flatMap(([name, block]) => {
      const address = `${mode === "data" ? "data." : ""}${type}.${name}`;
      const written = recordAt(firstOf(block), stack, address);
      const values = argumentsOf(knownValue(written, names) as Values);
      return { stack, address, type, mode, values, ...originOf(written) };
    }),
  );
}

/** Terraform accepts a list of one block in place of the block. */
function firstOf(block: unknown): unknown {
  return Array.isArray(block) && block.length === 1 ? block[0] : block;
}

/** Arguments without the comment of cdktf. */
function argumentsOf({ "//": _comment, ...values }: Values): Values {
  return withDynamicBlocks(values) as Values;
}

/** Returns false for a resource that count or for_each literally excludes. */
function isCreated({ values }: Resource): boolean {
  return numberOf(values["count"]) !== 0 && !(values["for_each"] !== undefined && isEmpty(values["for_each"]));
}

/** Metadata that cdktf, `waive` and `openRoutes` write to the comment of a block. */
function originOf(block: Values): Partial<Resource> {
  const comment = isRecord(block["//"]) ? block["//"] : {};
  const metadata = isRecord(comment["metadata"]) ? comment["metadata"] : {};
  const { path, stackTrace } = metadata;
  return {
    ...(typeof path === "string" && { constructPath: path }),
    ...(Array.isArray(stackTrace) && { stackTrace: stackTrace.map(String) }),
    ...(comment["waivers"] !== undefined && { waivers: comment["waivers"] }),
    ...(comment["openRoutes"] !== undefined && { openRoutes: comment["openRoutes"] }),
  };
}

function outputsOf(stack: string, outputs: unknown): Map<string, StackOutput> {
  const declarations = Object.entries(recordAt(outputs ?? {}, stack, "output"));
  return new Map(
    declarations.map(([name, output]) => [name, { stack, value: recordAt(output, stack, name)["value"] }]),
  );
}

function recordAt(value: unknown, source: string, what: string): Values {
  if (isRecord(value)) return value;
  throw new MalformedInputError(source, `${what} must be an object in Terraform's JSON syntax`);
}
