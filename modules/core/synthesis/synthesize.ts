import fs from "node:fs";
import path from "node:path";
import { App, TerraformStack } from "cdktf";
import { InputError, type Problem } from "../validation";
import { constructIdProblems } from "./construct-ids";
import { KERNEL_POLICIES, type StackPolicy, type SynthesizedStack, type TerraformJson } from "./stack-policy";

export interface SynthesizeOptions {
  /** Where the configuration is written. @default CDKTF_OUTDIR, which the cdktf CLI sets, or `cdktf.out` */
  readonly outdir?: string;
  /** Rules in addition to the kernel's own. @default none */
  readonly policies?: readonly StackPolicy[];
  /** Has the last word on all stacks together: it throws to keep them from being published. @default none */
  readonly gate?: (stacks: readonly SynthesizedStack[]) => void;
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

/** Defines the stacks and writes their configuration, not yet judged by policies, to `outdir`. */
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
 * Runs `work` without `Error.captureStackTrace`, by which cdktf records the origin of each of thousands of tokens. An error has
 * its usual stack, since V8 records that when the error is created.
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

/** A stack inside another construct would be written without being judged, and perhaps over another of the same id. */
function misplacedStacks(app: App): Problem[] {
  const misplaced = app.node.findAll().filter(({ node }) => node.scope !== app);
  return misplaced.filter(TerraformStack.isStack).map(({ node }) => ({
    path: node.path,
    property: "scope",
    value: node.scope?.node.path,
    allowed: "the app",
    fix: "make the stack directly under the app",
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
