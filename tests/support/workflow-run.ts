import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parse } from "yaml";

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly "working-directory"?: string;
}

interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly strategy?: { readonly matrix: { readonly include: readonly Readonly<Record<string, string>>[] } };
  readonly env?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface ParsedWorkflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Surroundings of a run. Programs in `bin` come first on PATH, and append to `$LOG`. */
export interface Surroundings {
  /** Repository that a job checks out. */
  readonly repository: string;
  /** Empty folder for workspaces, artifacts and outputs. */
  readonly folder: string;
  readonly bin: string;
  readonly github: Readonly<Record<string, unknown>>;
  /** Secrets of the repository. @default none */
  readonly secrets?: Readonly<Record<string, string>>;
}

type Result = "success" | "failure" | "skipped";

interface JobRun {
  result: Result;
  outputs: Record<string, string>;
}

type Contexts = Readonly<Record<string, unknown>>;

export function parseWorkflow(text: string): ParsedWorkflow {
  return parse(text) as ParsedWorkflow;
}

/** Runs the jobs of a workflow in their order, each in a workspace of its own. @returns the result of each job. */
export function runWorkflow(text: string, surroundings: Surroundings): Readonly<Record<string, Result>> {
  const runs: Record<string, JobRun> = {};
  for (const [id, job] of Object.entries(parseWorkflow(text).jobs)) {
    const needed = job.needs === undefined ? "success" : runs[job.needs]!.result;
    const contexts = { github: surroundings.github, secrets: surroundings.secrets ?? {}, needs: runs };
    const condition = job.if ?? "true";
    const wanted = /cancelled\(\)/.test(condition) || needed === "success";
    if (!wanted || !holds(condition, contexts)) runs[id] = { result: "skipped", outputs: {} };
    else runs[id] = runJob(id, job, contexts, surroundings);
  }
  return Object.fromEntries(Object.entries(runs).map(([id, { result }]) => [id, result]));
}

function runJob(id: string, job: Job, contexts: Contexts, surroundings: Surroundings): JobRun {
  const rows = job.strategy?.matrix.include ?? [{}];
  const runs = rows.map((matrix, position) => {
    const workspace = path.join(surroundings.folder, `${id}-${position}`);
    fs.mkdirSync(workspace);
    return new JobInWorkspace(job, workspace, { ...contexts, matrix }, surroundings).run();
  });
  return runs.find(({ result }) => result === "failure") ?? runs[0]!;
}

class JobInWorkspace {
  private readonly env: Record<string, string>;
  private readonly outputs: Record<string, { outputs: Record<string, string> }> = {};

  constructor(
    private readonly job: Job,
    private readonly workspace: string,
    private readonly contexts: Contexts,
    private readonly surroundings: Surroundings,
  ) {
    this.env = this.resolveAll(job.env ?? {});
  }

  run(): JobRun {
    let result: Result = "success";
    for (const step of this.job.steps) {
      const always = /cancelled\(\)/.test(step.if ?? "");
      if (result === "failure" && !always) continue;
      if (step.if !== undefined && !holds(step.if, this.contexts)) continue;
      if (!this.runStep(step)) result = "failure";
    }
    return { result, outputs: this.resolveAll(this.job.outputs ?? {}) };
  }

  private runStep(step: Step): boolean {
    const options = this.resolveAll(step.with ?? {});
    const [action] = (step.uses ?? "run").split("@");
    switch (action) {
      case "run":
        return this.runCommand(step);
      case "actions/checkout":
        execFileSync("git", ["clone", "--quiet", this.surroundings.repository, "."], { cwd: this.workspace });
        return true;
      case "aws-actions/configure-aws-credentials":
        if (this.job.permissions["id-token"] !== "write") return false;
        this.env["ASSUMED_ROLE"] = options["role-to-assume"]!;
        return true;
      case "actions/upload-artifact":
        return this.copy(options["path"]!, path.join(this.artifacts(), options["name"]!));
      case "actions/download-artifact":
        return fs
          .readdirSync(this.artifacts())
          .every((name) => this.copy(path.join(this.artifacts(), name), options["path"]!));
      case "github/codeql-action/upload-sarif":
        return fs.existsSync(path.join(this.workspace, options["sarif_file"]!));
      default:
        return true;
    }
  }

  private artifacts(): string {
    const folder = path.join(this.surroundings.folder, "artifacts");
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Copies a file into a folder, or all files of a folder. */
  private copy(from: string, to: string): boolean {
    const source = path.resolve(this.workspace, from);
    const target = path.resolve(this.workspace, to);
    if (!fs.existsSync(source)) return false;
    fs.mkdirSync(target, { recursive: true });
    const name = fs.statSync(source).isDirectory() ? "" : path.basename(source);
    fs.cpSync(source, path.join(target, name), { recursive: true });
    return true;
  }

  private runCommand(step: Step): boolean {
    const { folder, bin, github } = this.surroundings;
    const outputFile = path.join(folder, "step-output");
    fs.writeFileSync(outputFile, "");
    const { status, stdout, stderr } = spawnSync(
      "bash",
      ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run!],
      {
        cwd: path.join(this.workspace, step["working-directory"] ?? "."),
        encoding: "utf8",
        env: {
          HOME: folder,
          ...this.env,
          ...this.resolveAll(step.env ?? {}),
          PATH: `${bin}:${path.dirname(process.execPath)}:/usr/bin:/bin`,
          LOG: path.join(folder, "log"),
          GITHUB_OUTPUT: outputFile,
          GITHUB_STEP_SUMMARY: path.join(folder, "step-summary"),
          GITHUB_SHA: String(github["sha"]),
          GITHUB_RUN_ID: "7",
          GITHUB_RUN_ATTEMPT: "1",
        },
      },
    );
    fs.appendFileSync(path.join(folder, "output"), `${stdout}${stderr}`);
    if (step.id !== undefined) this.outputs[step.id] = { outputs: readOutputs(outputFile) };
    return status === 0;
  }

  private resolveAll(values: Readonly<Record<string, string>>): Record<string, string> {
    const contexts = { ...this.contexts, env: this.env, steps: this.outputs };
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, resolve(value, contexts)]));
  }
}

function readOutputs(file: string): Record<string, string> {
  const lines = fs.readFileSync(file, "utf8").trim().split("\n");
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

function resolve(value: unknown, contexts: Contexts): string {
  return String(value).replace(/\$\{\{ (.*?) \}\}/g, (_all, text: string) => String(evaluate(text, contexts) ?? ""));
}

function holds(condition: string, contexts: Contexts): boolean {
  return Boolean(evaluate(condition.replace(/^\$\{\{ (.*) \}\}$/, "$1"), contexts));
}

/** Expressions of our workflows are JavaScript as well, except for names with a hyphen. */
function evaluate(text: string, contexts: Contexts): unknown {
  const script = text.replace(/\b(needs|steps)\.([\w-]+)/g, '$1["$2"]').replace(/(?<=[\w\]])\./g, "?.");
  const names = [...Object.keys(contexts), "cancelled"];
  const values = [...Object.values(contexts), () => false];

  return (new Function(...names, `return ${script};`) as (...inputs: unknown[]) => unknown)(...values);
}
