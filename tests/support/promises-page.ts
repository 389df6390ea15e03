import fs from "node:fs";
import path from "node:path";
import { readConfiguration, type StackInput } from "../../policies";
import { promisesOfApp } from "../../tools/attest/promises-of-app";
import { promisesPage } from "../../tools/attest/reports/page";
import { stackNamesIn } from "./synthesized";

/** The synthesized stacks of an output folder. */
export function stackInputs(outdir: string): readonly StackInput[] {
  return stackNamesIn(outdir).map((name) => {
    const file = path.join(outdir, "stacks", name, "cdk.tf.json");
    return readConfiguration({ name, config: JSON.parse(fs.readFileSync(file, "utf8")) });
  });
}

/** Compares `docs/promises.md` of a project with its promises, none of which is broken; `-u` writes it. */
export function expectPromisesPage(project: string, outdir: string): void {
  const attestations = promisesOfApp(project, stackInputs(outdir), new Date())!;
  const page = path.join(project, "docs/promises.md");
  const text = promisesPage(attestations);
  if (process.env["SNAPSHOT_UPDATE"] === "all") fs.writeFileSync(page, text);
  expect(attestations.filter(({ holds }) => !holds)).toEqual([]);
  expect(fs.readFileSync(page, "utf8")).toBe(text);
}
