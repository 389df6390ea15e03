import { createRequire } from "node:module";
import { EXIT, exitCodeOf, judge, type JudgeOptions, type Judgement } from "../engine/judgement";
import type { Profile, Rule } from "../engine/rule";
import { type Configuration, readConfiguration, type StackInput } from "../engine/synth-input";
import type { Expiry } from "../engine/waivers";
import { consoleReport, expiryNotices } from "../reports/console";
import { EXEMPT_TYPES, RULES } from "../rules";

export interface PolicyGateOptions {
  /** @default all rules of this package */
  readonly rules?: readonly Rule[];
  /** Types that need no rule, with the reason. @default the exempt types of this package */
  readonly exempt?: Readonly<Record<string, string>>;
  /** Profile of a stack. @default by the provider's default tag Environment; prod unless it is dev or staging */
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
   * Evaluates what AWS is known to refuse at apply, which takes seconds. Needs the packages that
   * `groundplan policy --refusals` names.
   *
   * @default false
   */
  readonly refusals?: boolean;
}

/** Thrown for findings, invalid waivers and failing rules. The message is the complete report. */
export class PolicyGateError extends Error {
  constructor(
    readonly judgement: Judgement,
    readonly exitCode: number,
  ) {
    super(consoleReport(judgement));
    this.name = "PolicyGateError";
    // Node prints the stack and every enumerable property of an uncaught error; the report is all a reader needs.
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
    const judgement = judge(inputs, refusals ? withRefusals(run, inputs) : run);
    const exitCode = exitCodeOf(judgement);
    if (exitCode !== EXIT.clean) throw new PolicyGateError(judgement, exitCode);
    if (print) print(consoleReport(judgement));
    else expiryNotices(judgement).forEach((notice) => process.stderr.write(`${notice}\n`));
  };
}

function withRefusals(run: JudgeOptions, inputs: readonly StackInput[]): JudgeOptions {
  // Translation and rules are loaded on request, because the fast path needs neither.
  const { findRefusals } = createRequire(__filename)("../refusals") as typeof import("../refusals");
  const { rules } = findRefusals(inputs, { root: process.cwd() });
  return { ...run, rules: [...run.rules, ...rules], isEvaluated: () => true };
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
