import { isRecord } from "../engine/values";
import type { Pack, PackRule } from "./engine/pack";
import type { Template } from "./translation/template";

/** Properties and types that a rule reads. */
interface Reading {
  /** Names of properties. */
  readonly names: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  /** True if the rule compares resources. */
  readonly severalResources: boolean;
}

/** Names in the text of every rule that are no properties. */
const STRUCTURE: readonly string[] = ["Properties", "Resources", "Type"];

/** Rules that compare the resources of one type. */
const COMPARING = /-(?:duplicate|exists|match|once|overlap|same|unique)/;

/**
 * Decides whether a finding depends on a value that is unknown. Rules are written for templates in which an unknown
 * value is rare, and take it for another value or for none.
 */
export class Doubt {
  private readonly definitions: ReadonlyMap<string, string>;
  private readonly readings = new Map<string, Reading>();

  constructor(private readonly pack: Pick<Pack, "rules" | "libraries">) {
    this.definitions = definitionsIn(pack.libraries.map(({ rego }) => rego));
  }

  isDoubtful({ resources }: Pick<Template, "resources">, ruleId: string, logicalId: string): boolean {
    const rule = this.pack.rules.find(({ id }) => id === ruleId);
    const resource = resources[logicalId];
    // The engine's own rules know what an unknown value is.
    if (!rule || !resource) return false;
    const { names, types, severalResources } = this.readingOf(rule);
    if (readsUnknown(resource.Properties, names)) return true;
    return (
      severalResources &&
      Object.values(resources).some(
        (other) => other !== resource && types.has(other.Type) && readsUnknown(other.Properties, names),
      )
    );
  }

  private readingOf(rule: PackRule): Reading {
    const known = this.readings.get(rule.id);
    if (known) return known;
    const text = this.withLibraries(rule.rego);
    const names = new Set(namesIn(text).filter((name) => !STRUCTURE.includes(name)));
    if (/"Type"|\.Type\b|\.Type"/.test(text)) names.add("Type");
    const types = new Set(rule.resourceTypes);
    const reading = { names, types, severalResources: types.size > 1 || COMPARING.test(rule.id) };
    this.readings.set(rule.id, reading);
    return reading;
  }

  /** The text of a rule, with the functions of the libraries that it calls. */
  private withLibraries(rego: string): string {
    const included = new Set<string>();
    const texts = [rego];
    for (const text of texts) {
      for (const [name] of text.matchAll(/_pf\w+/g)) {
        const definition = included.has(name) ? undefined : this.definitions.get(name);
        included.add(name);
        if (definition !== undefined) texts.push(definition);
      }
    }
    return texts.join("\n");
  }
}

function definitionsIn(libraries: readonly string[]): ReadonlyMap<string, string> {
  const definitions = new Map<string, string>();
  for (const library of libraries) {
    let name = "";
    for (const line of library.split("\n")) {
      name = /^_pf\w+/.exec(line)?.[0] ?? name;
      definitions.set(name, `${definitions.get(name) ?? ""}${line}\n`);
    }
  }
  return definitions;
}

/** Names in quotes and after dots: `"Properties.A.B"`, `object.get(x, "C", null)`, `x.D`. */
function namesIn(rego: string): readonly string[] {
  const code = rego.replace(/(^|\s)#.*$/gm, "");
  return [...code.matchAll(/"((?:[^"\\]|\\.)*)"|\.([A-Z]\w*)/g)].flatMap(([, quoted = "", field]) => {
    if (field !== undefined) return [field];
    return /^[A-Za-z0-9_.%]+$/.test(quoted) ? quoted.split(".").filter((name) => /^[A-Za-z]\w+$/.test(name)) : [];
  });
}

/** Returns whether any of the properties contains an unknown value, at any depth. */
function readsUnknown(value: unknown, names: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some((item) => isUnknown(item) || readsUnknown(item, names));
  if (!isRecord(value)) return false;
  return Object.entries(value).some(([name, inner]) =>
    names.has(name) ? containsUnknown(inner) : readsUnknown(inner, names),
  );
}

function containsUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(containsUnknown);
  return isUnknown(value) || (isRecord(value) && Object.values(value).some(containsUnknown));
}

function isUnknown(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { Ref: ref, "Fn::Sub": text } = value;
  return (
    (typeof ref === "string" && ref.startsWith("Unknown")) || (typeof text === "string" && text.includes("${Unknown"))
  );
}
