import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import { COMMANDS } from "../../../tools/commands/groundplan";

const root = path.resolve(__dirname, "../../..");

/** Our npm scripts, and folders that only this repository has. */
const OURS = /\bnpm (?:run|test)\b|\bnpx jest\b|(?<![\w./])(?:environments|stacks|tools|tests)\/(?!\*)/;

/** Folders and files whose texts no consumer sees. */
const REPOSITORY_ONLY = [
  ...Object.entries(COMMANDS)
    .filter(([, { summary }]) => summary.endsWith("(Groundplan repository only)"))
    .map(([name]) => `tools/commands/${name}.ts`),
  "tools/commands/synth.ts",
  "tools/benchmark/",
  "tools/emulation/",
  "tools/refusals/",
  "tools/rehearsal/drill/",
  "policies/catalogue/",
];

/** Texts with their place, for files that are not only for this repository. */
function textsOf(folder: string): (readonly [place: string, text: string])[] {
  const files = fs.readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
  return files
    .map((file) => `${folder}/${file}`)
    .filter((file) => file.endsWith(".ts") && !REPOSITORY_ONLY.some((own) => file.startsWith(own)))
    .flatMap((file) => textsIn(fs.readFileSync(path.join(root, file), "utf8")).map((text) => [file, text] as const));
}

/** String literals and templates, without the names of imported files. */
function textsIn(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("source.ts", source, ts.ScriptTarget.ES2022, true));
  return found;
}

/** Texts that name a path of this repository for a reason. */
const ALLOWED: Readonly<Record<string, string>> = {
  "modules/environment/environment-rule.ts: environments/": "the folder in which an app keeps its environments",
  "tools/commands/cost.ts: tools/cost/prices/prices.json": "the file that --refresh updates in this repository only",
};

test("texts that consumers of the package see name neither our npm scripts nor our folders", () => {
  const found = ["tools", "policies", "testing", "modules"]
    .flatMap(textsOf)
    .filter(([place, text]) => OURS.test(text) && !(`${place}: ${text}` in ALLOWED))
    .map(([place, text]) => `${place}: ${text}`);
  expect(found).toEqual([]);
});

test.each(["start it by npm run promote", "see environments/tooling.ts", "npx jest -u", "edit stacks/shop.ts"])(
  "the text %j is found",
  (text) => {
    expect(textsIn(`const fix = "${text}";`).filter((one) => OURS.test(one))).toEqual([text]);
  },
);

test.each(["npm install --save-dev esbuild", "cdktf.out/stacks/shop", "use terraform_data", "groundplan policy"])(
  "the text %j is not",
  (text) => {
    expect(OURS.test(text)).toBe(false);
  },
);
