import type { WorkflowSettings } from "./settings";

/** Actions by the commit of a release, because a tag can be moved. */
const ACTIONS = {
  analyze: "github/codeql-action/analyze@ff0a06e83cb2de871e5a09832bc6a81e7276941f # v3.28.18",
  checkout: "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2",
  credentials: "aws-actions/configure-aws-credentials@7474bc4690e29a8392af63c5b98e7449536d5c3a # v4.3.1",
  downloadArtifact: "actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093 # v4.3.0",
  initializeCodeql: "github/codeql-action/init@ff0a06e83cb2de871e5a09832bc6a81e7276941f # v3.28.18",
  setupNode: "actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0",
  setupTerraform: "hashicorp/setup-terraform@b9cd54a3c349d3f38e8881555d616ced269862dd # v3.1.2",
  uploadArtifact: "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2",
  uploadSarif: "github/codeql-action/upload-sarif@ff0a06e83cb2de871e5a09832bc6a81e7276941f # v3.28.18",
} as const;

const NODE_VERSION = "22";
const TERRAFORM_VERSION = "1.11.4";

/** Options of an action or environment variables of a command, as YAML values. */
type Values = Readonly<Record<string, string>>;

/** An expression of GitHub Actions. */
export function expression(text: string): string {
  return `\${{ ${text} }}`;
}

/** A step that uses an action. */
export function use(action: keyof typeof ACTIONS, options: Values, settings: Values = {}): string {
  return [`- uses: ${ACTIONS[action]}`, ...entries(settings, "  "), ...block("with", options)].join("\n");
}

interface RunOptions {
  /** Settings of the step. */
  readonly settings?: Values;
  /** Values of expressions, which never stand inside of a command. */
  readonly env?: Values;
}

/** A step that runs lines of Bash. */
export function run(name: string, lines: readonly string[], { settings = {}, env = {} }: RunOptions = {}): string {
  const [only = ""] = lines;
  const command = lines.length === 1 ? [`  run: ${only}`] : ["  run: |", ...lines.map((line) => `    ${line}`)];
  return [`- name: ${name}`, ...entries(settings, "  "), ...block("env", env), ...command].join("\n");
}

function block(name: string, values: Values): string[] {
  return Object.keys(values).length === 0 ? [] : [`  ${name}:`, ...entries(values, "    ")];
}

function entries(values: Values, indentation: string): string[] {
  return Object.entries(values).map(([key, value]) => `${indentation}${key}: ${value}`);
}

/** The commit without credentials of GitHub in its folder, Node.js and Terraform. */
export const prepare: readonly string[] = [
  use("checkout", { "persist-credentials": "false" }),
  use("setupNode", { "node-version": NODE_VERSION, cache: "npm" }),
  setUpTerraform(),
];

/** Terraform without the wrapper, which would change exit codes and output. */
export function setUpTerraform(): string {
  return use("setupTerraform", { terraform_version: TERRAFORM_VERSION, terraform_wrapper: "false" });
}

/** Installs the packages and writes the configuration of all stacks, without credentials. */
export function synthesis({ install, synthesize }: WorkflowSettings): readonly string[] {
  return [run("Install packages", [install]), run("Synthesize, with the policies", [synthesize])];
}

/** Credentials of a role for one hour. */
export function assume(role: string, region: string): string {
  return use("credentials", { "role-to-assume": role, "aws-region": region });
}

/**
 * Plans every stack of `$STACKS` in the folder of the app.
 *
 * @param options - of `terraform plan`.
 */
export function plan({ folder, secrets = {} }: WorkflowSettings, options: string): string {
  const variables = Object.entries(secrets).map(([variable, secret]) => [
    `TF_VAR_${variable}`,
    expression(`secrets.${secret}`),
  ]);
  return run(
    "Plan",
    [
      "mkdir plans",
      "for stack in $STACKS; do",
      '  cp -R "cdktf.out/stacks/$stack" plans',
      '  terraform -chdir="plans/$stack" init -input=false',
      `  terraform -chdir="plans/$stack" plan -input=false ${options} -out=plan.tfplan`,
      '  terraform -chdir="plans/$stack" show -json plan.tfplan > "plans/$stack/plan.json"',
      '  rm -rf "plans/$stack/.terraform"',
      "done",
    ],
    { ...inFolder(folder), env: Object.fromEntries(variables) },
  );
}

/** Writes the page of counts, replacements and destructions, which contains no values. */
export function summarize({ folder, groundplan }: WorkflowSettings): string {
  return run("Summarize", [`${groundplan} summary plans/*/plan.json | tee "$SUMMARY"`], inFolder(folder));
}

/** Evaluates the policies on the plans. */
export function evaluate({ folder, groundplan }: WorkflowSettings): string {
  return run("Evaluate the policies", [`${groundplan} policy plans/*/plan.json --expiry report`], inFolder(folder));
}

/** Options of a step in the folder of the app. */
export function inFolder(folder: string): RunOptions {
  return { settings: { "working-directory": folder } };
}
