/** A job: its settings as lines of YAML, and its steps. */
export interface Job {
  readonly settings: readonly string[];
  readonly steps: readonly string[];
}

export interface Workflow {
  readonly name: string;
  /** Lines below `on:`. */
  readonly on: readonly string[];
  /** Lines below `concurrency:` of the workflow. @default runs do not wait for each other */
  readonly concurrency?: readonly string[];
  readonly jobs: Readonly<Record<string, Job>>;
}

const RUNNER = ["runs-on: ubuntu-24.04"];

/** A workflow as YAML. Jobs have no permissions that they do not name. */
export function render({ name, on, concurrency, jobs }: Workflow): string {
  return `${[
    "# Written by `groundplan workflows` from workflows.json. Change that file, and run the command again.",
    `name: ${name}`,
    "",
    "on:",
    ...indented(on),
    "",
    "permissions: {}",
    "",
    ...(concurrency ? ["concurrency:", ...indented(concurrency), ""] : []),
    "defaults:",
    "  run:",
    "    shell: bash",
    "",
    "jobs:",
    ...Object.entries(jobs).flatMap(([id, job]) => indented([`${id}:`, ...indented(renderJob(job))])),
  ].join("\n")}\n`;
}

function renderJob({ settings, steps }: Job): readonly string[] {
  const lines = steps.flatMap((step) => step.split("\n"));
  return [...RUNNER, ...settings, "steps:", ...indented(lines)];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
