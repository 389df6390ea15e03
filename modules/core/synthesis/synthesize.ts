import fs from "node:fs";
import path from "node:path";
import { App, TerraformStack } from "cdktf";
import { InputError, hideProperties } from "../validation/validation";
import { constructIdProblems } from "./construct-ids";
import { KERNEL_POLICIES, type KernelPolicyId } from "./kernel-policies";
import { publish } from "./output-folder";
import { placementProblems } from "./placement";
import type { StackPolicy, SynthesizedStack, TerraformJson } from "./synthesized-stack";

/** A restriction that `synthesize` enforces: a kernel policy, or kebab-case construct ids. */
export type Restriction = KernelPolicyId | "kebab-case-ids";

export interface SynthesizeOptions {
  /** Output folder. @default CDKTF_OUTDIR, which the cdktf CLI sets, or `cdktf.out` */
  readonly outdir?: string;
  /**
   * Restrictions that the app does not meet, for apps that exist already: `kebab-case-ids` (constructs of others),
   * `no-credentials-to-plan` (data sources), `locked-encrypted-state` (other backends), ... @default none
   */
  readonly disable?: readonly Restriction[];
  /** Rules in addition to the kernel policies. @default none */
  readonly policies?: readonly StackPolicy[];
  /** Last check, over all stacks together: when it throws, nothing is written. @default none */
  readonly gate?: (stacks: readonly SynthesizedStack[]) => void;
}

/** Error with every finding of the stack policies. */
export class PolicyError extends Error {
  constructor(readonly findings: readonly string[]) {
    super([`${findings.length} policy ${findings.length === 1 ? "finding" : "findings"}:`, ...findings].join("\n  "));
    hideProperties(this, "PolicyError", "findings");
  }
}

/**
 * Defines the stacks of an app, checks their synthesized configuration and then writes it. On any problem the output
 * folder stays unchanged.
 *
 * @param define - creates the stacks, directly under the app.
 * @returns every stack's configuration, in the order of definition.
 * @throws InputError for invalid settings or construct ids, PolicyError for configuration that breaks a policy or the
 * validation of a construct.
 */
export function synthesize(define: (app: App) => void, options: SynthesizeOptions = {}): SynthesizedStack[] {
  const { disable = [] } = options;
  const cliOutdir = process.env["CDKTF_OUTDIR"] || undefined;
  const outdir = path.resolve(options.outdir ?? cliOutdir ?? "cdktf.out");
  const staging = `${outdir}.${process.pid}.tmp`;
  fs.mkdirSync(path.dirname(staging), { recursive: true });
  try {
    const stacks = withoutTokenStacks(() => writeStacks(define, staging, disable));
    const synthesized = stacks.map(({ node }) => readStack(staging, node.id));
    const kernel = KERNEL_POLICIES.filter(({ id }) => !disable.includes(id));
    enforce([...kernel, ...(options.policies ?? [])], synthesized);
    options.gate?.(synthesized);
    const isCliOutdir = cliOutdir !== undefined && path.resolve(cliOutdir) === outdir;
    publish(staging, outdir, isCliOutdir ? "retain" : "remove");
    return synthesized.map((stack) => ({ ...stack, folder: path.join(outdir, "stacks", stack.name) }));
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

/** Defines the stacks and writes their configuration to `outdir`, before any policy is applied. */
function writeStacks(define: (app: App) => void, outdir: string, disable: readonly Restriction[]): TerraformStack[] {
  // cdktf throws an error with a stack trace for the validations of constructs; `requireValid` lists them.
  const app = new App({ outdir, skipValidation: true, context: { targetVersions: { terraform: ">=1.10.0" } } });
  define(app);
  const stacks = app.node.children.filter(TerraformStack.isStack);
  const idProblems = stacks.flatMap((stack) => constructIdProblems(stack, !disable.includes("kebab-case-ids")));
  const problems = [...placementProblems(app), ...idProblems];
  if (problems.length > 0) throw new InputError(problems);
  app.synth();
  requireValid(app);
  return stacks;
}

/** Evaluates the validations of constructs, which apply to the complete app. */
function requireValid(app: App): void {
  const findings = app.node
    .findAll()
    .flatMap(({ node }) => node.validate().map((finding) => `${node.path}: ${finding}`));
  if (findings.length > 0) throw new PolicyError(findings);
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
