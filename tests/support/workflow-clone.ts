import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../modules/core";
import { runWorkflow } from "./workflow-run";

const root = path.resolve(__dirname, "../..");

/** Writes `cdktf.out` with these stacks into a folder. */
export function writeSynthesized(folder: string, stacks: Readonly<Record<string, Partial<TerraformJson>>>): void {
  const manifest: Record<string, object> = {};
  for (const [name, config] of Object.entries(stacks)) {
    const synthesizedStackPath = `stacks/${name}/cdk.tf.json`;
    const file = path.join(folder, "cdktf.out", synthesizedStackPath);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify(config));
    manifest[name] = { name, synthesizedStackPath };
  }
  fs.writeFileSync(path.join(folder, "cdktf.out/manifest.json"), JSON.stringify({ stacks: manifest }));
}

/** A CDKTF app in a repository. */
export interface ClonedApp {
  /** Empty folder, which receives everything of the run. */
  readonly folder: string;
  /** Folder of the app in its repository. */
  readonly app: string;
  /** Words after `npm` that synthesize the app. */
  readonly synthesis: string;
  /** Stacks that the synthesis writes. */
  readonly stacks: Readonly<Record<string, Partial<TerraformJson>>>;
  /** Event and repository. */
  readonly github: Readonly<Record<string, unknown>>;
  /** Secrets of the repository. @default none */
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface Cloud {
  /** Changes of every plan. */
  readonly changes?: readonly object[];
  /** Functions in the output `deployments` of every stack. */
  readonly deployments?: readonly object[];
  /** Version that the alias of each function names. */
  readonly current?: string;
  /** Body of the program that stands for `aws s3 cp` to the bucket. */
  readonly save?: string;
  readonly deployed?: number;
}

/**
 * Runs a workflow on clean clones of a repository, with programs that stand for npm, npx, pipx, Terraform, AWS and
 * GitHub. The synthesis also links `dist`, as a build writes it.
 */
export function runOnClone(
  text: string,
  { folder, app, synthesis, stacks, github, secrets }: ClonedApp,
  cloud: Cloud = {},
) {
  const repository = path.join(folder, "repository");
  fs.mkdirSync(path.join(repository, app), { recursive: true });
  fs.writeFileSync(path.join(repository, app, "cdktf.json"), "{}");
  const git = (...words: string[]) => execFileSync("git", words, { cwd: repository, encoding: "utf8" });
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "start");
  const bucket = path.join(folder, "bucket");
  const synthesized = path.join(folder, "synthesized");
  writeSynthesized(synthesized, stacks);
  const bin = path.join(folder, "bin");
  fs.mkdirSync(bin);
  const programs = {
    ...programsOf(cloud, bucket),
    npm: `echo "npm $*" >> "$LOG"
[ "$*" != "${synthesis}" ] || { cp -R ${synthesized}/cdktf.out ${app}; ln -sfn ${root}/dist dist; }`,
  };
  for (const [program, body] of Object.entries(programs)) {
    fs.writeFileSync(path.join(bin, program), `#!/usr/bin/env bash\n${body}\n`, { mode: 0o755 });
  }
  const context = { sha: git("rev-parse", "HEAD").trim(), token: "t", ...github };
  const results = runWorkflow(text, { repository, folder, bin, github: context, secrets });
  const read = (file: string) =>
    fs.existsSync(path.join(folder, file)) ? fs.readFileSync(path.join(folder, file), "utf8") : "";
  return { results, log: read("log"), output: read("output"), summary: read("step-summary"), bucket };
}

function programsOf(cloud: Cloud, bucket: string): Readonly<Record<string, string>> {
  const { changes = [], deployments = [], current = "1", deployed = 0, save = "" } = cloud;
  const plan = JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4", resource_changes: changes });
  const outputs = JSON.stringify({ deployments: { value: deployments } });
  return {
    groundplan: `echo "groundplan $1" >> "$LOG"\nexec node ${root}/dist/tools/commands/groundplan.js "$@"`,
    npx: 'echo "npx $*" >> "$LOG"',
    pipx: 'echo "pipx $*" >> "$LOG"',
    terraform: `echo "terraform $* as \${ASSUMED_ROLE##*/}" >> "$LOG"
case "$*" in
*" show "*) echo '${plan}';;
*" output "*) echo '${outputs}';;
*" plan "*) env | grep ^TF_VAR_ >> "$LOG" || true; echo plan > "\${1#-chdir=}/plan.tfplan";;
*" apply "*) test -f "\${1#-chdir=}/plan.tfplan";;
esac`,
    aws: `echo "aws $1 $2 as \${ASSUMED_ROLE##*/}" >> "$LOG"
case "$1 $2" in
"s3 cp") case "$4" in
  s3://*) mkdir -p "$(dirname "${bucket}/\${4#s3://}")"; cp "${bucket}/\${4#s3://}" "$5";;
  *) ${save} mkdir -p "$(dirname "${bucket}/\${5#s3://}")"; cp "$4" "${bucket}/\${5#s3://}";;
  esac;;
"lambda get-alias") echo ${current};;
"lambda list-versions-by-function") printf '$LATEST\\t9\\t10\\t3\\n';;
"deploy create-deployment") echo "$*" >> "$LOG"; echo d-1;;
"deploy wait") exit ${deployed};;
esac`,
    gh: 'echo "gh $*" >> "$LOG"; cat comment.md >> "$LOG"',
  };
}

/** Lines of the log that begin with one of the programs. */
export const linesOf = (log: string, ...programs: string[]): string[] =>
  log.split("\n").filter((line) => programs.some((program) => line.startsWith(program)));

/** Calls of Terraform that plan a stack in a job with a role. */
export const plannedBy = (role: string, stack: string, options: string): string[] => [
  `terraform -chdir=plans/${stack} init -input=false as ${role}`,
  `terraform -chdir=plans/${stack} plan -input=false ${options} -out=plan.tfplan as ${role}`,
  `terraform -chdir=plans/${stack} show -json plan.tfplan as ${role}`,
];

/** Calls of Terraform that apply a stack in a job with a role. */
export const appliedBy = (role: string, stack: string): string[] => [
  `terraform -chdir=plans/${stack} init -input=false -lockfile=readonly as ${role}`,
  `terraform -chdir=plans/${stack} apply -input=false -lock-timeout=5m plan.tfplan as ${role}`,
];
