import type { Blocks } from "../fixtures/fixture";

/** Arguments by their dotted path within the main block, or whole blocks by address; `undefined` removes. */
export type Change = Readonly<Record<string, unknown>>;

/** Changes that violate the ids; or changes of both kinds. */
type Changes = readonly Change[] | { readonly fails: readonly Change[]; readonly passes: readonly Change[] };

/** Configurations that satisfy or violate the same requirement of other catalogues. */
export interface Claim {
  /** As the catalogues spell them. */
  readonly ids: readonly string[];
  readonly passes: readonly Blocks[];
  readonly fails: readonly Blocks[];
}

/**
 * Claims about one block of a stack.
 *
 * @param address - the block that changes without an address are about.
 * @param good - a stack that satisfies every id.
 * @param rows - changes by ids, which are separated by spaces.
 */
export function claims(address: string, good: Blocks, rows: Readonly<Record<string, Changes>>): readonly Claim[] {
  const made = (changes: readonly Change[]): readonly Blocks[] =>
    changes.map((change) => withChange(good, address, change));
  return Object.entries(rows).map(([ids, row]) => {
    const { fails, passes } = "fails" in row ? row : { fails: row, passes: [] };
    return { ids: ids.split(" "), passes: [good, ...made(passes)], fails: made(fails) };
  });
}

type Values = Readonly<Record<string, unknown>>;

const isAddress = (key: string): boolean => /^(?:aws_|data\.|terraform\.)/.test(key);

function withChange(blocks: Blocks, address: string, change: Change): Blocks {
  return Object.entries(change).reduce<Blocks>((rest, [key, value]) => {
    if (!isAddress(key)) return { ...rest, [address]: withValue(rest[address], key.split("."), value) as Values };
    const { [key]: block, ...others } = rest;
    if (value === undefined) return others;
    const changed = Object.entries(value as object).reduce<unknown>(
      (inner, [path, one]) => withValue(inner, path.split("."), one),
      block ?? {},
    );
    return { ...others, [key]: changed as Values };
  }, blocks);
}

function withValue(target: unknown, [key = "", ...rest]: readonly string[], value: unknown): unknown {
  const entries = { ...(target as Values | undefined) };
  const { [key]: before, ...others } = entries;
  if (rest.length > 0) return { ...entries, [key]: withValue(before, rest, value) };
  return value === undefined ? others : { ...entries, [key]: value };
}

/** A policy document as JSON text. */
export const json = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
