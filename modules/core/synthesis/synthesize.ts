import fs from "node:fs";
import path from "node:path";
import { App, TerraformStack } from "cdktf";
import { InputError, type InputProblem } from "../validation/validation";
import { constructIdProblems } from "./construct-ids";
import { KERNEL_POLICIES } from "./kernel-policies";
import type { StackPolicy, SynthesizedStack, TerraformJson } from "./synthesized-stack";

export interface SynthesizeOptions {
  /** Output folder. @default CDKTF_OUTDIR, which the cdktf CLI sets, or `cdktf.out` */
  readonly outdir?: string;
  /** Rules in addition to the kernel's own. @default none */
  readonly policies?: readonly StackPolicy[];
  /** Last check, over all stacks together: when it throws, nothing is written. @default none */
  readonly gate?: (stacks: readonly SynthesizedStack[]) => void;
}

/** Error with every finding of the stack policies. */
export class PolicyError extends Error {
  constructor(readonly findings: readonly string[]) {
    super([`${findings.length} policy ${findings.length === 1 ? "finding" : "findings"}:`, ...findings].join("\n  "));
    this.name = "PolicyError";
  }
}

/**
 * Defines the stacks of an app, checks their synthesized configuration and then writes it. On any problem the output
 * folder stays unchanged.
 *
 * @param define - creates the stacks, directly under the app.
 * @returns every stack's configuration, in the order of definition.
 * @throws InputError for invalid settings or construct ids, PolicyError for configuration that breaks a policy.
 */
export function synthesize(define: (app: App) => void, options: SynthesizeOptions = {}): SynthesizedStack[] {
  const outdir = path.resolve(options.outdir ?? process.env["CDKTF_OUTDIR"] ?? "cdktf.out");
  const staging = `${outdir}.${process.pid}.tmp`;
  fs.mkdirSync(path.dirname(staging), { recursive: true });
  try {
    const stacks = withoutTokenStacks(() => writeStacks(define, staging));
    const synthesized = stacks.map(({ node }) => readStack(staging, node.id));
    enforce([...KERNEL_POLICIES, ...(options.policies ?? [])], synthesized);
    options.gate?.(synthesized);
    publish(staging, outdir);
    return synthesized;
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

/** Defines the stacks and writes their configuration to `outdir`, before any policy is applied. */
function writeStacks(define: (app: App) => void, outdir: string): TerraformStack[] {
  const app = new App({ outdir, context: { targetVersions: { terraform: ">=1.10.0" } } });
  define(app);
  const stacks = app.node.children.filter(TerraformStack.isStack);
  const problems = [...misplacedStacks(app), ...stacks.flatMap(constructIdProblems)];
  if (problems.length > 0) throw new InputError(problems);
  app.synth();
  return stacks;
}

/**
 * Runs `work` without `Error.captureStackTrace`, which cdktf calls for each of thousands of tokens. Errors still have
 * their usual stack, because V8 records it when the error is created.
 */
function withoutTokenStacks<Result>(work: () => Result): Result {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => undefined;
  try {
    return work();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}

/** Stacks inside another construct: their configuration would be written without any check. */
function misplacedStacks(app: App): InputProblem[] {
  const misplaced = app.node.findAll().filter(({ node }) => node.scope !== app);
  return misplaced.filter(TerraformStack.isStack).map(({ node }) => ({
    path: node.path,
    property: "scope",
    value: node.scope?.node.path,
    allowed: "the app",
    fix: "create the stack directly under the app",
  }));
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

/** Moves entry by entry, because a stack's folder may hold the `.terraform` of an earlier init. */
function publish(staging: string, outdir: string): void {
  const names = fs.readdirSync(path.join(staging, "stacks"));
  const published = path.join(outdir, "stacks");
  fs.mkdirSync(published, { recursive: true });
  fs.readdirSync(published)
    .filter((name) => !names.includes(name))
    .forEach((name) => fs.rmSync(path.join(published, name), { recursive: true }));
  names.forEach((name) => moveEntries(path.join(staging, "stacks", name), path.join(published, name)));
  fs.renameSync(path.join(staging, "manifest.json"), path.join(outdir, "manifest.json"));
}

/** The configuration itself and what it refers to, such as files of assets. */
function moveEntries(from: string, to: string): void {
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from)) {
    fs.rmSync(path.join(to, entry), { recursive: true, force: true });
    fs.renameSync(path.join(from, entry), path.join(to, entry));
  }
}
