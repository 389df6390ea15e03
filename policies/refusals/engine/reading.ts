import type { Pack, PackRule } from "./pack";

/** Properties and types that a rule reads. */
export interface Reading {
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

/** Reads the texts of rules, with the functions of the libraries that they call. */
export class Readings {
  private readonly definitions: ReadonlyMap<string, string>;
  private readonly known = new Map<string, Reading>();

  constructor(libraries: Pack["libraries"]) {
    this.definitions = definitionsIn(libraries.map(({ rego }) => rego));
  }

  of(rule: PackRule): Reading {
    const known = this.known.get(rule.id);
    if (known) return known;
    const text = this.withLibraries(rule.rego);
    const names = new Set(namesIn(text).filter((name) => !STRUCTURE.includes(name)));
    if (/"Type"|\.Type\b|\.Type"/.test(text)) names.add("Type");
    // Parameters of parameter groups are below a property of that name.
    if (text.includes("Properties.Properties")) names.add("Properties");
    const types = new Set([...rule.resourceTypes, ...typesIn(text)]);
    const reading = { names, types, severalResources: types.size > 1 || COMPARING.test(rule.id) };
    this.known.set(rule.id, reading);
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

/** Types that a rule names, with those of the functions that it calls. */
function typesIn(rego: string): string[] {
  return [...rego.matchAll(/"(AWS::\w+::\w+)"/g)].map(([, type]) => type!);
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
