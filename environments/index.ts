import { dev } from "./dev";
import type { Environment } from "./environment";
import { prod } from "./prod";
import { prodDr } from "./prod-dr";
import { staging } from "./staging";

export { environmentProblems, sharedAccountNotice } from "./check";
export type { Environment } from "./environment";
export { replacedBy } from "./standby-rules";
export { tooling, type Tooling } from "./tooling";

/** Every environment that is synthesized, in the order of promotion; a standby after the environment it replaces. */
export const environments: readonly Environment[] = [dev, staging, prod, prodDr];
