import { isDeepStrictEqual } from "node:util";
import type { Resource } from "../../../policies/engine/resource";
import type { StackInput } from "../../../policies/engine/synth-input";
import { at, placesOf, withValue } from "./change";
import { documentMutants } from "./documents";
import type { Classification, Protection } from "./protection";

/** The stack with one protection less. */
export interface Mutant {
  /** The change, without the name of the resource. */
  readonly title: string;
  readonly protection: Protection;
  /** The resource that loses the protection; the finding may be for another one. */
  readonly resource: Resource;
  readonly resources: readonly Resource[];
}

/** Every resource of the stack × every protection of its type × every way to remove or weaken it. */
export function mutantsOf(stack: StackInput, classification: Classification): readonly Mutant[] {
  const plain = stack.resources.flatMap((resource) =>
    (classification[resource.type]?.protects ?? [])
      .filter(({ where }) => where === undefined || resource.values[where] !== undefined)
      .flatMap((protection) => losses(stack, resource, protection)),
  );
  return [...plain, ...documentMutants(stack)];
}

function losses({ resources }: StackInput, resource: Resource, protection: Protection): readonly Mutant[] {
  const { type } = resource;
  const mutant = { protection, resource };
  if (protection.path === "") {
    return [{ ...mutant, title: `${type} gone`, resources: resources.filter((one) => one !== resource) }];
  }
  if (protection.path === "*") {
    const others = resources.filter((one) => one.type !== type);
    return resources.find((one) => one.type === type) === resource
      ? [{ ...mutant, title: `${type} all gone`, resources: others }]
      : [];
  }
  return placesOf(resource.values, protection.path).flatMap((place) =>
    (protection.to ?? [undefined])
      .filter((value) => !isDeepStrictEqual(value, at(resource.values, place)))
      .map((value) => ({
        ...mutant,
        title: `${type} ${protection.path} ${value === undefined ? "removed" : `= ${JSON.stringify(value)}`}`,
        resources: replaced(resources, { ...resource, values: withValue(resource.values, place, value) }),
      })),
  );
}

/** The resources, with a replacement for the one with the same address. */
export function replaced(resources: readonly Resource[], replacement: Resource): readonly Resource[] {
  return resources.map((one) => (one.address === replacement.address ? replacement : one));
}
