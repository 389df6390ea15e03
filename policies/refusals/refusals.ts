import { REFUSAL_PREFIX } from "../engine/judgement";
import type { Resource } from "../engine/resource";
import type { Finding, Rule } from "../engine/rule";
import type { StackInput } from "../engine/synth-input";
import { Doubt } from "./doubt";
import { diagnose } from "./engine/engine";
import { ENGINE_RULES } from "./engine/engine-rules";
import { modulesOf } from "./engine/rego-modules";
import { checkVersions, loadPack, type Pack, PACK, type PackRule, rulesAbout } from "./engine/pack";
import { type Refusal, refusalsOf } from "./findings";
import { gateRules } from "./gate-rules";
import { OWN_REFUSALS, ownRefusals } from "./own";
import { templatesOf } from "./templates";
import { type Template, templateText } from "./translation/template";
import UNEVALUATED from "./unevaluated.json";

export interface RefusalOptions {
  /** Folder from which the packages of rules and engine are looked up. */
  readonly root: string;
  /** Ids of rules that do not hold any more, such as `AWS/pf-sqs-redrive-policy`. @default none */
  readonly exclude?: readonly string[];
}

/** Known refusals of some stacks by AWS. */
export interface Refusals {
  /** A rule for every refusal, and for every waiver of one. */
  readonly rules: readonly Rule[];
  /** Refusals, including those that depend on unknown values. */
  readonly found: readonly Refusal[];
  /** One line about rules, resources, and what was not seen. */
  readonly summary: string;
  /** Resources that no rule saw, each as `stack address`. */
  readonly unseen: readonly string[];
}

/**
 * Evaluates what AWS is known to refuse, in a child process for all stacks together. A finding that depends on an
 * unknown value is open until plan or, in a plan, until apply: then only AWS decides it.
 *
 * @throws PackError if a package is missing; EngineError if the engine fails, so that nothing is known; RangeError for
 *   an excluded id that does not exist.
 */
export function findRefusals(inputs: readonly StackInput[], { root, exclude = [] }: RefusalOptions): Refusals {
  const pack = loadPack(root);
  checkVersions(pack);
  checkIds(exclude, pack);
  const templates = inputs.flatMap(templatesOf);
  const types = new Set(templates.flatMap(({ resources }) => Object.values(resources).map(({ Type }) => Type)));
  const rules = rulesAbout(types, pack).filter(({ id }) => !exclude.includes(`${REFUSAL_PREFIX}${id}`));
  const found = withoutRepetitions(refusalsIn(templates, rules, pack), ownRefusals(inputs));
  const refusals = found.filter(({ rule }) => !exclude.includes(rule));
  const unseen = templates.flatMap(({ stack, unseen: addresses }) => addresses.map((address) => `${stack} ${address}`));
  const resources = inputs.flatMap((input) => input.resources);
  const translated = templates.reduce((sum, template) => sum + Object.keys(template.resources).length, 0);
  const evaluated = rules.filter(({ id }) => !(id in UNEVALUATED)).length;
  const count = (status: Finding["status"]): number =>
    refusals.filter(({ finding }) => finding.status === status).length;
  return {
    found: refusals,
    rules: gateRules(refusals, resources, pack),
    summary: [
      `refusals: ${rules.length} rules of ${PACK} ${pack.version} (${evaluated} readable) and ${OWN_REFUSALS.length} more `,
      `on ${translated} resources `,
      `in ${inputs.length} stacks: `,
      `${count("fail")} refused, ${count("unknown")} open until ${resources.some(isPlanned) ? "apply" : "plan"}, `,
      `${unseen.length} resources not seen`,
    ].join(""),
    unseen,
  };
}

function isPlanned({ actions }: Resource): boolean {
  return actions !== undefined;
}

/** @throws RangeError for an id that no rule has. */
function checkIds(excluded: readonly string[], { rules }: Pack): void {
  const ids = [...rules, ...OWN_REFUSALS].map(({ id }) => id);
  const known = [...ids, ...Object.keys(ENGINE_RULES)].map((id) => `${REFUSAL_PREFIX}${id}`);
  const unknown = excluded.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw new RangeError(`no refusal has the id ${unknown.join(", ")}`);
}

/**
 * Evaluates every rule on an empty template.
 *
 * @throws EngineError if a rule does not compile, or the engine does not work.
 */
export function checkRules(pack: Pack): void {
  const text = templateText({ resources: {}, deployment: {} });
  diagnose({
    engineFile: pack.engineFile,
    modules: modulesOf(pack.rules, pack),
    templates: [{ text }],
    include: EVALUATED,
  });
}

/** Rules that the engine reports. */
const EVALUATED = { ids: Object.keys(ENGINE_RULES), idPatterns: ["^pf-"] } as const;

function refusalsIn(templates: readonly Template[], rules: readonly PackRule[], pack: Pack): readonly Refusal[] {
  if (templates.length === 0) return [];
  const reports = diagnose({
    engineFile: pack.engineFile,
    modules: modulesOf(rules, pack),
    templates: templates.map((template) => ({ text: templateText(template), ...template.deployment })),
    include: EVALUATED,
  });
  const doubt = new Doubt(pack);
  return templates.flatMap((template, index) =>
    reports[index]!.flatMap((diagnostic) => refusalsOf(diagnostic, template, doubt)),
  );
}

/** One refusal for an argument: sources overlap, and the pack says more than our rules, the engine less. */
function withoutRepetitions(found: readonly Refusal[], own: readonly Refusal[]): readonly Refusal[] {
  const ofPack = found.filter(({ rule }) => !isEngineRule(rule));
  const known = [...ofPack, ...elsewhere(own, ofPack)];
  const ofEngine = found.filter(({ rule }) => isEngineRule(rule));
  return [...known, ...elsewhere(ofEngine, known)];
}

/** Refusals of arguments that no other refusal names. */
function elsewhere(refusals: readonly Refusal[], others: readonly Refusal[]): readonly Refusal[] {
  const places = new Set(others.map(placeOf));
  return refusals.filter((one) => !places.has(placeOf(one)));
}

function placeOf({ stack, address, finding }: Refusal): string {
  return `${stack} ${address} ${finding.path}`;
}

function isEngineRule(rule: string): boolean {
  return rule.slice(REFUSAL_PREFIX.length) in ENGINE_RULES;
}
