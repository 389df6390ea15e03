/**
 * Place of an argument in a CloudFormation resource: a property of the object that corresponds to the enclosing block
 * (`Name`, `A.B`), of an object further out (`^Name`, repeatable) or of the resource (`/Name`). `List[key]` appends
 * `{ Key: key, Value }`.
 */
export type Target = string;

/** An argument that differs from its property by more than name and place. */
export interface ArgumentMapping {
  /** @default the property with the name of the argument */
  readonly to?: Target;
  /** True if a document stays a text. */
  readonly text?: boolean;
  /** Values of the property by value of the argument. */
  readonly values?: Readonly<Record<string, string>>;
  /** Values that mean the same as no argument. */
  readonly absent?: readonly unknown[];
  /** Path in an object for each value of a list. */
  readonly each?: string;
  /** Further properties of the objects that `each` creates. */
  readonly constants?: Readonly<Record<string, string>>;
  /** Keys of the objects that a map becomes, one for the key and one for the value. */
  readonly pairs?: readonly [string, string];
  /** Arguments of blocks that become key and value of a map. */
  readonly entries?: readonly [string, string];
  /** Argument of blocks that is their key in a map. */
  readonly keyedBy?: string;
  /** True if the names of blocks are keys of a map, in capitals. */
  readonly capitalKeys?: boolean;
  /** Properties beside the target, set if the argument is. */
  readonly also?: Readonly<Record<string, string>>;
  /** Properties whose values the provider makes from the argument, so that they are unknown. */
  readonly unknown?: readonly string[];
}

/** `null`: CloudFormation has no such property. */
export type ArgumentMappings = Readonly<Record<string, Target | ArgumentMapping | null>>;

/** An attribute: `Ref`, the name of a CloudFormation attribute, or a text in which `${}` is the resource. */
export type AttributeMapping = string;

interface TypeArguments {
  /** By path of the argument, without list indices: `rule.filter.prefix`. */
  readonly arguments?: ArgumentMappings;
  readonly attributes?: Readonly<Record<string, AttributeMapping>>;
}

/** A Terraform type that is a CloudFormation type. */
export interface ResourceMapping extends TypeArguments {
  readonly type: string;
  /** Properties that the provider sets. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

/** A Terraform type whose arguments are properties of another resource in CloudFormation. */
export interface PartMapping extends TypeArguments {
  /** Terraform type of the other resource. */
  readonly into: string;
  /** Argument that references the other resource, or the arguments that both have in common. */
  readonly by: string | readonly string[];
  /** Property that receives the arguments; an element, if it is a list. @default the properties of the resource */
  readonly at?: string;
}

export type Mapping = Readonly<Record<string, ResourceMapping | PartMapping>>;
