import type { Rule } from "../engine/rule";
import { EXEMPT_TYPES, RULES, RULES_BY_SERVICE } from "../rules";
import { STATEFUL, STATEFUL_TYPES } from "../rules/stateful-types";
import { CATALOGUES } from "./coverage";
import { INTRODUCTION } from "./introduction";
import { type Mistake, MISTAKES } from "./mistakes";

/** Renders docs/policies.md: every rule by area and AWS service, with the ids by which other catalogues know it. */
export function cataloguePage(): string {
  return [
    INTRODUCTION,
    "\n## Rules",
    ...Object.entries(RULES_BY_SERVICE).flatMap(serviceSection),
    "\n## Types without a rule\n",
    ...table(
      ["type", "reason"],
      Object.entries(EXEMPT_TYPES).map(([type, reason]) => [code(type), reason]),
    ),
    "\n## Types that no plan may destroy without an approval\n",
    ...table(
      ["type", "loss"],
      STATEFUL_TYPES.map((type) => [code(type), STATEFUL[type]!]),
    ),
    ...coverageSection(),
    "\n## Rules by type\n",
    ...table(
      ["type", "rules"],
      judgedTypes().map((type) => [code(type), rulesOf(type).join(", ")]),
    ),
    "\n## Mistakes that AWS rejects, or accepts and lets fail\n",
    ...table(["mistake", "rules", "AWS error"], MISTAKES.map(mistakeRow)),
    "",
  ].join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

const code = (text: string): string => `\`${text}\``;

function serviceSection([service, rules]: [string, readonly Rule[]]): readonly string[] {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    `\n### ${service}\n`,
    ...table(["rule", "severity", "requirement", "fix", "also known as"], sorted.map(ruleRow)),
  ];
}

function ruleRow({ id, severity, title, fix, controls }: Rule): readonly string[] {
  const { fsbp = [], cis = [], nist = [], checkov = [], trivy = [], nag = [] } = controls;
  const aliases = [
    ...fsbp,
    ...cis.map((one) => `CIS ${one}`),
    ...nist.map((one) => `NIST ${one}`),
    ...checkov,
    ...trivy,
    ...nag,
  ];
  return [id, severity, title, fix.replaceAll("<", "\\<"), aliases.join(", ")];
}

function coverageSection(): readonly string[] {
  return [
    "\n## Coverage of other catalogues\n",
    "Each id of Checkov, Trivy, cdk-nag (AwsSolutions) and the Foundational Security Best Practices that applies to a type of the platform",
    "is listed with a rule above, or here.\n",
    ...table(
      ["catalogue", "source", "read on"],
      CATALOGUES.map(({ catalogue, source, read }) => [catalogue, source, read]),
    ),
    "",
    ...table(
      ["id", "covered otherwise by", "how"],
      CATALOGUES.flatMap(({ coveredOtherwise }) =>
        coveredOtherwise.map(({ ids, rule, how }) => [ids.join(", "), rule, how]),
      ),
    ),
    "",
    ...table(
      ["id", "reason for declining"],
      CATALOGUES.flatMap(({ declined }) => declined.map(({ ids, reason }) => [ids.join(", "), reason])),
    ),
  ];
}

function judgedTypes(): readonly string[] {
  return [...new Set(RULES.flatMap(({ types }) => types))].filter((type) => type !== "*").sort();
}

const rulesOf = (type: string): readonly string[] =>
  RULES.filter(({ types }) => types.includes(type))
    .map(({ id }) => id)
    .sort();

function mistakeRow({ mistake, rules }: Mistake): readonly string[] {
  const errors = rules.flatMap((id) => RULES.find((rule) => rule.id === id)?.awsError ?? []);
  return [mistake, rules.join(", "), errors.join("; ")];
}
