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
  /** Stacks that the drill deploys and the page names. @default the first environment that is a standby of another */
  readonly pair?: Pair;
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

/** Names that a runbook uses, by the name of their row in its section `Names`. */
export type PageNames = Readonly<Record<string, string>>;

/** The names of a standby and the environment whose place it takes. */
export function pageNames({ lost, standby }: Pair): PageNames {
  return {
    ...environmentNames(lost),
    domain: lost.site.domainName,
    zone: standby.site.hostedZone,
    standby: standby.name,
  };
}

/** The names of the pair, or without a standby those of the last environment in the order of promotion. */
export function namesIn(environments: readonly DrilledEnvironment[], pair = pairIn(environments)): PageNames {
  if (pair) return pageNames(pair);
  const last = environments.at(-1);
  return last ? environmentNames(last) : {};
}

function environmentNames({ name, project, account, region, recoveryRegion }: DrilledEnvironment): PageNames {
  return { project, account, "main region": region, "recovery region": recoveryRegion, environment: name };
}
