import { EXEMPT_TYPES, judge, RULES, type Judgement, type StackInput } from "../../../policies";
import type { EvidenceFinding } from "../finding";

/** A policy passes for every resource that it checks, and checks one. A waiver is shown. */
export function policy(rule: string, stacks: readonly StackInput[], now: Date): EvidenceFinding {
  const verdicts = judgementOf(stacks, now).verdicts.filter((one) => one.rule.id === rule);
  const count = (outcomes: readonly string[]) => verdicts.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const passed = count(["passed"]);
  const waived = count(["waived"]);
  const failed = verdicts.length - passed - waived - count(["open"]);
  const parts = [
    `${passed} passed`,
    ...(waived > 0 ? [`${waived} waived`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  return { way: "proven", holds: passed > 0 && failed === 0, text: `policy ${rule}: ${parts.join(", ")}` };
}

const judgements = new WeakMap<readonly StackInput[], Judgement>();

/** Several promises ask for the same stacks. */
function judgementOf(stacks: readonly StackInput[], now: Date): Judgement {
  const known = judgements.get(stacks) ?? judge(stacks, { phase: "synth", rules: RULES, exempt: EXEMPT_TYPES, now });
  judgements.set(stacks, known);
  return known;
}
