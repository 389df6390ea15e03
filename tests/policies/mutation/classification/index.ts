import type { Classification } from "../protection";
import { APPLICATION } from "./application";
import { DATA } from "./data";
import { EDGE } from "./edge";
import { NETWORK } from "./network";
import { OPERATIONS } from "./operations";
import { SERVICE } from "./service";

/** Every argument of every type that the platform sets. */
export const CLASSIFICATION: Classification = {
  ...NETWORK,
  ...EDGE,
  ...DATA,
  ...SERVICE,
  ...OPERATIONS,
  ...APPLICATION,
};
