/** Results of single changes of one argument, such as `redis -> valkey`; true if the change replaces the resource. */
export type Transitions = Readonly<Record<string, boolean>>;

/**
 * Results of the changes of a type's arguments. Names of nested arguments are joined by dots and have no indices; the
 * name of a block means its number of elements. An argument that is not listed is changed in place.
 */
export interface TypeKnowledge {
  /** Every change of these replaces the resource. */
  readonly replacing?: readonly string[];
  /** Some changes of these replace the resource. */
  readonly sometimes?: Readonly<Record<string, Transitions>>;
  /** The provider was not asked, or gave no answer. */
  readonly unknown?: readonly string[];
}

/** Version of the provider that is asked: the oldest supported one, whose answers later versions keep. */
export const ASKED_PROVIDER = "5.100.0";
