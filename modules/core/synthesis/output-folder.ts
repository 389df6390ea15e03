import fs from "node:fs";
import path from "node:path";

/**
 * Moves synthesized stacks from a temporary folder to the output folder, entry by entry: the folder of a stack can
 * hold the `.terraform` of an earlier init.
 *
 * @param staleStacks - `remove` deletes the folders with a `cdk.tf.json` of stacks that the app has no longer;
 * `retain` leaves them to the cdktf CLI, which fails if they are gone.
 */
export function publish(staging: string, outdir: string, staleStacks: "remove" | "retain"): void {
  const names = fs.readdirSync(path.join(staging, "stacks"));
  const published = path.join(outdir, "stacks");
  fs.mkdirSync(published, { recursive: true });
  if (staleStacks === "remove") {
    fs.readdirSync(published)
      .filter((name) => !names.includes(name) && fs.existsSync(path.join(published, name, "cdk.tf.json")))
      .forEach((name) => fs.rmSync(path.join(published, name), { recursive: true }));
  }
  names.forEach((name) => moveEntries(path.join(staging, "stacks", name), path.join(published, name)));
  fs.renameSync(path.join(staging, "manifest.json"), path.join(outdir, "manifest.json"));
}

/** Moves the configuration and the files it refers to, such as assets. */
function moveEntries(from: string, to: string): void {
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from)) {
    fs.rmSync(path.join(to, entry), { recursive: true, force: true });
    fs.renameSync(path.join(from, entry), path.join(to, entry));
  }
}
