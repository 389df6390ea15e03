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
  /** Accepted in the configuration, never stored in the state. */
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

/** The attributes and blocks of a resource, a data source, the provider or a nested block. */
export interface Block {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly blocks: Readonly<Record<string, NestedBlock>>;
}

/** The schemas of the provider and of all types. */
export interface ProviderSchema {
  /** Local name, which is the beginning of the types. */
  readonly name: string;
  readonly provider: Block;
  readonly resources: Readonly<Record<string, Block>>;
  readonly dataSources: Readonly<Record<string, Block>>;
}
