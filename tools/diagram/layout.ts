import type { ElkExtendedEdge, ElkNode, ElkPort, LayoutOptions } from "elkjs/lib/elk-api";
import type { Architecture } from "./architecture";
import { flowBoxes, rowBoxes, type Box } from "./boxes";
import type { Connection } from "./connections";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box with its place in pixels from the top left corner of the picture. */
export interface PlacedBox extends Omit<Box, "boxes"> {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Arrows of one connection. */
export interface Arrow {
  readonly connection: Connection;
  readonly points: readonly Point[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Frames before the boxes in them. */
  readonly boxes: readonly PlacedBox[];
  readonly arrows: readonly Arrow[];
}

const PADDING = { region: 14, network: 14, subnets: 12, layer: 12, row: 12 } as const;
const MARGIN = 12;

const FLOW_OPTIONS: LayoutOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.spacing.nodeNodeBetweenLayers": "24",
  "elk.spacing.nodeNode": "12",
  "elk.spacing.edgeNode": "10",
  "elk.spacing.edgeEdge": "8",
  "elk.randomSeed": "1",
};

const PART_OPTIONS: LayoutOptions = { "elk.portConstraints": "FIXED_SIDE", "elk.portAlignment.default": "CENTER" };

const ROW_OPTIONS: LayoutOptions = {
  "elk.algorithm": "rectpacking",
  "elk.spacing.nodeNode": "12",
  "elk.rectpacking.trybox": "true",
};

/** Width to height of the boxes in a row. */
const ROW_RATIO = "5";

/** Sizes in pixels; the widths of characters are those of common sans-serif fonts. */
const SIZE = {
  partHeight: 44,
  narrowest: 130,
  widest: 210,
  margin: 26,
  name: 7.6,
  caption: 6.1,
  heading: 6.9,
  headingHeight: 24,
};

/** Places the boxes of an architecture and routes its arrows. The same architecture always has the same layout. */
export async function layoutOf(architecture: Architecture): Promise<Layout> {
  const flow = flowBoxes(architecture);
  const drawn = new Set(everyBox(flow).map(({ id }) => id));
  const connections = architecture.connections.filter(({ from, to }) => drawn.has(from) && drawn.has(to));
  const main = await arrange("flow", flow, FLOW_OPTIONS, edgesOf(connections));
  const below = rowBoxes(architecture);
  const rows = await arrange("rows", below, { ...ROW_OPTIONS, "elk.aspectRatio": ROW_RATIO }, []);
  return stacked(placed(main, flow, connections), placed(rows, below, []));
}

async function arrange(
  id: string,
  boxes: readonly Box[],
  options: LayoutOptions,
  edges: ElkExtendedEdge[],
): Promise<ElkNode> {
  const { default: elk } = await import("elkjs");
  return new elk.default().layout({
    id,
    layoutOptions: { ...options, "elk.padding": padding(0) },
    children: boxes.map((box) => nodeOf(box)),
    edges,
  });
}

function nodeOf(box: Box, width = widthOf(box)): ElkNode {
  const { id, frame, title, boxes } = box;
  if (frame === undefined) {
    return { id, width, height: SIZE.partHeight, layoutOptions: PART_OPTIONS, ports: portsOf(box) };
  }
  const layoutOptions = {
    ...(frame === "row" ? { ...ROW_OPTIONS, "elk.aspectRatio": ROW_RATIO } : {}),
    "elk.padding": padding(PADDING[frame], SIZE.headingHeight),
    "elk.nodeSize.constraints": "MINIMUM_SIZE",
    "elk.nodeSize.minimum": minimum(frame, Math.ceil(title.length * SIZE.heading) + SIZE.margin),
  };
  const widest = Math.max(...boxes.map(widthOf));
  return { id, layoutOptions, children: boxes.map((inner) => nodeOf(inner, widest)) };
}

/** ELK reads the minimum of a frame in a layout downwards with width and height interchanged. */
function minimum(frame: Box["frame"], width: number): string {
  return frame === "row" ? `(${width},0)` : `(0,${width})`;
}

/** Width of a part for its texts; the parts of a frame have that of the widest. */
function widthOf({ title, caption }: Box): number {
  const text = Math.max(title.length * SIZE.name, caption.length * SIZE.caption);
  return Math.min(Math.max(Math.ceil(text) + SIZE.margin, SIZE.narrowest), SIZE.widest);
}

/** All arrows to a part end at one point and all arrows from it start at one, so that they share lines. */
function portsOf({ id }: Box): ElkPort[] {
  return [
    { id: inPort(id), layoutOptions: { "elk.port.side": "NORTH" } },
    { id: outPort(id), layoutOptions: { "elk.port.side": "SOUTH" } },
  ];
}

const inPort = (id: string): string => `in ${id}`;
const outPort = (id: string): string => `out ${id}`;

function padding(sides: number, top = 0): string {
  return `[top=${sides + top},left=${sides},bottom=${sides},right=${sides}]`;
}

function edgesOf(connections: readonly Connection[]): ElkExtendedEdge[] {
  return connections.map(({ from, to }, index) => ({
    id: `edge ${index}`,
    sources: [outPort(from)],
    targets: [inPort(to)],
  }));
}

function everyBox(boxes: readonly Box[]): readonly Box[] {
  return boxes.flatMap((box) => [box, ...everyBox(box.boxes)]);
}

function placed(root: ElkNode, boxes: readonly Box[], connections: readonly Connection[]): Layout {
  const byId = new Map(everyBox(boxes).map((box) => [box.id, box]));
  const origins = new Map<string, Point>([[root.id, { x: 0, y: 0 }]]);
  const places: PlacedBox[] = [];
  const visit = (node: ElkNode, origin: Point): void => {
    const [x, y] = [origin.x + node.x!, origin.y + node.y!];
    origins.set(node.id, { x, y });
    const { boxes: _boxes, ...box } = byId.get(node.id)!;
    places.push({ ...box, x, y, width: node.width!, height: node.height! });
    node.children?.forEach((child) => visit(child, { x, y }));
  };
  root.children!.forEach((child) => visit(child, { x: 0, y: 0 }));
  const arrows = root.edges!.map((edge, index) => ({
    connection: connections[index]!,
    points: pointsOf(edge, origins),
  }));
  return { width: root.width!, height: root.height!, boxes: places, arrows };
}

/** Points of an edge relative to the picture; ELK counts them from the frame that contains the edge. */
function pointsOf(edge: ElkExtendedEdge, origins: ReadonlyMap<string, Point>): readonly Point[] {
  const { container } = edge as { readonly container: string };
  const origin = origins.get(container)!;
  const [section] = edge.sections!;
  const points = [section!.startPoint, ...(section!.bendPoints ?? []), section!.endPoint];
  return points.map(({ x, y }) => ({ x: x + origin.x, y: y + origin.y }));
}

/** One layout above the other, with a margin around both. */
function stacked(top: Layout, bottom: Layout): Layout {
  const below = top.height + 16;
  const move = <T extends Point>(one: T, dy: number): T => ({ ...one, x: one.x + MARGIN, y: one.y + MARGIN + dy });
  return {
    width: Math.max(top.width, bottom.width) + 2 * MARGIN,
    height: below + bottom.height + 2 * MARGIN,
    boxes: [...top.boxes.map((one) => move(one, 0)), ...bottom.boxes.map((one) => move(one, below))],
    arrows: top.arrows.map(({ connection, points }) => ({ connection, points: points.map((one) => move(one, 0)) })),
  };
}
