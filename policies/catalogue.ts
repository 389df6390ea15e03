import type { Rule } from "./engine/rule";
import { EXEMPT_TYPES, RULES } from "./rules";
import { STATEFUL_TYPES } from "./rules/stateful";

const INTRODUCTION = `# Policies

Generated from the rules by \`npx ts-node -T policies/catalogue.ts > docs/policies.md\`; a test keeps it current.

\`npm run synth\` judges all stacks together before anything is written; \`npm run policy -- --help\` judges any \`cdk.tf.json\` and any plan of
\`terraform show -json\`. A check passes, fails, or stays open until the plan. dev stops at high, staging at medium, prod at low findings.

In any CDKTF app:

\`\`\`ts
import { attachPolicies } from "groundplan/policies";

attachPolicies(app);
\`\`\`

An own rule is one object of type \`Rule\`: \`attachPolicies(app, { rules: [...RULES, myRule] })\`. An exception stands next to its resource:
\`waive(resource, { rule, reason, owner, expires })\`; critical rules cannot be waived.`;

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
    `${STATEFUL_TYPES.map((type) => `\`${type}\``).join(", ")}\n`,
  ].join("\n");
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

if (require.main === module) process.stdout.write(cataloguePage());
