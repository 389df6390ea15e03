type Values = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Arguments that are maps, not blocks. */
const MAPS = /^(?:tags|tags_all|variables|triggers|tokens|lifecycle|provider)$/;

/** Replaces each leaf of the arguments of a block, except for maps. */
export function withLeaves(value: unknown, leaf: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withLeaves(item, leaf));
  if (!isRecord(value)) return leaf(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, MAPS.test(key) ? inner : withLeaves(inner, leaf)]),
  );
}

/** Numbers and booleans as the strings that Terraform converts. */
export const asStrings = (value: unknown): unknown =>
  withLeaves(value, (leaf) => (typeof leaf === "number" || typeof leaf === "boolean" ? String(leaf) : leaf));

/** Every block as a list of one block. */
export function asLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asLists);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      isRecord(inner) && !MAPS.test(key) ? [asLists(inner)] : MAPS.test(key) ? inner : asLists(inner),
    ]),
  );
}
