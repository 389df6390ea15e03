import { createRequire } from "node:module";
import { EXIT, exitCodeOf, judge, type JudgeOptions, type Judgement } from "../engine/judgement";
import type { Profile, Rule } from "../engine/rule";
import { type Configuration, readConfiguration, type StackInput } from "../engine/synth-input";
import type { Expiry } from "../engine/waivers";
import { consoleReport, expiryNotices } from "../reports/console";
import type { Refusals } from "../refusals";
import { EXEMPT_TYPES, RULES } from "../rules";

export interface PolicyGateOptions {
  /** @default all rules of this package */
  readonly rules?: readonly Rule[];
  /** Types that need no rule, with the reason. @default the exempt types of this package */
  readonly exempt?: Readonly<Record<string, string>>;
  /**
   * Profile of a stack.
   *
   * @default by the output environment-stage, or else the default tag Environment; prod unless one says otherwise
   */
  readonly profileOf?: (stack: string) => Profile | undefined;
  /**
   * Receives the summary of a run without findings.
   *
   * @default only waivers that have expired or expire soon, to standard error
   */
  readonly print?: (text: string) => void;
  /** The day against which waivers expire. @default today */
  readonly now?: Date;
  /** Effect of the expiry date of a waiver. @default report: an expired waiver applies and is printed */
  readonly expiry?: Expiry;
  /**
   * Evaluates what AWS is known to refuse at apply, which takes seconds. Without the packages for it, or if they do not
   * work, the gate throws a PolicyGateError with exit code 3.
   *
   * @default false
   */
  readonly refusals?: boolean;
}

/**
 * Thrown for findings, invalid waivers, failing rules, and refusals that cannot be evaluated. The message is all that a
 * user needs: the complete report or, without refusals, the command that installs their packages.
 */
export class PolicyGateError extends Error {
  constructor(
    readonly judgement: Judgement,
    readonly exitCode: number,
    message = consoleReport(judgement),
  ) {
    super(message);
    this.name = "PolicyGateError";
    // Node prints the stack and every enumerable property of an uncaught error.
    this.stack = `${this.name}: ${this.message}`;
    for (const property of ["name", "judgement", "exitCode"])
      Object.defineProperty(this, property, { enumerable: false });
  }
}

/**
 * Checks synthesized stacks as one graph, so that references between stacks are followed. An expired waiver is
 * printed and still applies: a date must not stop the synthesis before an urgent apply. `groundplan policy` enforces
 * dates.
 *
 * @throws PolicyGateError for findings, invalid waivers and failing rules; MalformedInputError for other input.
 * @example synthesize(define, { gate: policyGate({ print: console.log }) });
 */
export function policyGate(options: PolicyGateOptions = {}): (stacks: readonly Configuration[]) => void {
  const { rules = RULES, exempt = EXEMPT_TYPES, expiry = "report", print, refusals = false, ...rest } = options;
  return (stacks) => {
    const inputs = stacks.map(readConfiguration);
    const run = { phase: "synth", rules, exempt, expiry, ...rest } as const;
    const found = refusals ? refusalsOf(inputs, run) : undefined;
    const judgement = judge(inputs, found ? withRefusals(run, found) : run);
    const exitCode = exitCodeOf(judgement);
    if (exitCode !== EXIT.clean) throw new PolicyGateError(judgement, exitCode);
    if (print) [consoleReport(judgement), ...(found ? [found.summary] : [])].forEach((text) => print(text));
    else expiryNotices(judgement).forEach((notice) => process.stderr.write(`${notice}\n`));
  };
}

function withRefusals(run: JudgeOptions, { rules }: Refusals): JudgeOptions {
  return { ...run, rules: [...run.rules, ...rules], isEvaluated: () => true };
}

/** @throws PolicyGateError if a package is missing or does not work. */
function refusalsOf(inputs: readonly StackInput[], run: JudgeOptions): Refusals {
  // Translation and rules are loaded on request, because the fast path needs neither.
  const loaded = createRequire(__filename)("../refusals") as typeof import("../refusals");
  try {
    return loaded.findRefusals(inputs, { root: process.cwd() });
  } catch (error) {
    if (!(error instanceof loaded.PackError || error instanceof loaded.EngineError)) throw error;
    throw new PolicyGateError(judge(inputs, run), EXIT.missing, error.message);
  }
}

/** The parts of a CDKTF `App` that the gate uses. */
export interface PolicyApp {
  readonly node: {
    findAll(): readonly { readonly node: { readonly id: string } }[];
    addValidation(validation: { validate(): string[] }): void;
  };
}

/**
 * Adds the gate to a CDKTF app: `app.synth()` fails unless every rule passes or is waived. The gate checks the
 * rendered stacks at the end of synthesis, after all aspects and overrides.
 */
export function attachPolicies(app: PolicyApp, options: PolicyGateOptions = {}): void {
  const gate = policyGate(options);
  app.node.addValidation({
    validate: () => {
      try {
        gate(renderedStacks(app));
        return [];
      } catch (error) {
        return [(error as Error).message];
      }
    },
  });
}

/** Includes stacks within other constructs, which cdktf writes too. */
function renderedStacks({ node }: PolicyApp): Configuration[] {
  return node
    .findAll()
    .filter(isStack)
    .map((stack) => ({ name: stack.node.id, config: stack.toTerraform() }));
}

type PolicyConstruct = ReturnType<PolicyApp["node"]["findAll"]>[number];

function isStack(construct: PolicyConstruct): construct is PolicyConstruct & { toTerraform(): unknown } {
  return "toTerraform" in construct && "prepareStack" in construct;
}
