import type { Network } from "groundplan/network";
import type { Context } from "./context";
import { createNetwork } from "./network";

/** Parts that both regions have. */
export interface RegionParts {
  readonly network: Network;
}

/** Creates what both regions have, by the same functions. */
export function createRegion(context: Context): RegionParts {
  const network = createNetwork(context);
  return { network };
}
