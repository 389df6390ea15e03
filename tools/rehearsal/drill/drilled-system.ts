import type { SynthesizedStack } from "../../../modules/core";

/** The settings of an environment that the drill reads. */
export interface DrilledEnvironment {
  readonly name: string;
  readonly project: string;
  readonly account: string;
  readonly region: string;
  readonly recoveryRegion: string;
  /** Name of the environment whose place this one takes, or `none`. */
  readonly standbyFor: string;
  readonly site: { readonly domainName: string; readonly hostedZone: string };
}

/** The system whose runbook is rehearsed. */
export interface DrilledSystem {
  readonly environments: readonly DrilledEnvironment[];
  /** @throws Error with every problem of the environments. */
  readonly synthesize: (environments: readonly DrilledEnvironment[]) => SynthesizedStack[];
}

/** A standby and the environment whose place it takes. */
export interface Pair {
  readonly lost: DrilledEnvironment;
  readonly standby: DrilledEnvironment;
}

/** The first standby whose lost environment exists too. */
export function pairIn(environments: readonly DrilledEnvironment[]): Pair | undefined {
  return environments.flatMap((standby) => {
    const lost = environments.find(({ name }) => name === standby.standbyFor);
    return lost ? [{ lost, standby }] : [];
  })[0];
}

/** The names that the page uses. */
export function pageNames({ lost, standby }: Pair): Readonly<Record<string, string>> {
  return {
    project: lost.project,
    account: lost.account,
    domain: lost.site.domainName,
    zone: standby.site.hostedZone,
    "main region": lost.region,
    "recovery region": standby.region,
    environment: lost.name,
    standby: standby.name,
  };
}
