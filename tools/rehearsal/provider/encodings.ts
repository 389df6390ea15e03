import type { TerraformJson } from "../../../modules/core";

/** Form in which expressions of a configuration decode a value. */
export interface Encoding {
  readonly kind: "jsondecode" | "base64decode";
  /** Keys that expressions read from the decoded object. */
  readonly keys: readonly string[];
}

/** By the path of the value without indices: `aws_eks_cluster.certificate_authority.data`, `data.aws_...`. */
export type Encodings = Readonly<Record<string, Encoding>>;

const DECODED =
  /(jsondecode|base64decode)\((?:\w+\()*((?:data\.)?[a-z0-9]+_\w+)\.[\w-]+((?:\.\w+|\[[^\]]*\])+)\)+(?:\.(\w+)|\["(\w+)"\]|, *"(\w+)")?/g;

/** Values that the configurations decode. Invented ones must have that form, or the decoding fails. */
export function encodingsIn(configs: readonly TerraformJson[]): Encodings {
  const found = new Map<string, { kind: Encoding["kind"]; keys: Set<string> }>();
  for (const config of configs) {
    const text = plainText(config);
    const locals = localKeys(config, text);
    for (const [, kind, type, path, ...keys] of text.matchAll(DECODED)) {
      const id = `${type}${path!.replaceAll(/\[[^\]]*\]/g, "")}`;
      const entry = found.get(id) ?? { kind: kind as Encoding["kind"], keys: new Set(locals) };
      keys.filter(Boolean).forEach((key) => entry.keys.add(key));
      found.set(id, entry);
    }
  }
  return Object.fromEntries([...found].map(([id, { kind, keys }]) => [id, { kind, keys: [...keys] }]));
}

/** Keys read from locals that hold a decoded object. */
function localKeys({ locals = {} }: TerraformJson & { locals?: object }, text: string): string[] {
  const decoded = Object.entries(locals).filter(([, value]) => plainText(value).includes("jsondecode("));
  return decoded.flatMap(([name]) =>
    [...text.matchAll(new RegExp(`local\\.${name}(?:\\.(\\w+)|\\["(\\w+)"\\])`, "g"))].map(
      ([, attribute, key]) => (attribute ?? key)!,
    ),
  );
}

function plainText(value: unknown): string {
  return JSON.stringify(value).replaceAll('\\"', '"');
}
