import { isDeepStrictEqual } from "node:util";

/** Versions of CDK Terrain by package. */
export const TERRAIN = { cdktn: "0.24.0", "cdktn-cli": "0.24.0", "@cdktn/provider-aws": "25.7.0" };

/** Packages of CDKTF, and those that replace them. */
const RENAMED = { cdktf: "cdktn", "cdktf-cli": "cdktn-cli", "@cdktf/provider-aws": "@cdktn/provider-aws" };

/** Renames the packages in the imports of a source file. */
export function renameImports(source) {
  return source.replace(/(["'])@cdktf\/provider-/g, "$1@cdktn/provider-").replace(/(["'])cdktf(?=["'/])/g, "$1cdktn");
}

/** Replaces the packages in a package.json. Ranges with ^ stay ranges. */
export function renameDependencies(manifest) {
  const moved = (dependencies) =>
    Object.fromEntries(
      Object.entries(dependencies).map(([name, range]) => {
        const other = RENAMED[name];
        return other ? [other, `${range.startsWith("^") ? "^" : ""}${TERRAIN[other]}`] : [name, range];
      }),
    );
  const kinds = ["dependencies", "devDependencies", "peerDependencies"].filter((kind) => manifest[kind]);
  return { ...manifest, ...Object.fromEntries(kinds.map((kind) => [kind, moved(manifest[kind])])) };
}

/** Differences that belong to the move: the versions, and the source of the provider, which Terrain writes in full. */
const EXPECTED = [
  /^\/\/\.metadata\.version$/,
  /^terraform\.required_providers\.aws\.version$/,
  /^terraform\.required_providers\.aws\.source: "aws" "hashicorp\/aws"$/,
];

/** Differences between the synthesized JSON of a stack in both engines that do not belong to the move. */
export function differences(before, after) {
  return changes(before, after, []).filter(
    ({ path, text }) => !EXPECTED.some((one) => one.test(path) || one.test(`${path}: ${text}`)),
  );
}

function changes(before, after, path) {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isComposed(before) || !isComposed(after) || Array.isArray(before) !== Array.isArray(after)) {
    return [{ path: path.join("."), text: `${JSON.stringify(before)} ${JSON.stringify(after)}` }];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => changes(before[key], after[key], [...path, key]));
}

function isComposed(value) {
  return typeof value === "object" && value !== null;
}
