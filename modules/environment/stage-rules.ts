import type { EnvironmentRule, NamedEnvironment } from "./environment-rule";

/** Settings of an environment that {@link STAGE_RULES} read. */
export interface StagedEnvironment extends NamedEnvironment {
  readonly stage: "development" | "pre-production" | "production";
}

/** Stages of environments with the names that select a profile of the policies below that of production. */
const STAGES_BY_NAME: Readonly<Record<string, readonly StagedEnvironment["stage"][]>> = {
  dev: ["development"],
  staging: ["development", "pre-production"],
};

/** Rules of the name and the stage: policies find their profile by the name. */
export const STAGE_RULES: readonly EnvironmentRule<StagedEnvironment>[] = [
  {
    property: "name",
    needs: ["name", "stage"],
    holds: ({ name, stage }) => STAGES_BY_NAME[name]?.includes(stage) ?? true,
    allowed: "dev in development only, and staging before production only",
    fix: "choose another name: policies find their profile by it, and accept more of these two than of any other",
  },
];
