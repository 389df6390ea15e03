import { findingKey, type JudgedVerdict, type Judgement, type Outcome } from "../engine/judgement";

/** A known finding that a run no longer has, although it checked the stack. */
export interface AbsentFinding {
  /** `rule stack address` */
  readonly finding: string;
  /** Addresses in the stack with a new finding of the same rule and type: the resource may have moved there. */
  readonly newAddresses: readonly string[];
}

/** Outcomes that leave a known finding as it is: a severity below the threshold, or a check that is not decided. */
const REMAINING: readonly Outcome[] = ["known", "reported", "open", "broken"];

/** Known findings of checked stacks that are fixed, waived or moved. */
export function absentFindings(
  knownFindings: ReadonlySet<string>,
  { stacks, verdicts }: Judgement,
): readonly AbsentFinding[] {
  const remaining = new Set(verdicts.filter(({ outcome }) => REMAINING.includes(outcome)).map(findingKey));
  return [...knownFindings]
    .filter((finding) => !remaining.has(finding) && stacks.some(({ name }) => name === stackOf(finding)))
    .map((finding) => ({
      finding,
      newAddresses: verdicts.filter((one) => mayBe(one, finding)).map(({ resource }) => resource.address),
    }));
}

/** Stacks of known findings that a run did not check, with the number of their findings. */
export function uncheckedStacks(
  knownFindings: ReadonlySet<string>,
  { stacks }: Judgement,
): ReadonlyMap<string, number> {
  const names = [...knownFindings].map(stackOf).filter((stack) => stacks.every(({ name }) => name !== stack));
  return new Map(names.map((name) => [name, names.filter((one) => one === name).length]));
}

function mayBe({ outcome, rule, resource }: JudgedVerdict, finding: string): boolean {
  const [id, stack, ...address] = finding.split(" ");
  const isSameType = address.join(" ").split(".").includes(resource.type);
  return outcome === "blocked" && rule.id === id && resource.stack === stack && isSameType;
}

function stackOf(finding: string): string {
  return finding.split(" ")[1]!;
}
