import { RULES, judge, readPlan } from "../../../policies";

/** A failure of a policy for changes. */
export interface ChangeFinding {
  /** Id of the rule: CHG-01 is a loss, the others are changes that AWS rejects or that affect others. */
  readonly rule: string;
  readonly address: string;
  readonly message: string;
}

const CHANGE_RULES = RULES.filter(({ id }) => id.startsWith("CHG-"));

/** Evaluates the policies for changes on a plan, as `groundplan policy` does. Approvals are not applied. */
export function changeFindings(name: string, plan: object): ChangeFinding[] {
  if (!("resource_changes" in plan)) return [];
  const { verdicts } = judge([readPlan({ name, plan })], {
    ...{ phase: "plan", rules: CHANGE_RULES, exempt: {}, now: new Date() },
    approvedDestroys: new Set(),
  });
  return verdicts.flatMap(({ rule, resource, findings }) =>
    findings.map(({ message }) => ({ rule: rule.id, address: resource.address, message })),
  );
}
