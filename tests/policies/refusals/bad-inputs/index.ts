import type { BadInput } from "./bad-input";
import { CONTAINERS } from "./containers";
import { FUNCTIONS } from "./functions";
import { LOAD_BALANCING } from "./load-balancing";

/** Configurations that AWS refuses, by area. */
export const BAD_INPUTS: Readonly<Record<string, readonly BadInput[]>> = {
  "load balancing": LOAD_BALANCING,
  containers: CONTAINERS,
  functions: FUNCTIONS,
};
