import { eachNamed, fields, oneOf, satisfying, unique, type Rule } from "../../core";
import { indexId } from "./key-schema";
import {
  ATTRIBUTE_TYPES,
  type GlobalIndex,
  type IndexProjection,
  type KeyAttribute,
  type LocalIndex,
} from "./table-props";

type Indexes<Index> = Readonly<Record<string, Index>>;

const MAX_GLOBAL_INDEXES = 20;
const MAX_LOCAL_INDEXES = 5;
const MAX_PROJECTED = 20;
const MAX_KEY_BYTES = 255;
const INDEX_NAME = /^[\w.-]{3,255}$/;

/** Accepts a key attribute. `partitionKey` is the other attribute of the same key. */
export function keyRules(partitionKey?: KeyAttribute): Rule<KeyAttribute> {
  return fields<KeyAttribute>(() => ({
    name: [
      satisfying(
        (name) => name.length > 0 && Buffer.byteLength(name) <= MAX_KEY_BYTES,
        `1 to ${MAX_KEY_BYTES} bytes`,
        "shorten the name of the attribute",
      ),
      satisfying(
        (name) => name !== partitionKey?.name,
        "another attribute than the partition key",
        "sort by another attribute, or omit the sort key",
      ),
    ],
    type: oneOf<string>(Object.keys(ATTRIBUTE_TYPES), "choose a type of key attributes"),
  }));
}

/** Accepts global indexes beside the local ones of these names. */
export function globalIndexRules(localNames: readonly string[]): Rule<Indexes<GlobalIndex>>[] {
  return [
    atMost(MAX_GLOBAL_INDEXES, "global"),
    (indexes) => distinctNames(indexes, localNames),
    ofEach<GlobalIndex>(({ partitionKey }) => ({
      partitionKey: keyRules(),
      sortKey: keyRules(partitionKey),
      projection: projectionRules,
    })),
  ];
}

/** Accepts local indexes of a table with a sort key. */
export function localIndexRules(
  partitionKey: KeyAttribute,
  sortKey: KeyAttribute | undefined,
): Rule<Indexes<LocalIndex>>[] {
  return [
    atMost(MAX_LOCAL_INDEXES, "local"),
    (indexes) => distinctNames(indexes, []),
    satisfying(
      (indexes) => sortKey !== undefined || Object.keys(indexes).length === 0,
      "no local index without sortKey of the table",
      "give the table a sort key, or use globalIndexes",
      (indexes) => Object.keys(indexes),
    ),
    ofEach<LocalIndex>(() => ({ sortKey: keyRules(partitionKey), projection: projectionRules })),
  ];
}

/** Accepts attributes that have one type wherever they are part of a key. */
export const oneTypeEach: Rule<readonly KeyAttribute[]> = (keys) => {
  const typeOf = new Map(keys.map(({ name, type }) => [name, type]));
  return keys
    .filter(({ name, type }) => typeOf.get(name) !== type)
    .map(({ name, type }) => ({
      below: `.${name}`,
      value: type,
      allowed: `${typeOf.get(name)}, its type in another key`,
      fix: "declare the attribute with one type",
    }));
};

function atMost<Index>(max: number, kind: string): Rule<Indexes<Index>> {
  return satisfying(
    (indexes) => Object.keys(indexes).length <= max,
    `at most ${max} ${kind} indexes`,
    "remove indexes, or let one index serve several queries",
    (indexes) => Object.keys(indexes).length,
  );
}

/** Names within the limits of DynamoDB, of which no two give signals the same id. */
function distinctNames(indexes: Indexes<unknown>, others: readonly string[]): ReturnType<Rule<unknown>> {
  const names = Object.keys(indexes);
  const ids = [...others, ...names].map(indexId);
  return names.flatMap((value) => [
    ...satisfying<string>(
      (name) => INDEX_NAME.test(name),
      "3 to 255 letters, digits, ., _ and -",
      "rename the index",
    )(value).map((violation) => ({ ...violation, below: `.${value}` })),
    ...satisfying<string>(
      (name) => ids.filter((id) => id === indexId(name)).length === 1,
      "names that differ in more than case and punctuation",
      "rename one of the indexes",
    )(value).map((violation) => ({ ...violation, below: `.${value}` })),
  ]);
}

function ofEach<Index extends object>(tableOf: Parameters<typeof fields<Index>>[0]): Rule<Indexes<Index>> {
  const rule = eachNamed<[string, Index]>(
    ([name]) => name,
    ([, index]) => fields<Index>(tableOf)(index),
  );
  return (indexes) => rule(Object.entries(indexes));
}

/** Quota of the attributes that all indexes of a table list together, repetitions included. */
const MAX_PROJECTED_TOGETHER = 100;

/** Accepts a number of listed attributes that the table may have. */
export const projectedTogether: Rule<readonly (GlobalIndex | LocalIndex)[]> = satisfying(
  (indexes) => projectedBy(indexes) <= MAX_PROJECTED_TOGETHER,
  `indexes that list at most ${MAX_PROJECTED_TOGETHER} attributes together`,
  'choose "all" for an index',
  projectedBy,
);

function projectedBy(indexes: readonly (GlobalIndex | LocalIndex)[]): number {
  return indexes.reduce((sum, { projection }) => sum + (Array.isArray(projection) ? projection.length : 0), 0);
}

const projectionRules: Rule<IndexProjection> = (projection) => {
  if (typeof projection === "string") {
    return oneOf<string>(["all", "keys-only"], "choose a projection, or list attributes")(projection);
  }
  return [
    ...satisfying<readonly string[]>(
      ({ length }) => length >= 1 && length <= MAX_PROJECTED,
      `1 to ${MAX_PROJECTED} attributes`,
      'list fewer attributes, or choose "all" or "keys-only"',
      ({ length }) => length,
    )(projection),
    ...unique()(projection),
  ];
};
