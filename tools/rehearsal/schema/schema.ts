/** A type in Terraform's own JSON notation: `"string"`, `["set", "string"]`, `["object", { name: "string" }]`. */
export type ValueType =
  | "string"
  | "number"
  | "bool"
  | readonly ["list" | "set" | "map", ValueType]
  | readonly ["object", Readonly<Record<string, ValueType>>];

export interface Attribute {
  readonly type: ValueType;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  /** Accepted from the configuration and never kept in state. */
  readonly writeOnly?: boolean;
}

export type Nesting = "single" | "list" | "set" | "map";

export interface NestedBlock {
  readonly nesting: Nesting;
  /** 0 for no limit. */
  readonly minItems: number;
  /** 0 for no limit. */
  readonly maxItems: number;
  readonly block: Block;
}

/** What a resource, a data source, the provider or a nested block may hold. */
export interface Block {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly blocks: Readonly<Record<string, NestedBlock>>;
}

/** Everything that Terraform asks a provider about its types. */
export interface ProviderSchema {
  readonly provider: Block;
  readonly resources: Readonly<Record<string, Block>>;
  readonly dataSources: Readonly<Record<string, Block>>;
}
