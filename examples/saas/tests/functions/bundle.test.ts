import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleFunctions } from "../../functions/bundle";
import { functions, type FunctionName } from "../../functions/contract";

let folders: Readonly<Record<FunctionName, string>>;

beforeAll(() => {
  folders = bundleFunctions();
});

describe("bundles", () => {
  test("are a folder with code and map for each function", () => {
    expect(Object.keys(folders).sort()).toEqual(Object.keys(functions).sort());
    for (const folder of Object.values(folders)) expect(fs.readdirSync(folder)).toEqual(["index.mjs", "index.mjs.map"]);
  });

  test("name no folder of the machine, and contain no key", () => {
    for (const folder of Object.values(folders)) {
      const text = fs.readFileSync(path.join(folder, "index.mjs"), "utf8");
      expect(text.includes(path.join(__dirname, "../../../.."))).toBe(false);
      expect(/-----BEGIN [A-Z ]*PRIVATE KEY-----\n/.test(text)).toBe(false);
    }
  });

  test("keep the names of errors, by which the workflows catch them", () => {
    const text = fs.readFileSync(path.join(folders.billing, "index.mjs"), "utf8");
    for (const name of ["SubscriptionRefused", "ChargeInProgress", "AlreadyReported", "TemporarilyUnavailable"])
      expect(text).toContain(name);
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
