import type { Judgement } from "../../../policies";
import { badge, note, resourceLink, table } from "../elements";
import { markup, type Html } from "../html";
import type { EnvironmentReport } from "../report-input";

type Verdict = Judgement["verdicts"][number];

const SHOWN: readonly Verdict["outcome"][] = ["blocked", "broken", "reported", "known"];

const TONES = { critical: "bad", high: "bad", medium: "warn", low: "plain", info: "plain" } as const;
const SEVERITIES = Object.keys(TONES);

/** Findings with fix and source, the most severe first; waived ones are in the section of waivers. */
export function findingsSection({ judgement, stacks, sourceOf }: EnvironmentReport): Html {
  const own = ownVerdicts(judgement, stacks);
  const found = openFindings(own);
  const count = (outcome: Verdict["outcome"]): number => own.filter((one) => one.outcome === outcome).length;
  const open = count("open") > 0 ? `, ${count("open")} unknown until plan` : "";
  return markup`${note(`${own.length} checks: ${count("passed")} passed, ${found.length} findings, ${count("waived")} waived${open}.`)}
${
  found.length > 0 &&
  table(
    "Findings",
    ["rule", "severity", "resource", "finding", "fix", "source"],
    found.map(({ rule, resource, findings }) => [
      markup`<b>${rule.id}</b><br>${rule.title}`,
      badge(rule.severity, TONES[rule.severity]),
      resourceLink(resource),
      findings.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; "),
      rule.fix,
      markup`<code>${sourceOf(resource)}</code>`,
    ]),
  )
}`;
}

/** Verdicts on the stacks of an environment. */
export function ownVerdicts({ verdicts }: Judgement, stacks: EnvironmentReport["stacks"]): readonly Verdict[] {
  const names = new Set(stacks.map(({ stack }) => stack));
  return verdicts.filter(({ resource }) => names.has(resource.stack));
}

/** Verdicts that need an answer, the most severe first. */
export function openFindings(verdicts: readonly Verdict[]): readonly Verdict[] {
  const rank = ({ rule }: Verdict): number => SEVERITIES.indexOf(rule.severity);
  return verdicts.filter(({ outcome }) => SHOWN.includes(outcome)).sort((one, other) => rank(one) - rank(other));
}
