import { createRequire } from "node:module";
import path from "node:path";
import VERSIONS from "./versions.json";

/** Packages with the rules and the engine. Only their versions in `versions.json` are known to fit each other. */
export const PACK = "cdk-preflight";
export const ENGINE = "@aws/cloudformation-validate";

/** A rule of the pack. */
export interface PackRule {
  readonly id: string;
  readonly service: string;
  readonly title: string;
  readonly severity: string;
  /** CloudFormation types; `*` is every type. */
  readonly resourceTypes: readonly string[];
  readonly rego: string;
}

/** Functions that rules share. */
interface Library {
  readonly name: string;
  readonly rego: string;
}

export interface Pack {
  readonly version: string;
  readonly engineVersion: string;
  /** File of the engine, to load in another process. */
  readonly engineFile: string;
  readonly rules: readonly PackRule[];
  readonly libraries: readonly Library[];
}

/** Thrown if a package is not installed. */
export class PackError extends Error {
  override readonly name = "PackError";
}

/** Thrown if the rules or the engine do not work: then nothing is known about any template. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}

/**
 * Loads the rules, which takes about 0.1 s.
 *
 * @param root - folder from which the packages are looked up.
 * @throws PackError if a package is not installed; EngineError if it has another form.
 */
export function loadPack(root: string): Pack {
  const require = createRequire(path.join(root, "package.json"));
  try {
    const { BUNDLED_RULES, BUNDLED_LIBS } = require(`${PACK}/lib/rules.generated.js`) as Record<string, unknown>;
    if (!Array.isArray(BUNDLED_RULES) || !Array.isArray(BUNDLED_LIBS) || BUNDLED_RULES.length === 0)
      throw new EngineError(`${PACK} has no list of rules; install the version that Groundplan names`);
    return {
      version: versionOf(PACK, require),
      engineVersion: versionOf(ENGINE, require),
      engineFile: require.resolve(ENGINE),
      rules: BUNDLED_RULES as readonly PackRule[],
      libraries: BUNDLED_LIBS as readonly Library[],
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw new PackError(
      `the rules about refusals of AWS need packages that are not installed: npm install --save-dev ${PACK} ${ENGINE}`,
    );
  }
}

/**
 * Compares the installed versions with those that Groundplan is tested with.
 *
 * @throws EngineError for another version: its rules may not compile, or compile and never apply.
 */
export function checkVersions({ version, engineVersion }: Pick<Pack, "version" | "engineVersion">): void {
  const installed: Readonly<Record<string, string>> = { [PACK]: version, [ENGINE]: engineVersion };
  const others = Object.entries(VERSIONS).filter(([name, tested]) => installed[name] !== tested);
  if (others.length === 0) return;
  const found = others.map(([name, tested]) => `${name} is ${installed[name]}, not ${tested}`).join("; ");
  const fix = Object.entries(VERSIONS).map(([name, tested]) => `${name}@${tested}`);
  throw new EngineError(`${found}: npm install --save-dev --save-exact ${fix.join(" ")}`);
}

function versionOf(name: string, require: NodeJS.Require): string {
  return (require(`${name}/package.json`) as { readonly version: string }).version;
}

/** The rules about any of the types. */
export function rulesAbout(types: ReadonlySet<string>, { rules }: Pick<Pack, "rules">): readonly PackRule[] {
  return rules.filter(({ resourceTypes }) => resourceTypes.some((type) => type === "*" || types.has(type)));
}
