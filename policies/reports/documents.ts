import type { JudgedVerdict, Judgement } from "../engine/judgement";
import { placeOf } from "./console";

const details = ({ findings }: JudgedVerdict): string =>
  findings.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join("; ");

/** JUnit XML: a suite per stack, a case per verdict. Waived and open verdicts are skipped with the reason. */
export function junitReport({ stacks, verdicts }: Judgement): string {
  const suites = stacks.map(({ name }) => {
    const cases = verdicts.filter(({ resource }) => resource.stack === name);
    const count = (...outcomes: readonly JudgedVerdict["outcome"][]): number =>
      cases.filter(({ outcome }) => outcomes.includes(outcome)).length;
    const figures = `tests="${cases.length}" failures="${count("blocked")}" errors="${count("broken")}" skipped="${count("waived", "open", "reported", "known")}"`;
    return `  <testsuite name="${xml(name)}" ${figures}>\n${cases.map(caseOf).join("\n")}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join("\n")}\n</testsuites>\n`;
}

function caseOf(verdict: JudgedVerdict): string {
  const { rule, outcome, resource, waiver } = verdict;
  const open = `    <testcase classname="${xml(rule.id)}" name="${xml(resource.address)}"`;
  const message = xml(waiver ? waiver.reason : `${rule.title}: ${details(verdict)}`);
  if (outcome === "passed") return `${open}/>`;
  const tag = {
    blocked: "failure",
    broken: "error",
    waived: "skipped",
    open: "skipped",
    reported: "skipped",
    known: "skipped",
  }[outcome];
  return `${open}><${tag} message="${message}"/></testcase>`;
}

function xml(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => entities[character]!).replace(/[^\t\n\r\x20-\uFFFD]/g, "");
}

/** GitHub limits comments to 65,536 characters; the rest is for the waivers. */
const MOST_CHARACTERS = 50_000;

/** Markdown for a pull request: failures, then waivers. */
export function markdownReport({ verdicts, waivers, problems }: Judgement): string {
  const failed = verdicts.filter(({ outcome }) => outcome === "blocked" || outcome === "broken");
  const rows = fitting(failed.map(rowOf));
  const more = failed.length > rows.length ? [`\n${failed.length - rows.length} more in the SARIF report.`] : [];
  return [
    `## Policies: ${failed.length === 0 && problems.length === 0 ? "passed" : "failed"}`,
    "",
    `${verdicts.length} checks, ${failed.length} failed, ${verdicts.filter(({ outcome }) => outcome === "waived").length} waived.`,
    ...(rows.length > 0
      ? ["", "| severity | rule | construct | finding | fix |", "| --- | --- | --- | --- | --- |", ...rows, ...more]
      : []),
    ...problems.map(({ place, message }) => `\n- ${cell(place)}: ${cell(message)}`),
    ...waivers.map(
      ({ rule, resource, reason, expires }) =>
        `\n- waived: ${rule} at ${cell(resource.constructPath ?? resource.address)} until ${expires}: ${cell(reason)}`,
    ),
    "",
  ].join("\n");
}

function rowOf(verdict: JudgedVerdict): string {
  const { rule } = verdict;
  const cells = [rule.severity, rule.id, cell(placeOf(verdict)), cell(details(verdict)), cell(rule.fix)];
  return `| ${cells.join(" | ")} |`;
}

/** The first rows that fit into a comment. */
function fitting(rows: readonly string[]): readonly string[] {
  const fittingRows: string[] = [];
  let length = 0;
  for (const row of rows) {
    length += row.length;
    if (length > MOST_CHARACTERS) break;
    fittingRows.push(row);
  }
  return fittingRows;
}

function cell(text: string): string {
  return text.replace(/[|\n<>`]/g, (character) => (character === "\n" ? " " : `\\${character}`));
}

/** JSON of all verdicts, including passes. */
export function jsonReport({ phase, stacks, verdicts, problems, unowned, nextExpiryDays }: Judgement): string {
  const records = verdicts.map(({ rule, resource, outcome, findings, waiver }) => ({
    rule: rule.id,
    severity: rule.severity,
    stack: resource.stack,
    address: resource.address,
    constructPath: resource.constructPath,
    outcome,
    findings,
    waiver: waiver && { reason: waiver.reason, owner: waiver.owner, expires: waiver.expires },
  }));
  return `${JSON.stringify({ phase, stacks, verdicts: records, problems, unowned, nextExpiryDays }, undefined, 2)}\n`;
}
