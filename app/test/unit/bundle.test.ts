import type { Metafile } from "esbuild";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundleHandlers, compressMaps, entryBytes } from "../../bundle";
import { describeError } from "../../src/observability/describe-error";

const output = (bytes: number, imports: object[] = [], more: object = {}) => ({
  bytes,
  imports,
  inputs: {},
  exports: [],
  ...more,
});

const metafile = {
  inputs: {},
  outputs: {
    "dist/handlers/api.mjs": output(
      100,
      [
        { path: "dist/chunks/a.mjs", kind: "import-statement" },
        { path: "dist/chunks/lazy.mjs", kind: "dynamic-import" },
        { path: "node:tls", kind: "import-statement", external: true },
      ],
      { entryPoint: "src/handlers/api.ts" },
    ),
    "dist/chunks/a.mjs": output(20, [{ path: "dist/chunks/b.mjs", kind: "import-statement" }]),
    "dist/chunks/b.mjs": output(3, [{ path: "dist/chunks/a.mjs", kind: "import-statement" }]),
    "dist/chunks/lazy.mjs": output(4_000),
  },
} as unknown as Metafile;

describe("the bytes that a handler loads before its first event", () => {
  it("are its file and its static imports, without dynamic ones", () => {
    expect(entryBytes(metafile, "api")).toBe(123);
  });

  it("are unknown for a handler that was not bundled", () => {
    expect(() => entryBytes(metafile, "worker")).toThrow("no bundle of the handler worker");
  });
});

function errorOf(work: () => void): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("a bundle", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "shop-bundle-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it("has a source map, by which the log names the source of an error", async () => {
    const lines = ["export function handler(): never {", '  throw new Error("broken");', "}"];
    writeFileSync(join(folder, "source.ts"), lines.join("\n"));
    compressMaps(await bundleHandlers({ bundled: join(folder, "source.ts") }, folder));
    const { handler } = (await import(join(folder, "bundled.mjs"))) as { handler: () => never };
    const { thrownAt } = describeError(errorOf(handler));
    expect(thrownAt![0]).toBe("source.ts:2:9");
    expect(readFileSync(join(folder, "bundled.mjs"), "utf8")).not.toContain("sourceMappingURL");
  });

  it.each(["node:http", "http"])("requires %s, whose import would load an HTTP client", async (name) => {
    const source = `import { METHODS } from "${name}";\nimport { get } from "node:https";\nexport const handler = [METHODS, typeof get];\n`;
    writeFileSync(join(folder, "source.ts"), source);
    await bundleHandlers({ bundled: join(folder, "source.ts") }, folder);
    const text = readFileSync(join(folder, "bundled.mjs"), "utf8");
    expect(text).not.toMatch(/from ?"(node:)?http"/);
    expect(text).toMatch(/from ?"node:https"/);
    const { handler } = (await import(join(folder, "bundled.mjs"))) as { handler: unknown[] };
    expect(handler).toEqual([expect.arrayContaining(["GET"]), "function"]);
  });
});
