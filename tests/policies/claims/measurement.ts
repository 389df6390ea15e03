import { CATALOGUES, controlIds } from "../../../policies/catalogue/coverage";
import { evaluate } from "../../../policies/engine/evaluate";
import type { Rule } from "../../../policies/engine/rule";
import type { StackInput } from "../../../policies/engine/synth-input";
import { RULES } from "../../../policies/rules";
import type { Blocks } from "../fixtures/fixture";
import type { Claim } from "./claim";
import { FORMS, type Form } from "./forms";

/** One configuration in one form, with whether a rule that claims the id finds it. */
export interface Result {
  readonly id: string;
  readonly configuration: string;
  readonly violates: boolean;
  readonly isFound: boolean;
  /** Messages of the findings. */
  readonly findings: readonly string[];
}

const byId = new Map<string, readonly Rule[]>();
for (const rule of RULES) for (const id of controlIds(rule)) byId.set(id, [...(byId.get(id) ?? []), rule]);

const rulesFor = (id: string): readonly Rule[] => byId.get(id) ?? [];

/** Judges every configuration of a claim in every form by the rules that claim its ids. */
export function resultsOf({ ids, passes, fails }: Claim): readonly Result[] {
  const judged = [
    ...fails.map((blocks, index) => ({ blocks, violates: true, name: `violation ${index + 1}` })),
    ...passes.map((blocks, index) => ({ blocks, violates: false, name: `valid ${index + 1}` })),
  ];
  return judged.flatMap(({ blocks, violates, name }) =>
    formsOf(blocks).flatMap(({ form, input }) => {
      const findings = findingsOf(input, form, ids.flatMap(rulesFor));
      return ids
        .filter((id) => rulesFor(id).some(isAppliedIn(form)))
        .map((id) => {
          const own = findings.filter(({ rule }) => rulesFor(id).includes(rule)).map(({ text }) => text);
          return { id, configuration: `${name}: ${form.name}`, violates, isFound: own.length > 0, findings: own };
        });
    }),
  );
}

const isAppliedIn =
  ({ phase }: Form) =>
  ({ phases }: Rule): boolean =>
    phases?.includes(phase) ?? true;

/** Forms that differ from the configuration as written. */
function formsOf(blocks: Blocks): readonly { readonly form: Form; readonly input: StackInput }[] {
  const inputs = FORMS.map((form) => ({ form, input: form.read(blocks) }));
  const texts = inputs.map(({ input }) => JSON.stringify(input.resources));
  return inputs.filter((_input, index) => texts.indexOf(texts[index]!) === index);
}

interface RuleFinding {
  readonly rule: Rule;
  readonly text: string;
}

function findingsOf(input: StackInput, { phase }: Form, rules: readonly Rule[]): readonly RuleFinding[] {
  const verdicts = evaluate([input], { phase, rules: [...new Set(rules)], profileOf: () => "prod" });
  return verdicts
    .filter(({ status }) => status === "fail" || status === "error")
    .flatMap(({ rule, resource, findings }) =>
      findings.map(({ path, message }) => ({ rule, text: `${rule.id} ${resource.address} ${path} ${message}` })),
    );
}

/** Figures of one catalogue. */
export interface Figures {
  readonly catalogue: string;
  readonly ids: number;
  readonly configurations: number;
  readonly recall: number;
  readonly falseAlarms: number;
}

const share = (part: readonly unknown[], whole: readonly unknown[]): number =>
  whole.length === 0 ? 0 : part.length / whole.length;

export function figuresOf(results: readonly Result[]): readonly Figures[] {
  return CATALOGUES.map(({ catalogue, ids }) => {
    const own = results.filter(({ id }) => ids.includes(id));
    const violations = own.filter(({ violates }) => violates);
    const valid = own.filter(({ violates }) => !violates);
    const isFound = ({ isFound: found }: Result): boolean => found;
    return {
      catalogue,
      ids: new Set(own.map(({ id }) => id)).size,
      configurations: own.length,
      recall: share(violations.filter(isFound), violations),
      falseAlarms: share(valid.filter(isFound), valid),
    };
  });
}

const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;

export const lineOf = ({ catalogue, ids, configurations, recall, falseAlarms }: Figures): string =>
  `${catalogue}: ${ids} ids, ${configurations} configurations, recall ${percent(recall)}, false alarms ${percent(falseAlarms)}`;
