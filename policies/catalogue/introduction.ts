/** The text above the tables of docs/policies.md. */
export const INTRODUCTION = `# Policies

Generated from the rules by \`npm run catalogue\`; a test fails when this page is out of date. The heading above a table is the file of its
rules below \`policies/rules/\`.

\`npm run synth\` checks all stacks together before it writes anything. \`npm run policy\` checks any \`cdk.tf.json\` and any plan that
\`terraform show -json\` prints; \`npm run policy -- --help\` lists its options. A check passes, fails, or stays open when it depends on a
value that is unknown until plan.

The stage of the environment selects the profile of a stack, whatever the environment's name: \`development\` is judged as dev,
\`pre-production\` as staging, \`production\` as prod. Findings of high or critical severity fail dev, medium and above fail staging, low and
above fail prod. This is stricter than required, because all three currently pass. A stack states its stage by the output
\`environment-stage\`, which plans contain too: \`stage\` of \`AwsStack\` publishes it, and in HCL it is an output block with a literal or a
variable. A stack without it is judged by the \`Environment\` tag among the provider's default tags: \`dev\`, \`staging\`, or prod for every
other value. \`profileOf\` of the gate and \`--fail-on\` of \`groundplan policy\` choose otherwise.

## In your CDKTF app

\`\`\`ts
import { attachPolicies } from "groundplan/policies";

attachPolicies(app);
\`\`\`

- A custom rule is one object of type \`Rule\`: \`attachPolicies(app, { rules: [...RULES, myRule] })\`.
- An exception is declared next to its resource: \`waive(resource, { rule, reason, owner, expires })\`. It expires after at most 180 days.
  Critical rules cannot be waived. Data sources are inputs and are not judged.
- Routes that need no authorizer are listed next to their API: \`openRoutes(api, ["GET /health"])\`.

A stack without a stage and the tag is judged as prod, and the report says so. Modules of Terraform and dynamic blocks are open until
plan; the report counts them.

## When a waiver expires

Every run prints a waiver from six weeks before its last day, with its owner. After that day \`npm run policy\` fails, and so does CI
([decision 0029](decisions/0029-expired-waivers.md)). Synthesis, plan, apply and destroy continue and print the expired waiver, so that no
date stops an urgent change. Renew or remove the waiver in its own change.

## Adopt the policies in an existing project

| step | command |
| --- | --- |
| See all findings without failing | \`npx groundplan policy --report-only\` |
| Fail for the gravest findings first | \`npx groundplan policy --fail-on critical\` |
| Record the existing findings; new ones fail from now on | \`npx groundplan policy --write-baseline baseline.json\` |
| Check against the recorded findings in CI | \`npx groundplan policy --baseline baseline.json\` |
| Check a pull request without a file | \`npx groundplan policy --since origin/main\` |

A baseline is \`{ "expires", "findings": [{ "rule", "stack", "address" }] }\` and expires after at most 180 days; the command writes 90. It
accepts findings of every severity, critical ones too, because they exist already. Findings that are fixed are printed, to be removed from
the file. \`--since\` synthesizes the named Git revision in a temporary worktree, by the \`app\` command of its \`cdktf.json\` and with
the packages that are installed now; packages of the same repository come from the revision.

A finding is its rule, stack and address. After a resource moved or a stack was renamed, its findings are new: the command prints which
entry of the baseline to change.

## Changes of deployed resources

Plans are also judged as changes (rules CHG). A finding says what Terraform replaces, for which argument, and with which other resource:
\`would be replaced, because of subnet_ids (aws_subnet.a is replaced)\`. CHG-02 contains the line to paste that moves a resource to its new
address. Terraform writes the replacements into the plan of a deployed stack: \`terraform show -json plan > plan.json\`, then
\`npx groundplan policy plan.json\`.

## Approve a destroy

A plan that destroys or replaces a stateful resource fails (CHG-01) unless \`approvals.json\` lists the resource:

\`\`\`json
{
  "approvals": [
    {
      "stack": "staging",
      "address": "aws_sqs_queue.orders",
      "reason": "The queue is empty and no longer used",
      "expires": "2026-12-31"
    }
  ]
}
\`\`\`

\`npm run plan\` reads \`approvals.json\` of the working directory, or the file of \`--approvals\`; \`npm run policy\` reads the file of
\`--approvals\` only. The reason has at least 20 characters, and the approval expires after at most 180 days.`;
