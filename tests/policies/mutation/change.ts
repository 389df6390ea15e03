import { isRecord } from "../../../policies/engine/values";

type Key = string | number;
export type Place = readonly Key[];

/** Every place in `values` that the path of a protection selects. */
export function placesOf(values: unknown, path: string): readonly Place[] {
  const segments = path.match(/[^.[\]]+(?:\[[^\]]+\])?/g) ?? [];
  return segments.reduce<readonly Place[]>(
    (places, segment) => places.flatMap((place) => inside(values, place, segment)),
    [[]],
  );
}

function inside(values: unknown, place: Place, segment: string): readonly Place[] {
  const [, key = "", name, wanted] = /^([^[]+)(?:\[([^=]+)=([^\]]+)\])?$/.exec(segment) ?? [];
  const parent = at(values, place);
  if (Array.isArray(parent)) return parent.flatMap((_, index) => inside(values, [...place, index], segment));
  if (!isRecord(parent) || parent[key] === undefined) return [];
  const list = parent[key];
  if (name === undefined) return [[...place, key]];
  if (!Array.isArray(list)) return [];
  return list.flatMap((one, index) => (isRecord(one) && one[name] === wanted ? [[...place, key, index]] : []));
}

export function at(values: unknown, place: Place): unknown {
  return place.reduce<unknown>((value, key) => (value as Record<Key, unknown>)[key], values);
}

/** A copy with another value at a place; `undefined` removes the value. */
export function withValue<Values>(values: Values, [key, ...rest]: Place, value: unknown): Values {
  if (key === undefined) return value as Values;
  const inner = rest.length > 0 ? withValue((values as Record<Key, unknown>)[key], rest, value) : value;
  if (Array.isArray(values)) {
    return replacedAt(values, Number(key), inner) as Values;
  }
  const { [key]: _replaced, ...others } = values as Record<Key, unknown>;
  return (inner === undefined ? others : { ...others, [key]: inner }) as Values;
}

/** A copy of a list with one item replaced, or removed by `undefined`. */
export function replacedAt<Item>(items: readonly Item[], position: number, item: Item | undefined): Item[] {
  return items.flatMap((one, index) => (index === position ? (item ?? []) : one));
}
