import type { Metafile } from "esbuild";
import { describe, expect, it } from "vitest";
import { entryBytes } from "../../bundle";

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

describe("what a handler loads before its first event", () => {
  it("is its file and all that it imports, but not what it imports later", () => {
    expect(entryBytes(metafile, "api")).toBe(123);
  });

  it("is unknown for a handler that was not bundled", () => {
    expect(() => entryBytes(metafile, "worker")).toThrow("no bundle of the handler worker");
  });
});
