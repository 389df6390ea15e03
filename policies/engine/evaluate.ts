import { unknown } from "./checks";
import type { Resource } from "./resource";
import { createGraph, type ResourceGraph } from "../graph/resource-graph";
import type { Context, Finding, Parameters, Phase, Profile, Rule } from "./rule";
import { DYNAMIC } from "../expressions/dynamic-blocks";
import type { StackInput } from "./synth-input";
import { stringsIn } from "./values";

export type Status = "pass" | "fail" | "unknown" | "error";

/** The result of one rule for one resource. */
export interface Verdict {
  readonly rule: Rule;
  readonly resource: Resource;
  readonly profile: Profile;
  readonly status: Status;
  readonly findings: readonly Finding[];
}

export interface EvaluateOptions {
  readonly phase: Phase;
  readonly rules: readonly Rule[];
  readonly profileOf: (stack: StackInput) => Profile;
  readonly approvedDestroys?: ReadonlySet<string>;
}

/** Applies every rule to every resource of its types. Runs in time linear in the number of resources. */
export function evaluate(stacks: readonly StackInput[], options: EvaluateOptions): readonly Verdict[] {
  const graph = graphOf(stacks);
  const rules = rulesByType(options);
  return stacks.flatMap((stack) => {
    const profile = options.profileOf(stack);
    return stack.resources.flatMap((resource) =>
      rulesFor(resource, rules).flatMap((rule) => judge(rule, resource, { profile, graph, options })),
    );
  });
}

/** A data source is an input that the configuration does not create; only rules for every type apply to it. */
function rulesFor({ type, mode }: Resource, rules: ReadonlyMap<string, readonly Rule[]>): readonly Rule[] {
  return [...(mode === "managed" ? (rules.get(type) ?? []) : []), ...(rules.get("*") ?? [])];
}

export function graphOf(stacks: readonly StackInput[]): ResourceGraph {
  const resources = stacks.flatMap((stack) => stack.resources);
  const outputs = new Map(stacks.flatMap((stack) => [...stack.outputs]));
  return createGraph(resources, { outputs, calls: stacks.flatMap(({ calls = [] }) => calls) });
}

function rulesByType({ rules, phase }: EvaluateOptions): ReadonlyMap<string, readonly Rule[]> {
  const byType = new Map<string, Rule[]>();
  for (const rule of rules.filter(({ phases }) => phases?.includes(phase) ?? true)) {
    for (const type of rule.types) byType.set(type, [...(byType.get(type) ?? []), rule]);
  }
  return byType;
}

interface RuleInput {
  readonly profile: Profile;
  readonly graph: ResourceGraph;
  readonly options: EvaluateOptions;
}

/** Reports a rule that throws as an error, without affecting other rules. */
function judge(rule: Rule, resource: Resource, { profile, graph, options }: RuleInput): readonly Verdict[] {
  const parameters = parametersOf(rule, profile);
  // For a destroyed resource only the rules about plans matter, not its former configuration.
  if (parameters === "off" || (isDestroyed(resource) && !rule.phases?.every((phase) => phase === "plan"))) return [];
  const context: Context = {
    profile,
    phase: options.phase,
    graph,
    parameters,
    approvedDestroys: options.approvedDestroys ?? new Set(),
  };
  try {
    const findings = withDynamicBlocks(rule.check(resource, context), resource).map((one) =>
      inPhase(one, options.phase),
    );
    return [{ rule, resource, profile, status: statusOf(findings), findings }];
  } catch (error) {
    const findings: Finding[] = [{ status: "fail", path: "", message: `the rule threw an error: ${String(error)}` }];
    return [{ rule, resource, profile, status: "error", findings }];
  }
}

/** Nothing follows a plan but the apply. */
function inPhase(finding: Finding, phase: Phase): Finding {
  return phase === "plan" && finding.status === "unknown"
    ? { ...finding, message: finding.message.replace("until plan", "until apply") }
    : finding;
}

/** Leaves a check open that fails within a dynamic block, or passes although the resource has one. */
function withDynamicBlocks(findings: readonly Finding[], { values }: Resource): readonly Finding[] {
  const blocks = stringsIn(values).flatMap(({ path, value }) => (value === DYNAMIC ? [path] : []));
  if (blocks.length === 0) return findings;
  const decided = findings.filter(
    ({ path, status }) => status === "fail" && !blocks.some((one) => path.startsWith(one) || path === listAt(one)),
  );
  return decided.length > 0 ? decided : blocks.map((path) => unknown(path, "dynamic block, unknown until plan"));
}

/** The path of the list that a path of an element belongs to. */
const listAt = (path: string): string => path.replace(/\[\d+\]$/, "");

function isDestroyed({ actions = [] }: Resource): boolean {
  return actions.length === 1 && (actions[0] === "delete" || actions[0] === "forget");
}

export function parametersOf({ parameters = {}, relaxed = {} }: Rule, profile: Profile): Parameters | "off" {
  const relaxation = relaxed[profile];
  return relaxation === "off" ? "off" : { ...parameters, ...relaxation };
}

function statusOf(findings: readonly Finding[]): Status {
  if (findings.some(({ status }) => status === "fail")) return "fail";
  return findings.length > 0 ? "unknown" : "pass";
}
