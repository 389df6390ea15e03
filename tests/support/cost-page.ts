import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { runGroundplan } from "../tools/fixtures";
import { thisMachine } from "../../tools/runner/command/machine";

/**
 * Compares `docs/cost.md` of a project with the estimate of its synthesized stacks; `-u` writes it.
 *
 * @param outdir - output folder of the synthesis.
 */
export async function expectCostPage(project: string, outdir: string): Promise<void> {
  const page = path.join(project, "docs/cost.md");
  const cwd = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-cost-page-"));
  for (const part of ["docs/cost.md", "docs/cost.json", "usage"]) {
    const source = path.join(project, part);
    if (fs.existsSync(source)) fs.cpSync(source, path.join(cwd, part), { recursive: true });
  }
  const machine = { ...thisMachine(), cwd, env: { ...process.env, CDKTF_OUTDIR: outdir } };
  expect(await runGroundplan(machine, ["cost", "--page"])).toMatchObject({ exitCode: 0 });
  const estimated = fs.readFileSync(path.join(cwd, "docs/cost.md"), "utf8");
  fs.rmSync(cwd, { recursive: true });
  if (process.env["SNAPSHOT_UPDATE"] === "all") fs.writeFileSync(page, estimated);
  expect(fs.readFileSync(page, "utf8")).toBe(estimated);
}
