import fs from "node:fs";
import { createRequire } from "node:module";

const PROVIDER = "@cdktf/provider-aws";

/** Arguments that every type has, and that no rule is about. */
const COMMON: readonly string[] = ["id", "region", "tagsAll", "timeouts"];

/** An argument of a Terraform type, at any depth. */
export interface Argument {
  /** Spelling of the bindings: `healthCheck`. */
  readonly name: string;
  /** True if the argument is a text, which may contain a document. */
  readonly isText: boolean;
}

/**
 * All arguments of a Terraform type, nested ones too. Read from the declarations of the bindings, because the schema of
 * the provider is 50 times as large.
 */
export function argumentsOf(type: string): readonly Argument[] {
  const folder = type.replace(/^aws_/, "").replaceAll("_", "-");
  const file = createRequire(__filename).resolve(`${PROVIDER}/lib/${folder}`).replace(/\.js$/, ".d.ts");
  const inputs = fs.readFileSync(file, "utf8").matchAll(/^export interface \w+ (extends [\w.]+ )?\{(.*?)^\}/gms);
  return [...inputs].flatMap(([, isRoot, body]) =>
    [...body!.matchAll(/^ {4}readonly (\w+)\??: (.+)$/gm)]
      .map(([, name, kind]) => ({ name: name!, isText: kind === "string;" }))
      .filter(({ name }) => isRoot === undefined || !COMMON.includes(name)),
  );
}
