import fs from "node:fs";
import path from "node:path";
import { EXIT_CODES, ToolError, missingError } from "../../runner/command/exit-codes";

/** Conversion of one argument to HCL, the only part of the generated code that contains the argument's type. */
export interface Conversion {
  readonly value: string;
  /** `simple`, `list`, `set`, `map` or `struct`. */
  readonly type: string;
  /** `string`, `stringList`... or the name of a class of the same file. */
  readonly storage: string;
}

/** One attribute or block of a class, from the generator's comment. */
export interface Member {
  readonly name: string;
  readonly computed: boolean;
  readonly optional: boolean;
  readonly required: boolean;
  readonly source: string;
}

/** A class of the bindings: a type or one of its nested objects. */
export interface BindingClass {
  readonly members: readonly Member[];
  readonly conversions: ReadonlyMap<string, Conversion>;
}

/** The generated code of one type. */
export interface Binding {
  readonly main: BindingClass;
  /** @throws ToolError if the file does not have the class. */
  nested(className: string): BindingClass;
  /** Conversions of a struct, which has no class. */
  struct(name: string): ReadonlyMap<string, Conversion> | undefined;
}

const MAIN_CLASS = /^export class (\w+) extends cdktf\.Terraform(?:Resource|DataSource|Provider) /m;
const CLASS = /^export class (\w+) extends cdktf\.(?:ComplexObject|Terraform\w+) /;
const CONVERTER = /^export function \w+ToHclTerraform\(struct\?: ([^)]*)\)/;
const MEMBER = /^ {2}\/\/ (\w+) - computed: (\w+), optional: (\w+), required: (\w+)$/m;
const CONVERSION = /^ +(\w+): \{\n +value: (.*),\n +isBlock: \w+,\n +type: "(\w+)",\n +storageClassType: "(\w+)",$/gm;

/**
 * The folder of a provider's bindings: those that `cdktf get` generated for the project, else the installed package of
 * the project, else the one that this package uses.
 *
 * @param provider - name of the package after `@cdktf/provider-`.
 * @throws ToolError (missing) with the package to install.
 */
export function installedBindings(provider = "aws"): string {
  const generated = path.join(generatedCode(), "providers", provider);
  if (fs.existsSync(path.join(generated, "provider"))) return generated;
  const name = `@cdktf/provider-${provider}`;
  try {
    const manifest = require.resolve(`${name}/package.json`, { paths: [process.cwd(), __dirname] });
    return path.join(path.dirname(manifest), "lib");
  } catch {
    throw missingError(
      `the bindings of provider ${provider} are not installed: npm install --save-dev ${name}, or cdktf get`,
    );
  }
}

/** The folder that `cdktf get` writes. */
function generatedCode(): string {
  const file = path.join(process.cwd(), "cdktf.json");
  const { codeMakerOutput = ".gen" } = fs.existsSync(file)
    ? (JSON.parse(fs.readFileSync(file, "utf8")) as { codeMakerOutput?: string })
    : {};
  return path.resolve(process.cwd(), codeMakerOutput);
}

/** The version of the provider for which bindings were generated. */
export function providerVersion(folder: string): string | undefined {
  const source = fs.readFileSync(sourceFile(folder, "provider/index")!, "utf8");
  return /providerVersion: ["']([^"']+)["']/.exec(source)?.[1];
}

/**
 * Reads the generated code of one type.
 *
 * @param folder - the bindings' `lib`.
 * @param directory - directory of the type: `rds-cluster`, `data-aws-iam-policy-document`, `provider`.
 * @returns undefined if the bindings do not have the type.
 * @throws ToolError if the code has an unknown form.
 */
export function readBinding(folder: string, directory: string): Binding | undefined {
  const file = sourceFile(folder, directory, "index");
  if (file === undefined) return undefined;
  return parse(directory, [file, ...structFiles(path.join(folder, directory, "index-structs"))].map(typescriptOf));
}

/** `cdktf get` writes TypeScript, packages contain JavaScript. */
function sourceFile(...segments: readonly string[]): string | undefined {
  const file = path.join(...segments);
  return [`${file}.ts`, `${file}.js`].find((one) => fs.existsSync(one));
}

function structFiles(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  const names = fs.readdirSync(folder).flatMap((name) => /^(structs\d+)\.(?:js|ts)$/.exec(name)?.[1] ?? []);
  return [...new Set(names)].map((name) => sourceFile(folder, name)!);
}

/** Reads the TypeScript, from the source map of JavaScript, because it has comments and types. */
function typescriptOf(file: string): string {
  if (file.endsWith(".ts")) return fs.readFileSync(file, "utf8");
  const [, map] = /sourceMappingURL=data:application\/json;base64,([\w+/=]+)/.exec(fs.readFileSync(file, "utf8")) ?? [];
  if (!map) throw unparsable(file, "no source map");
  const { sourcesContent } = JSON.parse(Buffer.from(map, "base64").toString("utf8")) as { sourcesContent?: string[] };
  return sourcesContent?.[0] ?? fail(file, "no TypeScript in the source map");
}

function parse(name: string, sources: readonly string[]): Binding {
  const classes = new Map<string, string>();
  const structs = new Map<string, string>();
  for (const declaration of sources.flatMap((source) => source.split(/^(?=export )/m))) {
    const [, className] = CLASS.exec(declaration) ?? [];
    const [, parameter] = CONVERTER.exec(declaration) ?? [];
    if (className) classes.set(className, declaration);
    if (parameter) structs.set(structNameOf(parameter), declaration);
  }
  const [, mainName] = MAIN_CLASS.exec(sources[0]!) ?? [];
  const main = classes.get(mainName ?? "") ?? fail(name, "no class of a resource, data source or provider");
  const struct = (structName: string) => conversionsIn(structs.get(structName));
  return {
    main: { members: membersOf(main), conversions: conversionsIn(main) ?? new Map() },
    struct,
    nested(className) {
      const source = classes.get(className) ?? fail(name, `no class ${className}`);
      const conversions = struct(className.replace(/OutputReference$/, "")) ?? fail(name, `no struct of ${className}`);
      return { members: membersOf(source), conversions };
    },
  };
}

/** The struct among the alternatives of a parameter's type. */
function structNameOf(parameter: string): string {
  const alternatives = parameter.split(" | ");
  return alternatives.find((one) => one !== "cdktf.IResolvable" && !one.endsWith("OutputReference")) ?? parameter;
}

function conversionsIn(source: string | undefined): Map<string, Conversion> | undefined {
  if (source === undefined) return undefined;
  const found = [...source.matchAll(CONVERSION)];
  return new Map(
    found.map(([, name, value, type, storage]) => [name!, { value: value!, type: type!, storage: storage! }]),
  );
}

function membersOf(source: string): Member[] {
  const [, ...pieces] = source.split(MEMBER);
  return Array.from({ length: pieces.length / 5 }, (_, index): Member => {
    const [name, computed, optional, required, body] = pieces.slice(index * 5) as [
      string,
      string,
      string,
      string,
      string,
    ];
    return {
      name,
      source: body,
      computed: computed === "true",
      optional: optional === "true",
      required: required === "true",
    };
  });
}

function fail(binding: string, reason: string): never {
  throw unparsable(binding, reason);
}

/** The error for code whose form differs from this version of the bindings. */
export function unparsable(binding: string, reason: string): ToolError {
  return new ToolError(
    `cannot read the bindings of ${binding}: ${reason}; npm ci installs the bindings that the rehearsal knows`,
    EXIT_CODES.failed,
  );
}
