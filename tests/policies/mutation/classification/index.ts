import type { Classification } from "../protection";
import { API } from "./api";
import { COMPUTE } from "./compute";
import { DATA } from "./data";
import { EDGE } from "./edge";
import { IDENTITY } from "./identity";
import { MESSAGING } from "./messaging";
import { NETWORK } from "./network";
import { OBSERVABILITY } from "./observability";
import { OPERATIONS } from "./operations";
import { RECOVERY } from "./recovery";
import { SECURITY } from "./security";
import { WORKFLOW } from "./workflow";

/** Every argument of every type that the platform sets, by area. */
export const CLASSIFICATION: Classification = {
  ...API,
  ...COMPUTE,
  ...DATA,
  ...EDGE,
  ...IDENTITY,
  ...MESSAGING,
  ...NETWORK,
  ...OBSERVABILITY,
  ...OPERATIONS,
  ...RECOVERY,
  ...SECURITY,
  ...WORKFLOW,
};
