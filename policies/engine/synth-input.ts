import { type Resource, STACK_TYPE, type Values } from "./resource";
import type { StackOutput } from "./resource-graph";
import { isEmpty, isRecord, listOf, numberOf } from "./values";

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
  /** Addresses of module calls, whose resources only a plan contains. */
  readonly modules?: readonly string[];
}

/** Value of a dynamic block: its content is unknown until plan. */
export const DYNAMIC = "${dynamic}";

/**
 * Reads a configuration.
 *
 * @throws MalformedInputError for input that is not in Terraform's JSON syntax, so that nothing goes unchecked.
 */
export function readConfiguration({ name, config }: Configuration): StackInput {
  const root = recordAt(config, name, "the configuration");
  const unknown = Object.keys(root).filter((key) => !ROOT_KEYS.includes(key));
  if (unknown.length > 0) throw new MalformedInputError(name, `unknown blocks: ${unknown.join(", ")}`);
  const resources = [
    stackResource(name, root),
    ...blocksOf(name, root["resource"], "managed"),
    ...blocksOf(name, root["data"], "data"),
  ];
  const modules = Object.keys(recordAt(root["module"] ?? {}, name, "module")).map((module) => `module.${module}`);
  return { stack: name, resources: resources.filter(isCreated), outputs: outputsOf(name, root["output"]), modules };
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

function blocksOf(stack: string, kind: unknown, mode: Resource["mode"]): Resource[] {
  return Object.entries(recordAt(kind ?? {}, stack, mode === "data" ? "data" : "resource")).flatMap(([type, blocks]) =>
    Object.entries(recordAt(blocks, stack, type)).flatMap(([name, block]) => {
      const address = `${mode === "data" ? "data." : ""}${type}.${name}`;
      const values = recordAt(firstOf(block), stack, address);
      return { stack, address, type, mode, values: argumentsOf(values), ...originOf(values) };
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

/** Names each dynamic block, at any depth, as an argument with the value {@link DYNAMIC}. */
function withDynamicBlocks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDynamicBlocks);
  if (!isRecord(value)) return value;
  const { dynamic, ...rest } = value;
  const blocks = listOf(dynamic).flatMap((one) => (isDynamic(one) ? Object.keys(one) : []));
  const others = blocks.length > 0 ? rest : value;
  return Object.fromEntries([
    ...blocks.map((block) => [block, DYNAMIC] as const),
    ...Object.entries(others).map(([key, inner]) => [key, withDynamicBlocks(inner)] as const),
  ]);
}

function isDynamic(value: unknown): value is Values {
  return (
    isRecord(value) &&
    Object.values(value).every((block) => listOf(block).every((one) => isRecord(one) && "for_each" in one))
  );
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
