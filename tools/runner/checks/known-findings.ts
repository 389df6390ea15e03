import {
  absentFindings,
  expiryNotice,
  failingFindings,
  uncheckedStacks,
  type Baseline,
  type Judgement,
} from "../../../policies";

/** Lines about a baseline: its problems and expiry, and what to change in it. */
export function baselineNotices(baseline: Baseline, judgement: Judgement, now: Date): readonly string[] {
  const { problems, expires, knownFindings } = baseline;
  return [
    ...problems,
    ...(expires === undefined ? [] : [expiryNotice(expires, now)]),
    ...[...uncheckedStacks(knownFindings, judgement)].map(
      ([stack, count]) =>
        `stack ${stack} was not checked: if it was renamed, change the stack of its ${count} findings; if deleted, remove them`,
    ),
    ...absentFindings(knownFindings, judgement).map(({ finding, newAddresses }) =>
      newAddresses.length === 0
        ? `${finding} is fixed; remove it`
        : `${finding} is fixed or moved to ${newAddresses.join(" or ")}: remove it, or change its address`,
    ),
  ].map((notice) => `BASELINE ${notice}`);
}

/** Lines about findings that are new only because their stack or resource has another name than at a Git revision. */
export function sinceNotices(revision: string, earlier: Judgement, judgement: Judgement): readonly string[] {
  const names = earlier.stacks.map(({ name }) => name);
  const blocked = judgement.verdicts.filter(({ outcome }) => outcome === "blocked");
  const newStacks = new Set(blocked.map(({ resource }) => resource.stack).filter((name) => !names.includes(name)));
  const moved = absentFindings(new Set(failingFindings(earlier)), judgement).filter(
    ({ newAddresses }) => newAddresses.length > 0,
  );
  return [
    ...[...newStacks].map((name) => `no stack ${name}, only ${names.join(", ")}: all its findings are new`),
    ...moved.map(({ finding, newAddresses }) => `${finding} is fixed or moved to ${newAddresses.join(" or ")}`),
  ].map((notice) => `SINCE ${revision}: ${notice}; fix or waive them, or use --write-baseline`);
}
