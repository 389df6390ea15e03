import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { bundleFunctions, type FunctionBundles } from "../../../../modules/compute/bundles";

let root: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-bundles-test-"));
  jest.spyOn(os, "tmpdir").mockReturnValue(root);
});

afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(root, { recursive: true });
});

/** Writes the sources of two functions into a folder. */
function sources(folder: string, greeting = "hello"): FunctionBundles<"greet" | "part"> {
  const files = {
    "handlers/greet.ts": 'import { greeting } from "../greeting"; export const handler = () => greeting;',
    "handlers/part.ts": 'import { basename } from "node:path"; export const handler = () => basename(__dirname);',
    "greeting.ts": `export const greeting: string = ${JSON.stringify(greeting)};`,
  };
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  const entryPoints = { greet: "handlers/greet.ts", part: "handlers/part.ts" };
  return { name: "shop", folder: path.join(root, folder), entryPoints };
}

/** Runs the handler of a bundle in another process. */
function run(folder: string): string {
  const program = `import(${JSON.stringify(path.join(folder, "index.mjs"))}).then(({ handler }) => console.log(handler()))`;
  return spawnSync(process.execPath, ["-e", program], { encoding: "utf8" }).stdout.trim();
}

const textOf = (folder: string, file: string) => fs.readFileSync(path.join(folder, file), "utf8");

describe("bundles of functions", () => {
  test("are folders with the handler and its source map", () => {
    const folders = bundleFunctions(sources("a"));
    expect(Object.keys(folders)).toEqual(["greet", "part"]);
    for (const folder of Object.values(folders)) expect(fs.readdirSync(folder)).toEqual(["index.mjs", "index.mjs.map"]);
    expect([run(folders.greet), run(folders.part)]).toEqual(["hello", "part"]);
    expect(path.basename(path.dirname(folders.greet))).toMatch(/^groundplan-shop-[0-9a-f]{32}$/);
  });

  test("are the same for the same sources in another folder at another depth, and others for other sources", () => {
    const [first, second, other] = [sources("a"), sources("b/c/d"), sources("e", "good morning")].map(bundleFunctions);
    expect(second).toEqual(first);
    expect(other!.greet).not.toBe(first!.greet);
  });

  test("map errors to sources by paths below the folder", () => {
    const { greet } = bundleFunctions(sources("a"));
    const { sources: names } = JSON.parse(textOf(greet, "index.mjs.map")) as { sources: string[] };
    expect(names.sort()).toEqual(["greeting.ts", "handlers/greet.ts"]);
  });

  test("contain the code for functions of groundplan, with the same bytes wherever it is installed", () => {
    const importing = (folder: string) => {
      const bundles = sources(folder);
      const text =
        'import { describeError } from "groundplan/api/handlers"; export const greeting = describeError(1).name;';
      fs.writeFileSync(path.join(bundles.folder, "greeting.ts"), text);
      return bundleFunctions(bundles).greet;
    };
    const greet = importing("a");
    expect(run(greet)).toBe("number");
    expect(importing("b/node_modules/c")).toBe(greet);
    const { sources: names } = JSON.parse(textOf(greet, "index.mjs.map")) as { sources: string[] };
    expect(names).toContain("groundplan/api/handlers/describe-error.ts");
  });

  test("contain the files that exist", () => {
    const bundles = { ...sources("a"), files: ["ca.pem", "missing.pem"] };
    fs.writeFileSync(path.join(bundles.folder, "ca.pem"), "certificates");
    const folders = bundleFunctions(bundles);
    for (const folder of Object.values(folders)) {
      expect(fs.readdirSync(folder)).toEqual(["ca.pem", "index.mjs", "index.mjs.map"]);
      expect(textOf(folder, "ca.pem")).toBe("certificates");
    }
  });

  test("import external packages", () => {
    const bundles = sources("a");
    const file = path.join(bundles.folder, "greeting.ts");
    fs.writeFileSync(file, 'export const greeting = () => import("unknown-package");');
    expect(() => bundleFunctions(bundles)).toThrow(/Could not resolve "unknown-package"/);
    const { greet } = bundleFunctions({ ...bundles, external: ["unknown-package"] });
    expect(textOf(greet, "index.mjs")).toContain("unknown-package");
  });

  test("come from the sources of a compiled example", () => {
    const { entryPoints } = sources("examples/shop");
    const compiled = path.join(root, "dist/examples/shop");
    expect(run(bundleFunctions({ name: "shop", folder: compiled, entryPoints }).greet)).toBe("hello");
  });

  test("of another process with the same bytes are used, other failures are errors", () => {
    const bundles = sources("a");
    const folders = bundleFunctions(bundles);
    const parent = path.dirname(folders.greet);
    const exists = jest.spyOn(fs, "existsSync").mockReturnValueOnce(false);
    expect(bundleFunctions(bundles)).toEqual(folders);
    expect(fs.readdirSync(root).filter((name) => name.startsWith("groundplan-"))).toEqual([path.basename(parent)]);
    exists.mockReturnValue(false);
    jest.spyOn(fs, "renameSync").mockImplementation(() => {
      throw new Error("no space left");
    });
    expect(() => bundleFunctions(bundles)).toThrow("no space left");
  });
});
