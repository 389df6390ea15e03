import { REFUSAL_PREFIX } from "../engine/judgement";
import type { Resource } from "../engine/resource";
import type { Finding, Rule } from "../engine/rule";
import type { Doubt } from "./doubt";
import type { Diagnostic } from "./engine/engine";
import { moduleProp } from "./module-props";
import { shapeOf } from "./shapes";
import type { Origin } from "./translation/origins";
import type { Template } from "./translation/template";

/** A refusal of one resource. */
export interface Refusal {
  /** Id in the report, such as `AWS/pf-sqs-redrive-policy`. */
  readonly rule: string;
  readonly stack: string;
  readonly address: string;
  readonly finding: Finding;
  readonly fix: string;
  /** Page of AWS. */
  readonly documentation: string | undefined;
}

const REFUSED = "AWS refuses this at apply: ";

/** Value of the rules for a property that is not set. A rule that names it in its message takes it for a value. */
const ABSENT = "'__pf_absent'";

/** The refusal of a diagnostic, with its resource and argument; none for another entry of the template. */
export function refusalsOf(diagnostic: Diagnostic, template: Template, doubt: Pick<Doubt, "isDoubtful">): Refusal[] {
  const { entity = {}, propertyPath = "", ruleId, suggestedFix = "", documentationUrl } = diagnostic;
  const { logicalId = "" } = entity;
  const origin = template.origins.find(logicalId, propertyPath);
  if (!origin || diagnostic.message.includes(ABSENT)) return [];
  const isDoubtful = doubt.isDoubtful(template, ruleId, logicalId);
  const words = argumentNames(template, logicalId, propertyPath);
  const message = messageOf(inArguments(diagnostic.message, words));
  const refusal: Refusal = {
    rule: `${REFUSAL_PREFIX}${ruleId}`,
    stack: template.stack,
    address: origin.address,
    finding: { status: isDoubtful ? "unknown" : "fail", path: origin.argument, message },
    fix: withProp(inArguments(suggestedFix, words), origin),
    documentation: documentationUrl,
  };
  return [refusal];
}

/** The refusal of a rule that the pack does not contain. */
export function ownRefusal(
  { id, fix, documentation }: Rule,
  { stack, address }: Resource,
  { status, path, message }: Finding,
): Refusal {
  const argument = path.replace(/^.*\./, "");
  const text = status === "unknown" ? message : `${REFUSED}${argument} ${message}`;
  return {
    rule: id,
    stack,
    address,
    finding: { status, path, message: text },
    fix: withProp(fix, { address, argument: path }),
    documentation,
  };
}

/** A fix that also names the prop of the module that sets the argument. */
function withProp(fix: string, { address, argument }: Origin): string {
  const prop = moduleProp(typeIn(address), argument);
  return prop === undefined ? fix : `${fix.replace(/\.?$/, ".")} In a Groundplan module: \`${prop}\`.`;
}

/** The type in an address, also in one with modules. */
export function typeIn(address: string): string {
  return address.replace(/^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)*/, "").split(".")[0]!;
}

/** AWS's answer is in quotation marks and has several words; short quotations are values. */
function answerIn(message: string): readonly [quotation: string, answer: string] | undefined {
  const quotations = [...message.matchAll(/"([^"]*)"/g)].map(([quotation, answer]) => [quotation, answer!] as const);
  return quotations.find(([, answer]) => answer.length >= 15 && answer.includes(" "));
}

function messageOf(message: string): string {
  const [quotation, answer] = answerIn(message) ?? [];
  if (quotation === undefined) return `${REFUSED}${message}`;
  // The last clause before the quotation only introduces it: "; CreateQueue fails with".
  const before = message.slice(0, message.indexOf(quotation));
  const clause = Math.max(before.lastIndexOf(";"), before.lastIndexOf(". "), before.lastIndexOf(", "));
  const statement = clause > 0 ? before.slice(0, clause) : before.replace(/\W*\b(?:with|says|answers)?\W*$/, "");
  return `${REFUSED}${statement}. AWS says: "${answer}"`;
}

/**
 * Argument of each property of a resource that the message may name. Of two that are set, the closer one to the
 * finding wins; one that is not set has the name of its property in Terraform's spelling.
 */
function argumentNames({ origins, resources }: Template, logicalId: string, path: string): ReadonlyMap<string, string> {
  const { properties, definitions } = shapeOf(resources[logicalId]!.Type);
  const all = [properties, ...Object.values(definitions)].flatMap((object) => Object.keys(object));
  const names = new Map(all.filter((name) => /[a-z][A-Z]/.test(name)).map((name) => [name, snakeCased(name)]));
  const distance = new Map<string, number>();
  for (const [property, { argument }] of origins.of(logicalId)) {
    const name = property
      .split(".")
      .reverse()
      .find((segment) => !/^\d+$/.test(segment))!;
    const own = argument
      .replace(/\[\d+\]$/, "")
      .split(".")
      .pop()!;
    const shared = sharedSegments(property, path);
    if (own === "" || shared < (distance.get(name) ?? 0)) continue;
    distance.set(name, shared);
    names.set(name, own);
  }
  return names;
}

function sharedSegments(a: string, b: string): number {
  const others = b.split(".");
  const different = a.split(".").findIndex((segment, index) => segment !== others[index]);
  return different < 0 ? a.split(".").length : different;
}

/** Replaces names of properties by those of arguments: `Matcher.HttpCode` by `matcher`. */
function inArguments(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(/(?<![\w:"'])(?:[A-Z][A-Za-z0-9]+\.)*[A-Z][A-Za-z0-9]{2,}(?!\w|:\S)/g, (chain) => {
    const words = chain.split(".");
    const own = names.get(words.pop()!);
    if (own === undefined) return chain;
    return [...words.flatMap((word) => names.get(word) ?? []), own].join(".");
  });
}

function snakeCased(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
