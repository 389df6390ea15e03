import { dev } from "./dev";
import type { Environment } from "./environment";
import { prod } from "./prod";
import { staging } from "./staging";

export { environmentProblems, sharedAccountNotice } from "./check";
export type { Environment } from "./environment";
export { tooling, type Tooling } from "./tooling";

/** Every environment that is synthesized, in the order of promotion. */
export const environments: readonly Environment[] = [dev, staging, prod];
