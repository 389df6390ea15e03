import { App, TerraformStack } from "cdktf";
import fs from "node:fs";
import path from "node:path";
import { constructIdProblems } from "./construct-ids";
import { KERNEL_POLICIES, type StackPolicy, type SynthesizedStack, type TerraformJson } from "./stack-policy";
import { InputError } from "./validation";

export interface SynthesizeOptions {
  /** Where the configuration is written. @default CDKTF_OUTDIR, which the cdktf CLI sets, or `cdktf.out` */
  readonly outdir?: string;
  /** Rules in addition to the kernel's own. @default none */
  readonly policies?: readonly StackPolicy[];
}

/** Thrown when written configuration breaks a policy. */
export class PolicyError extends Error {
  constructor(readonly findings: readonly string[]) {
    super([`${findings.length} policy ${findings.length === 1 ? "finding" : "findings"}:`, ...findings].join("\n  "));
    this.name = "PolicyError";
  }
}

/**
 * Defines the stacks of an app, judges what they synthesize to and only then publishes it: on any problem the output folder stays
 * as it was.
 *
 * @param define - makes the stacks, directly under the app.
 * @returns every stack's configuration, in the order of definition.
 * @throws InputError for invalid settings or construct ids, PolicyError for configuration that breaks a policy.
 */
export function synthesize(define: (app: App) => void, options: SynthesizeOptions = {}): SynthesizedStack[] {
  const outdir = path.resolve(options.outdir ?? process.env["CDKTF_OUTDIR"] ?? "cdktf.out");
  const staging = `${outdir}.${process.pid}.tmp`;
  fs.mkdirSync(path.dirname(staging), { recursive: true });
  try {
    const app = new App({ outdir: staging, context: { targetVersions: { terraform: ">=1.10.0" } } });
    define(app);
    const stacks = app.node.children.filter(TerraformStack.isStack);
    const idProblems = stacks.flatMap(constructIdProblems);
    if (idProblems.length > 0) throw new InputError(idProblems);
    app.synth();
    const synthesized = stacks.map(({ node }) => readStack(staging, node.id));
    enforce([...KERNEL_POLICIES, ...(options.policies ?? [])], synthesized);
    publish(staging, outdir);
    return synthesized;
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

function readStack(outdir: string, name: string): SynthesizedStack {
  const file = path.join(outdir, "stacks", name, "cdk.tf.json");
  return { name, config: JSON.parse(fs.readFileSync(file, "utf8")) as TerraformJson };
}

function enforce(policies: readonly StackPolicy[], stacks: readonly SynthesizedStack[]): void {
  const findings = stacks.flatMap((stack) =>
    policies.flatMap(({ id, check }) => check(stack, stacks).map((finding) => `${stack.name}: ${id}: ${finding}`)),
  );
  if (findings.length > 0) throw new PolicyError(findings);
}

/** Moves file by file, because a stack's folder may hold the `.terraform` of an earlier init. */
function publish(staging: string, outdir: string): void {
  const names = fs.readdirSync(path.join(staging, "stacks"));
  const published = path.join(outdir, "stacks");
  fs.mkdirSync(published, { recursive: true });
  fs.readdirSync(published)
    .filter((name) => !names.includes(name))
    .forEach((name) => fs.rmSync(path.join(published, name), { recursive: true }));
  for (const name of names) {
    fs.mkdirSync(path.join(published, name), { recursive: true });
    fs.renameSync(path.join(staging, "stacks", name, "cdk.tf.json"), path.join(published, name, "cdk.tf.json"));
  }
  fs.renameSync(path.join(staging, "manifest.json"), path.join(outdir, "manifest.json"));
}
