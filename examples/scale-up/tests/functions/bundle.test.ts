import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleFunctions as bundle } from "groundplan/compute/bundles";
import { bundleFunctions } from "../../functions/bundle";
import { functions, type FunctionName } from "../../functions/contract";

const example = path.join(__dirname, "../..");
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-bundle-"));

afterAll(() => fs.rmSync(temporary, { recursive: true }));

/** Names of the files of a folder with the hashes of their contents. */
const hashes = (folder: string) =>
  Object.entries(contents(folder)).map(([name, text]) => `${name} ${createHash("sha256").update(text).digest("hex")}`);

/** Files of a folder with their contents. */
function contents(folder: string): Record<string, string> {
  const names = fs.readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(folder, name), "utf8")]));
}

let folders: Readonly<Record<FunctionName, string>>;

beforeAll(() => {
  folders = bundleFunctions();
});

describe("bundles", () => {
  test("are a folder with code and map for each function", () => {
    expect(Object.keys(folders).sort()).toEqual(Object.keys(functions).sort());
    for (const folder of Object.values(folders)) expect(fs.readdirSync(folder)).toEqual(["index.mjs", "index.mjs.map"]);
  });

  test("are the same bytes in another folder, at another depth", () => {
    const copy = path.join(temporary, "a/b/c/another-project/scale-up/functions");
    fs.cpSync(path.join(example, "functions"), copy, { recursive: true });
    fs.symlinkSync(path.join(example, "../../node_modules"), path.join(temporary, "a/node_modules"));
    const entryPoints = { orders: "handlers/orders.ts", analytics: "handlers/analytics.ts" };
    const options = { name: "copies", entryPoints, external: ["pg-native"] };
    const original = bundle({ ...options, folder: path.join(example, "functions") });
    expect(bundle({ ...options, folder: copy })).toEqual(original);
    expect(hashes(original.orders)).toEqual(hashes(folders.orders));
  });

  test("name no folder of the machine, and contain no key", () => {
    for (const folder of Object.values(folders)) {
      for (const text of Object.values(contents(folder))) {
        expect(text.includes(path.dirname(example))).toBe(false);
        expect(/-----BEGIN [A-Z ]*PRIVATE KEY-----\n/.test(text)).toBe(false);
      }
    }
  });

  test("map errors to the sources", () => {
    const { sources } = JSON.parse(contents(folders.orders)["index.mjs.map"]!) as { sources: string[] };
    expect(sources).toContain("orders/place-order.ts");
    expect(sources.filter((name) => name.startsWith(".."))).toEqual([]);
  });

  test.each(Object.keys(functions) as FunctionName[])("of %s load as an ES module with a handler", (name) => {
    const script = `const { handler } = await import(${JSON.stringify(path.join(folders[name], "index.mjs"))}); console.log(typeof handler);`;
    const env = { PATH: process.env["PATH"], AWS_REGION: "us-east-1", POWERTOOLS_TRACE_ENABLED: "false" };
    const run = spawnSync(process.execPath, ["--no-warnings", "--input-type=module", "-e", script], {
      env,
      encoding: "utf8",
    });
    expect([run.stderr, run.stdout]).toEqual(["", "function\n"]);
  });
});
