import { createHash } from "node:crypto";
import type { Log, ReportingDescriptor, Result } from "sarif";
import type { JudgedVerdict, Judgement } from "../engine/judgement";
import type { Rule, Severity } from "../engine/rule";
import { placeOf } from "./console";
import type { SourcePosition } from "./source-position";

const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
  info: "0.0",
};
const LEVEL: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

/** SARIF 2.1.0 for code scanning: failed and waived verdicts, with fingerprints that do not depend on lines. */
export function sarifReport(judgement: Judgement, positionOf: (verdict: JudgedVerdict) => SourcePosition): string {
  const reportedVerdicts = judgement.verdicts.filter(({ outcome }) => outcome !== "passed" && outcome !== "open");
  const rules = [...new Set(reportedVerdicts.map(({ rule }) => rule))].sort((a, b) => (a.id < b.id ? -1 : 1));
  const results = reportedVerdicts.map((verdict) =>
    resultOf(verdict, rules.indexOf(verdict.rule), positionOf(verdict)),
  );
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "groundplan", rules: rules.map(descriptorOf) } },
        results,
        columnKind: "utf16CodeUnits",
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptorOf({ id, title, rationale, fix, severity, controls, documentation }: Rule): ReportingDescriptor {
  const tags = Object.entries(controls).flatMap(([catalogue, ids]) =>
    (ids as readonly string[]).map((one) => `${catalogue}/${one}`),
  );
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: rationale },
    help: { text: fix, markdown: `${rationale}\n\n**Fix:** ${fix}` },
    ...(documentation && { helpUri: documentation }),
    properties: { tags: ["security", ...tags], "security-severity": SECURITY_SEVERITY[severity] },
  };
}

function resultOf(verdict: JudgedVerdict, ruleIndex: number, { file, line }: SourcePosition): Result {
  const { rule, resource, findings, waiver } = verdict;
  const details = findings.map(({ path, message }) => (path ? `${path}: ${message}` : message));
  return {
    ruleId: rule.id,
    ruleIndex,
    level: LEVEL[rule.severity],
    message: { text: `${placeOf(verdict)}: ${details.join("; ")}. ${rule.fix}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: file }, region: { startLine: line } },
        logicalLocations: [{ fullyQualifiedName: placeOf(verdict), kind: "resource" }],
      },
    ],
    partialFingerprints: { "groundplan/v1": fingerprint(rule.id, resource.stack, resource.address) },
    ...(waiver && {
      suppressions: [
        { kind: "inSource", justification: `${waiver.reason} (${waiver.owner}, until ${waiver.expires})` },
      ],
    }),
  };
}

function fingerprint(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex");
}
