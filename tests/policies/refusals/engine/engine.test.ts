import fs from "node:fs";
import path from "node:path";
import { diagnose } from "../../../../policies/refusals/engine/engine";
import { temporaryFolder } from "../../../tools/fixtures";

const folder = temporaryFolder();

/** The findings of an engine with the given constructor, on one template. */
function diagnosedBy(constructor: string, seconds?: number): unknown {
  const engineFile = path.join(folder, "engine.js");
  const engine = `class { constructor() { ${constructor} } validateDetailed() { return { status: "OK", diagnostics: [] }; } }`;
  fs.writeFileSync(engineFile, `exports.TemplateFile = class {}; exports.RegoEngine = ${engine};`);
  const include = { ids: [], idPatterns: [] };
  return diagnose({ engineFile, modules: [], templates: [{ text: "{}" }], include, seconds });
}

test("an engine that hangs is ended", () => {
  expect(() => diagnosedBy("for (;;) {}", 2)).toThrow(/^the engine ended with SIGKILL: .*ETIMEDOUT/);
});

test("an engine that works within the time reports", () => {
  expect(diagnosedBy("")).toEqual([[]]);
});
