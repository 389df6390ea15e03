import type { ObjectShape, Properties } from "./shapes";

const indexes = new WeakMap<Properties, ReadonlyMap<string, string>>();

/** Letters and digits of a name in lower case. */
export function normalized(name: string): string {
  return name.replace(/[^a-z0-9]/gi, "").toLowerCase();
}

/**
 * The property with the name of an argument: equal but for case and underscores, in plural or singular, or with the
 * name of the CloudFormation type in front of either.
 */
export function propertyNamed({ name, properties }: ObjectShape, argument: string): string | undefined {
  const index = indexOf(properties);
  const plain = normalized(argument);
  const owner = normalized(name);
  const candidates = [
    plain,
    `${plain}s`,
    plain.replace(/y$/, "ies"),
    `${plain}es`,
    plain.replace(/s$/, ""),
    `${owner}${plain}`,
    plain.startsWith(owner) ? plain.slice(owner.length) : plain,
  ];
  const found = candidates.find((candidate) => index.has(candidate));
  return found === undefined ? undefined : index.get(found);
}

function indexOf(properties: Properties): ReadonlyMap<string, string> {
  const known = indexes.get(properties);
  if (known) return known;
  const index = new Map(Object.keys(properties).map((property) => [normalized(property), property]));
  indexes.set(properties, index);
  return index;
}
