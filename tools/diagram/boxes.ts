import type { Architecture } from "./architecture";
import { INTERNET } from "./connections";
import { LAYER_TITLES, LAYERS, type Layer } from "./part-types";
import { capitalized, type Part } from "./parts";
import { networkFacts } from "./placements";

/** A box of the picture: a frame with other boxes, or a part. */
export interface Box {
  readonly id: string;
  readonly title: string;
  /** Empty for frames. */
  readonly caption: string;
  readonly part?: Part;
  readonly frame?: "region" | "network" | "subnets" | "layer" | "row";
  readonly boxes: readonly Box[];
}

/** Layers whose parts reach one another; the others are rows of boxes without arrows. */
const FLOW: readonly Layer[] = ["edge", "api", "compute", "messaging", "data", "analytics"];
const ROWS: readonly Layer[] = ["delivery", "observability", "recovery"];

/** The frames and parts that arrows connect: the edge, then each region with its networks and layers. */
export function flowBoxes(architecture: Architecture): readonly Box[] {
  const { parts, connections } = architecture;
  const drawn = parts.filter(({ layer }) => FLOW.includes(layer));
  const globals = drawn.filter(({ region }) => region === "global");
  const regions = regionsOf(drawn.filter(({ region }) => region !== "global"));
  return [
    ...(connections.some(({ from }) => from === INTERNET)
      ? [{ id: INTERNET, title: "Internet", caption: "Clients", boxes: [] }]
      : []),
    ...(globals.length > 0 ? [frame("global", "Edge (global)", "layer", globals.map(partBox))] : []),
    ...regions.map(([region, own]) => frame(region, region, "region", regionBoxes(region, own, architecture))),
  ];
}

/** A row for each layer and region that supports the system: delivery, observability, recovery. */
export function rowBoxes({ parts }: Architecture): readonly Box[] {
  return ROWS.flatMap((layer) =>
    regionsOf(parts.filter((part) => part.layer === layer)).map(([region, own]) =>
      frame(`${layer} ${region}`, `${LAYER_TITLES[layer]} · ${region}`, "row", own.map(partBox)),
    ),
  );
}

function regionBoxes(region: string, parts: readonly Part[], architecture: Architecture): readonly Box[] {
  const { placements } = architecture;
  const networks = new Set(parts.flatMap(({ id }) => placements.get(id)?.network ?? []));
  const layers = LAYERS.map(
    (layer) => [layer, parts.filter((one) => one.layer === layer && !placements.has(one.id))] as const,
  );
  return [
    ...layers
      .filter(([, own]) => own.length > 0)
      .map(([layer, own]) => frame(`${region} ${layer}`, LAYER_TITLES[layer], "layer", own.map(partBox))),
    ...[...networks].sort().map((network) => networkBox(network, parts, architecture)),
  ];
}

function networkBox(network: string, parts: readonly Part[], { placements, parts: all }: Architecture): Box {
  const part = all.find(({ id }) => id === network)!;
  const own = parts.filter(({ id }) => placements.get(id)?.network === network);
  const groups = groupBy(
    own,
    ({ id, layer }) => `${capitalized(placements.get(id)!.subnets)} subnets · ${LAYER_TITLES[layer]}`,
  );
  const boxes = groups.map(([title, group]) => frame(`${network} ${title}`, title, "subnets", group.map(partBox)));
  return { ...frame(network, `VPC ${networkFacts(part)}`, "network", boxes), part };
}

function frame(id: string, title: string, kind: Box["frame"], boxes: readonly Box[]): Box {
  return { id: `frame ${id}`, title, caption: "", frame: kind, boxes };
}

function partBox(part: Part): Box {
  const { id, title, caption } = part;
  return { id, title, caption, part, boxes: [] };
}

/** The region with the most parts first. */
function regionsOf(parts: readonly Part[]): readonly (readonly [string, readonly Part[]])[] {
  return groupBy(parts, ({ region }) => region).sort(([, one], [, other]) => other.length - one.length);
}

function groupBy(parts: readonly Part[], keyOf: (part: Part) => string): [string, Part[]][] {
  const groups = new Map<string, Part[]>();
  for (const part of parts) groups.set(keyOf(part), [...(groups.get(keyOf(part)) ?? []), part]);
  return [...groups];
}
