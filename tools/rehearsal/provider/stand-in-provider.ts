import type { Block, NestedBlock, ProviderSchema, ValueType } from "../schema/schema";
import { appliedState } from "./applied-state";
import { argumentErrors, formatErrors, type ArgumentError } from "./checks";
import { mapValues } from "../../runner/terraform/configuration";
import { readDataSource } from "./data-sources";
import { valuesFor, type KnownData } from "./data-values";
import type { ExpectedValues } from "./expected-values";
import { plannedState, type ProviderConfiguration } from "./planned-state";
import type { Method } from "./protocol";
import { functionsOf } from "./functions";
import { UNKNOWN_REPLACEMENT, replacementOf } from "../replacement/replacements";
import {
  decodeValue,
  encodeValue,
  isObject,
  isList,
  objectsIn,
  type DynamicValue,
  type Value,
  type ValueObject,
} from "./values";

interface TypedConfig {
  readonly type_name: string;
  readonly config: DynamicValue;
}

interface PlanRequest extends TypedConfig {
  readonly prior_state: DynamicValue;
  readonly prior_private?: Uint8Array;
  readonly proposed_new_state: DynamicValue;
}

interface ApplyRequest extends TypedConfig {
  readonly planned_state: DynamicValue;
}

/** Attributes of resources that exist outside of a state, by `type id`. */
export type ExistingResources = ReadonlyMap<string, ValueObject>;

const ERROR = 1;
/** As in most resources of the AWS provider, a state may have blocks that the configuration does not have. */
const LEGACY = true;
const WARNING = 2;
const NOT_REPLACED = { replacing: [], unknown: [] };
const NESTING = { single: 1, list: 2, set: 3, map: 4 } as const;

/**
 * The AWS provider's side of Terraform's plugin protocol, without AWS: resources exist only in Terraform's state.
 * Every call returns immediately.
 */
export class StandInProvider {
  /** By the address of the connection: each alias of the provider has its own connection. */
  private readonly configurations = new Map<string, ProviderConfiguration>();
  /** Number of created resources by type and arguments, so that equal resources get different ids. */
  private readonly created = new Map<string, number>();

  /**
   * @param data - values of data sources; others are computed or invented.
   * @param existing - resources to import with their attributes; others have their id only.
   */
  constructor(
    private readonly schema: ProviderSchema,
    private readonly expected: readonly ExpectedValues[] = [],
    private readonly data: readonly KnownData[] = [],
    private readonly existing: ExistingResources = new Map(),
  ) {}

  readonly methods = {
    GetSchema: () => ({
      provider: encodeSchema(this.schema.provider),
      resource_schemas: mapSchemas(this.schema.resources),
      data_source_schemas: mapSchemas(this.schema.dataSources),
      functions: mapValues(functionsOf(this.schema.name), encodeFunction),
      server_capabilities: { plan_destroy: false, get_provider_schema_optional: true },
    }),
    PrepareProviderConfig: ({ config }: { config: DynamicValue }) => ({ prepared_config: config }),
    Configure: ({ config }: { config: DynamicValue }, peer: string) => {
      this.configurations.set(peer, configurationOf(decodeValue(config) as ValueObject, this.expected));
      return {};
    },
    ValidateResourceTypeConfig: ({ type_name, config }: TypedConfig) => this.validate(this.resource(type_name), config),
    ValidateDataSourceConfig: ({ type_name, config }: TypedConfig) =>
      this.validate(this.schema.dataSources[type_name]!, config),
    UpgradeResourceState: ({ raw_state }: { raw_state: DynamicValue }) => ({
      upgraded_state: { json: raw_state.json },
    }),
    ReadResource: ({ current_state, private: bytes }: { current_state: DynamicValue; private: Uint8Array }) => ({
      new_state: current_state,
      private: bytes,
    }),
    ImportResourceState: ({ type_name, id }: { type_name: string; id: string }) => ({
      imported_resources: [{ type_name, state: encodeValue(this.importedState(type_name, id)), private: IMPORTED }],
    }),
    PlanResourceChange: (request: PlanRequest, peer: string) => this.plan(request, this.configurationFor(peer)),
    ApplyResourceChange: (request: ApplyRequest, peer: string) => this.apply(request, this.configurationFor(peer)),
    ReadDataSource: ({ type_name, config }: TypedConfig, peer: string) => {
      const block = this.schema.dataSources[type_name]!;
      const value = decodeValue(config) as ValueObject;
      const given = valuesFor(this.data, type_name, value);
      const { state, errors } = readDataSource(type_name, block, value, this.configurationFor(peer), given);
      return { state: encodeValue(state), diagnostics: errors.map(diagnostic) };
    },
    GetFunctions: () => ({ functions: mapValues(functionsOf(this.schema.name), encodeFunction) }),
    CallFunction: ({ name, arguments: args }: { name: string; arguments: readonly DynamicValue[] }) => {
      try {
        return { result: encodeValue(functionsOf(this.schema.name)[name]!.call(...args.map(decodeValue).map(String))) };
      } catch (error) {
        return { error: { text: (error as Error).message } };
      }
    },
    Stop: () => ({}),
  } satisfies Record<Method, (request: never, peer: string) => object>;

  private validate(block: Block, config: DynamicValue) {
    const value = decodeValue(config) as ValueObject;
    return { diagnostics: [...argumentErrors(block, value), ...formatErrors(block, value)].map(diagnostic) };
  }

  private plan(request: PlanRequest, configuration: ProviderConfiguration) {
    const { type_name, prior_state, proposed_new_state, prior_private } = request;
    const block = this.resource(type_name);
    const [prior, proposed] = [decodeValue(prior_state), decodeValue(proposed_new_state) as ValueObject];
    const planned = plannedState(type_name, block, prior, proposed, configuration);
    const isCompared = isObject(prior) && !isImported(prior_private);
    const { replacing, unknown } = isCompared ? replacementOf(type_name, block, prior, planned) : NOT_REPLACED;
    return {
      planned_state: encodeValue(planned),
      // Terraform finds elements of collections by their index, which the whole argument does not need.
      requires_replace: [...new Set(replacing.map((path) => path.split(".")[0]!))].map((name) => ({
        steps: [{ attribute_name: name }],
      })),
      diagnostics: [...this.formatDiagnostics(block, request.config), ...unknown.map(warningOf)],
      legacy_type_system: LEGACY,
    };
  }

  /** Of configured values only: those that the stand-in invented are not the user's. */
  private formatDiagnostics(block: Block, config: DynamicValue) {
    const value = decodeValue(config);
    return isObject(value) ? formatErrors(block, value).map(diagnostic) : [];
  }

  private apply({ type_name, planned_state, config }: ApplyRequest, configuration: ProviderConfiguration) {
    const planned = decodeValue(planned_state);
    if (!isObject(planned)) return { new_state: planned_state };
    const block = this.resource(type_name);
    const state = appliedState(type_name, block, planned, configuration, (seed) => this.occurrence(seed));
    return {
      new_state: encodeValue(state),
      diagnostics: this.formatDiagnostics(block, config),
      legacy_type_system: LEGACY,
    };
  }

  private occurrence(seed: string): number {
    const before = this.created.get(seed) ?? 0;
    this.created.set(seed, before + 1);
    return before;
  }

  private resource(type: string): Block {
    return this.schema.resources[type]!;
  }

  private importedState(type: string, id: string): ValueObject {
    return { ...importedState(this.resource(type), id), ...this.existing.get(`${type} ${id}`) };
  }

  private configurationFor(peer: string): ProviderConfiguration {
    const configuration = this.configurations.get(peer);
    if (!configuration) throw new Error(`the provider behind ${peer} was never configured`);
    return configuration;
  }
}

/** An imported resource has only its id; AWS's values of its arguments are taken to be the configured ones. */
const IMPORTED = Buffer.from("imported");

function isImported(bytes: Uint8Array | undefined): boolean {
  return bytes !== undefined && IMPORTED.equals(bytes);
}

function importedState({ attributes, blocks }: Block, id: string): ValueObject {
  return {
    ...mapValues(attributes, () => null),
    ...mapValues(blocks, ({ nesting }) => (nesting === "single" ? null : nesting === "map" ? {} : [])),
    ...("id" in attributes ? { id } : {}),
  };
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

function configurationOf(config: ValueObject, expected: readonly ExpectedValues[]): ProviderConfiguration {
  const accounts = config["allowed_account_ids"];
  const [defaultTags] = objectsIn(config["default_tags"]);
  const region = String(config["region"] ?? "us-east-1");
  return {
    account: isList(accounts) ? String(accounts[0]) : "123456789012",
    region,
    partition: partitionOf(region),
    expected,
    defaultTags: (defaultTags?.["tags"] ?? {}) as Readonly<Record<string, Value>>,
  };
}

function diagnostic({ summary, detail, attribute }: ArgumentError) {
  const steps = attribute.map((name) => ({ attribute_name: name }));
  return { severity: ERROR, summary, detail, ...(steps.length > 0 ? { attribute: { steps } } : {}) };
}

/** @param path - an argument, of which it is not known whether its change replaces the resource. */
function warningOf(path: string) {
  return { severity: WARNING, summary: UNKNOWN_REPLACEMENT, detail: path };
}

function mapSchemas(schemas: Readonly<Record<string, Block>>) {
  return Object.fromEntries(Object.entries(schemas).map(([type, block]) => [type, encodeSchema(block)]));
}

function encodeSchema(block: Block) {
  return { version: 0, block: encodeBlock(block) };
}

function encodeFunction({ parameters, result }: ReturnType<typeof functionsOf>[string]) {
  const encoded = (type: ValueType): Buffer => Buffer.from(JSON.stringify(type));
  return {
    parameters: parameters.map((name) => ({ name, type: encoded("string") })),
    return: { type: encoded(result) },
  };
}

function encodeBlock({ attributes, blocks }: Block): object {
  return {
    attributes: Object.entries(attributes).map(([name, { type, writeOnly, ...flags }]) => ({
      ...flags,
      name,
      type: Buffer.from(JSON.stringify(type)),
      write_only: writeOnly,
    })),
    block_types: Object.entries(blocks).map(([name, nested]) => encodeNested(name, nested)),
  };
}

function encodeNested(type_name: string, { nesting, minItems, maxItems, block }: NestedBlock) {
  return { type_name, block: encodeBlock(block), nesting: NESTING[nesting], min_items: minItems, max_items: maxItems };
}
