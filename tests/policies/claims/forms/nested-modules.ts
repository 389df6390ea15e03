import type { Blocks } from "../../fixtures/fixture";
import { layersOf, providersOf, REFERENCE, unresolved } from "./plans";
import { asLists, isRecord } from "./values";

/** A resource in a module of its own with count, which another module with for_each calls. */
interface Place {
  readonly address: string;
  readonly block: object;
  readonly provider: unknown;
  /** Name of the call in the root module. */
  readonly call: string;
}

/** A reference to an attribute of a resource: an output of both of its modules, and a variable of others. */
interface Link {
  readonly call: string;
  readonly address: string;
  /** Attribute with its dot; empty for the resource as a whole. */
  readonly attribute: string;
  readonly name: string;
}

/** The plan of blocks, each in a module within a module. Links lead through two outputs and two variables. */
export function nestedPlanOf(blocks: Blocks): object {
  const { "terraform.root": settings = {}, ...all } = blocks;
  const places = Object.entries(all).map(([address, { provider = "aws", lifecycle: _lifecycle, ...block }], index) => ({
    ...{ address, provider, block: asLists(block) as object, call: `part${index}` },
  }));
  const links = linksBetween(places);
  return {
    resource_changes: places.map(changeOf),
    configuration: {
      provider_config: providersOf(settings),
      root_module: { module_calls: Object.fromEntries(places.map((place) => [place.call, callOf(place, links)])) },
    },
  };
}

function linksBetween(places: readonly Place[]): readonly Link[] {
  const text = JSON.stringify(places.map(({ block }) => block));
  const found = new Map<string, Link>();
  for (const [reference, address, attribute = ""] of text.matchAll(REFERENCE)) {
    const place = places.find((one) => one.address === address);
    if (place && !found.has(reference)) {
      const name = `link_${found.size}`;
      found.set(reference, { call: place.call, address: address!, attribute, name });
    }
  }
  return [...found.values()];
}

function changeOf({ address, block, call }: Place): object {
  const { after, unknown } = layersOf(block, unresolved);
  const [type = ""] = address.replace("data.", "").split(".");
  const mode = address.startsWith("data.") ? "data" : "managed";
  const actions = [mode === "data" ? "read" : "create"];
  return {
    ...{ address: `module.${call}["a"].module.leaf[0].${address}`, mode, type },
    change: { actions, before: null, after, after_unknown: unknown },
  };
}

const references = (...names: readonly string[]): object => ({ references: names });

const through = (call: string, output: string): object => references(`${call}.${output}`, call);

function callOf({ address, block, provider, call }: Place, links: readonly Link[]): object {
  const own = links.filter((link) => link.call === call);
  const written = { address, provider_config_key: provider, expressions: expressionsOf(block, links) };
  const leaf = {
    resources: [written],
    outputs: objectOf(own, ({ attribute }) => ({ expression: references(`${address}${attribute}`, address) })),
  };
  const variables = objectOf(links, ({ name }) => references(`var.${name}`));
  return {
    expressions: objectOf(links, ({ call: target, name }) => through(`module.${target}["a"]`, name)),
    for_each_expression: { constant_value: ["a"] },
    module: {
      outputs: objectOf(own, ({ name }) => ({ expression: through("module.leaf[0]", name) })),
      module_calls: { leaf: { expressions: variables, count_expression: { constant_value: 1 }, module: leaf } },
    },
  };
}

const objectOf = (links: readonly Link[], valueOf: (link: Link) => unknown): object =>
  Object.fromEntries(links.map((link) => [link.name, valueOf(link)]));

function expressionsOf(block: unknown, links: readonly Link[]): unknown {
  return Object.fromEntries(
    Object.entries(block as object).map(([key, value]) => [key, expressionOf(value as unknown, links)]),
  );
}

function expressionOf(value: unknown, links: readonly Link[]): unknown {
  if (Array.isArray(value) && value.length > 0 && value.every(isRecord)) {
    return value.map((one) => expressionsOf(one, links));
  }
  const names = [...JSON.stringify(value).matchAll(REFERENCE)].flatMap(([, address, attribute = ""]) =>
    links.filter((link) => link.address === address && link.attribute === attribute).map(({ name }) => `var.${name}`),
  );
  return names.length > 0 ? references(...new Set(names)) : { constant_value: value };
}
