import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { thisMachine } from "../../tools/runner/command/machine";
import { runGroundplan } from "../tools/fixtures";

/** The picture of an environment in an output folder of a synthesis. */
export async function drawnEnvironment(outdir: string, environment: string): Promise<string> {
  const cwd = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-picture-"));
  const machine = { ...thisMachine(), cwd, env: { ...process.env, CDKTF_OUTDIR: outdir } };
  expect(await runGroundplan(machine, ["diagram", environment])).toMatchObject({ exitCode: 0 });
  const picture = fs.readFileSync(path.join(cwd, "docs/images/architecture.svg"), "utf8");
  fs.rmSync(cwd, { recursive: true });
  return picture;
}

/**
 * Compares the picture of a project's documentation with its production environment; `-u` writes it.
 *
 * @param outdir - output folder of the synthesis.
 */
export async function expectPicture(project: string, outdir: string): Promise<void> {
  const file = path.join(project, "docs/images/architecture.svg");
  const drawn = await drawnEnvironment(outdir, "prod");
  if (process.env["SNAPSHOT_UPDATE"] === "all") fs.writeFileSync(file, drawn);
  expect(fs.readFileSync(file, "utf8")).toBe(drawn);
  expect(fs.readFileSync(path.join(project, "docs/architecture.md"), "utf8")).toContain("](images/architecture.svg)");
}
