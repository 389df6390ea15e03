import type { Profile, Rule } from "../engine/rule";
import { readConfiguration, type Configuration } from "../engine/synth-input";
import { consoleReport } from "../reports/console";
import { EXEMPT_TYPES, RULES } from "../rules";
import { exitCodeOf, judge, EXIT, type Judgement } from "../engine/judgement";

export interface PolicyGateOptions {
  /** @default all rules of this package */
  readonly rules?: readonly Rule[];
  /** Types that need no rule of yours, with the reason. @default those of this package */
  readonly exempt?: Readonly<Record<string, string>>;
  /** How strictly a stack is judged. @default by the tag Environment of its provider; what is neither dev nor staging is prod */
  readonly profileOf?: (stack: string) => Profile | undefined;
  /** Where the summary of a clean run goes. @default nowhere */
  readonly print?: (text: string) => void;
  /** The day against which waivers expire. @default today */
  readonly now?: Date;
}

/** Thrown when the gate stays shut; the message is the whole report. */
export class PolicyGateError extends Error {
  constructor(
    readonly judgement: Judgement,
    readonly exitCode: number,
  ) {
    super(consoleReport(judgement));
    this.name = "PolicyGateError";
  }
}

/**
 * The gate for synthesized stacks: judges all of them as one graph and throws unless every rule is kept or waived.
 *
 * @example
 * synthesize(define, { gate: policyGate({ print: console.log }) });
 */
export function policyGate(options: PolicyGateOptions = {}): (stacks: readonly Configuration[]) => void {
  const { rules = RULES, exempt = EXEMPT_TYPES, profileOf, now, print } = options;
  return (stacks) => {
    const judgement = judge(stacks.map(readConfiguration), { phase: "synth", rules, exempt, profileOf, now });
    const exitCode = exitCodeOf(judgement);
    if (exitCode !== EXIT.clean) throw new PolicyGateError(judgement, exitCode);
    print?.(consoleReport(judgement));
  };
}

/** What the gate needs of a CDKTF app: the node that takes validations, and everything below it. */
export interface PolicyApp {
  readonly node: {
    findAll(): readonly { readonly node: { readonly id: string } }[];
    addValidation(validation: { validate(): string[] }): void;
  };
}

/**
 * Attaches the gate to any CDKTF app: `app.synth()` then fails unless every rule is kept. It judges what the stacks render to at the
 * end of synthesis, so that aspects and overrides of every stack have been applied.
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

/** Also the stacks inside other constructs: cdktf writes them too. */
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
