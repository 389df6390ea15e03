import { createGraph, type ResourceGraph, type StackInput } from "../../policies";
import { connectionsOf, type Connection } from "./connections";
import { partsOf, type Part } from "./parts";
import { placementsOf, type Placement } from "./placements";

/** Parts of an environment, their places and their connections. */
export interface Architecture {
  readonly graph: ResourceGraph;
  readonly parts: readonly Part[];
  readonly connections: readonly Connection[];
  /** Place in a network by part id; a part outside of networks has none. */
  readonly placements: ReadonlyMap<string, Placement>;
}

/** Reads the architecture from synthesized stacks or plans. */
export function architectureOf(stacks: readonly StackInput[]): Architecture {
  const graph = createGraph(
    stacks.flatMap(({ resources }) => resources),
    { outputs: new Map(), calls: [] },
  );
  const parts = partsOf(graph);
  return { graph, parts, connections: connectionsOf(parts, graph), placements: placementsOf(parts, graph) };
}
