import type { Rule } from "../engine/rule";
import { COVERED_OTHERWISE, DECLINED, SOURCES } from "./coverage";
import { MISTAKES, type Mistake } from "./mistakes";
import { EXEMPT_TYPES, RULES } from "../rules";
import { STATEFUL, STATEFUL_TYPES } from "../rules/stateful-types";

const INTRODUCTION = `# Policies

Generated from the rules by \`npm run catalogue\`; a test fails when the page is out of date.

\`npm run synth\` judges all stacks together before anything is written; \`npm run policy -- --help\` judges any \`cdk.tf.json\` and any plan of
\`terraform show -json\`. A check passes, fails, or stays open until the plan. dev stops at high, staging at medium, prod at low findings,
one step sooner than each must, since all three are clean.

In any CDKTF app:

\`\`\`ts
import { attachPolicies } from "groundplan/policies";

attachPolicies(app);
\`\`\`

An own rule is one object of type \`Rule\`: \`attachPolicies(app, { rules: [...RULES, myRule] })\`. An exception stands next to its resource:
\`waive(resource, { rule, reason, owner, expires })\`; critical rules cannot be waived. Routes without an authorizer are named in
\`openRoutes(api, [...])\`, beside the API.`;

/** The catalogue page: every rule with the ids by which other catalogues know it. */
export function cataloguePage(): string {
  const rows = [...RULES].sort((a, b) => (a.id < b.id ? -1 : 1)).map(rowOf);
  return [
    INTRODUCTION,
    "\n## Rules\n",
    "| rule | severity | requirement | fix | also known as |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "\n## Types without a rule\n",
    "| type | reason |",
    "| --- | --- |",
    ...Object.entries(EXEMPT_TYPES).map(([type, reason]) => `| \`${type}\` | ${reason} |`),
    "\n## Types that no plan may destroy without an approval\n",
    "| type | what is lost |",
    "| --- | --- |",
    ...STATEFUL_TYPES.map((type) => `| \`${type}\` | ${STATEFUL[type]} |`),
    ...coverage(),
    "\n## Mistakes that AWS refuses, or accepts and lets fail\n",
    "| mistake | rules | what AWS says |",
    "| --- | --- | --- |",
    ...MISTAKES.map(mistakeRow),
    "",
  ].join("\n");
}

function coverage(): readonly string[] {
  return [
    "\n## Coverage of other catalogues\n",
    "Checkov, Trivy, cdk-nag (AwsSolutions) and the Foundational Security Best Practices: an id that applies to a type of the platform stands",
    "among the rules above, or here.\n",
    "| catalogue | ids read from | on |",
    "| --- | --- | --- |",
    ...SOURCES.map(({ catalogue, source, read }) => `| ${catalogue} | ${source} | ${read} |`),
    "\n| id | covered differently by | how |",
    "| --- | --- | --- |",
    ...COVERED_OTHERWISE.map(({ id, rule, how }) => `| ${id} | ${rule} | ${how} |`),
    "\n| id | declined because |",
    "| --- | --- |",
    ...Object.entries(DECLINED).map(([id, reason]) => `| ${id} | ${reason} |`),
    "\n| type | rules |",
    "| --- | --- |",
    ...judgedTypes().map((type) => `| \`${type}\` | ${rulesOf(type).join(", ")} |`),
  ];
}

function judgedTypes(): readonly string[] {
  return [...new Set(RULES.flatMap(({ types }) => types))].filter((type) => type !== "*").sort();
}

const rulesOf = (type: string): readonly string[] =>
  RULES.filter(({ types }) => types.includes(type))
    .map(({ id }) => id)
    .sort();

function mistakeRow({ mistake, rules }: Mistake): string {
  const said = rules.flatMap((id) => RULES.find((rule) => rule.id === id)?.awsError ?? []);
  return `| ${mistake} | ${rules.join(", ")} | ${said.join("; ")} |`;
}

function rowOf({ id, severity, title, fix, controls }: Rule): string {
  const { fsbp = [], cis = [], nist = [], checkov = [], trivy = [], nag = [] } = controls;
  const known = [
    ...fsbp,
    ...cis.map((one) => `CIS ${one}`),
    ...nist.map((one) => `NIST ${one}`),
    ...checkov,
    ...trivy,
    ...nag,
  ];
  return `| ${id} | ${severity} | ${title} | ${fix.replaceAll("<", "\\<")} | ${known.join(", ")} |`;
}
