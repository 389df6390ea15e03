import { RULES } from "../../../policies/rules";
import { FIXTURES } from "../fixtures";
import { changed, type Blocks, type Fixture } from "../fixtures/fixture";

/** One stack of a fixture, with the result that its rule must have. */
export interface Case {
  /** Rule, address and change, with a number where these are those of an earlier case. */
  readonly title: string;
  readonly fixture: Fixture;
  readonly blocks: Blocks;
  readonly status: "pass" | "fail" | "unknown";
}

/** The stacks of every fixture whose rule applies to plans. */
export const CASES: readonly Case[] = numbered(FIXTURES.filter(appliesToPlans).flatMap(casesOf));

function appliesToPlans({ rule }: Fixture): boolean {
  return RULES.find(({ id }) => id === rule)!.phases?.includes("plan") ?? true;
}

function casesOf(fixture: Fixture): readonly Case[] {
  const { rule, address, pass, fails, unknown } = fixture;
  const of = (what: string, blocks: Blocks, status: Case["status"]): Case => ({
    ...{ title: `${rule} ${address} ${what}`, fixture, blocks, status },
  });
  return [
    of("as it passes", pass, "pass"),
    ...Object.entries(fails).map(([what, change]) => of(what, changed(pass, change), "fail")),
    ...(unknown ? [of("with an unknown value", changed(pass, unknown), "unknown")] : []),
  ];
}

function numbered(cases: readonly Case[]): readonly Case[] {
  const counts = new Map<string, number>();
  return cases.map((one) => {
    const count = (counts.get(one.title) ?? 0) + 1;
    counts.set(one.title, count);
    return count === 1 ? one : { ...one, title: `${one.title} (${count})` };
  });
}
