import { DEPLOYMENT_ID } from "../translation/template";
import type { Pack, PackRule } from "./pack";

/** A file of the engine's rule language. */
export interface RegoModule {
  readonly name: string;
  readonly content: string;
}

const HEADER = "package cdk_preflight\n\nimport rego.v1\n";

/** The pack asks for region and account by these names; they come from an entry of the template. */
const DEPLOYMENT: RegoModule = {
  name: "deployment",
  content: [
    HEADER,
    `deploy_region := input.resources.${DEPLOYMENT_ID}.properties.Region`,
    `deploy_account := input.resources.${DEPLOYMENT_ID}.properties.AccountId`,
    "",
  ].join("\n"),
};

/**
 * Lines of a module. The time to compile grows with the number of modules, and the engine rejects one of more than
 * 20,000 lines.
 */
const MODULE_LINES = 6000;

/** The rules with the libraries that they call, in few modules and without comments. */
export function modulesOf(rules: readonly PackRule[], { libraries }: Pick<Pack, "libraries">): readonly RegoModule[] {
  const services = [...new Set(rules.map(({ service }) => service))];
  const ofRules = services.map((service) => {
    const own = rules.filter((rule) => rule.service === service);
    return { name: `rules/${service}`, content: own.map(({ rego }) => bodyOf(rego)).join("") };
  });
  const ofLibraries = libraries.map(({ name, rego }) => ({ name, content: bodyOf(rego) }));
  return [...merged(withCalled(ofRules, ofLibraries)), DEPLOYMENT];
}

/** Statements of a module, without comments and empty lines. */
function bodyOf(rego: string): string {
  return rego
    .replace(/"(?:[^"\\\n]|\\.)*"|`[^`]*`|#.*/g, (token) => (token.startsWith("#") ? "" : token))
    .replace(/^(?:package|import)\s.*\n/gm, "")
    .replace(/^\s*\n/gm, "")
    .replace(/\n?$/, "\n");
}

/** The modules, and the libraries with a function that one of them or another such library calls. */
function withCalled(callers: readonly RegoModule[], libraries: readonly RegoModule[]): readonly RegoModule[] {
  const reached = new Set(callers);
  // A set also visits what is added to it meanwhile.
  for (const { content } of reached) {
    const names = new Set(content.match(/\b_pf\w+/g));
    for (const library of libraries) if (functionsOf(library).some((name) => names.has(name))) reached.add(library);
  }
  return [...reached];
}

function functionsOf({ content }: RegoModule): readonly string[] {
  return [...content.matchAll(/^_pf\w+/gm)].map(([name]) => name);
}

/** The same rules in modules of up to {@link MODULE_LINES}, or of one service. */
function merged(modules: readonly RegoModule[]): readonly RegoModule[] {
  const groups: RegoModule[][] = [];
  let lines = MODULE_LINES;
  for (const one of modules) {
    const own = one.content.split("\n").length;
    lines += own;
    if (lines > MODULE_LINES) {
      groups.push([]);
      lines = own;
    }
    groups[groups.length - 1]!.push(one);
  }
  return groups.map((group) => ({
    name: group.map(({ name }) => name).join(" "),
    content: HEADER + group.map(({ content }) => content).join(""),
  }));
}
