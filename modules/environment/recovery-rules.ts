import type { AwsRegion } from "../core";
import type { EnvironmentRule, NamedEnvironment } from "./environment-rule";

/** Settings of an environment with copies in a second region. */
export interface RecoverableEnvironment extends NamedEnvironment {
  readonly region: AwsRegion;
  readonly recoveryRegion: AwsRegion;
}

/** Rules for the region of copies. */
export const RECOVERY_RULES: readonly EnvironmentRule<RecoverableEnvironment>[] = [
  {
    property: "recoveryRegion",
    needs: ["region", "recoveryRegion"],
    holds: ({ region, recoveryRegion }) => region !== recoveryRegion,
    allowed: "another region than the environment's own",
    fix: "choose a second region: a copy in the same region is lost with it",
  },
];
