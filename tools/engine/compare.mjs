import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { URL, fileURLToPath } from "node:url";
import { differences, renameDependencies, renameImports } from "./rename.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const SOURCES = /\.(?:[cm]?[jt]s|tsx|json)$/;

/** Folders of all apps of the repository: with a main.ts. */
const apps = [".", ...fs.readdirSync(path.join(root, "examples")).map((name) => `examples/${name}`)].filter((folder) =>
  fs.existsSync(path.join(root, folder, "main.ts")),
);

function run(cwd, program, ...args) {
  execFileSync(program, args, { cwd, stdio: ["ignore", "inherit", "inherit"] });
}

/** Copies the files that Git knows, or would add, without the installed packages. */
function copyFiles(target) {
  const list = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  for (const name of list.toString().split("\0").filter(Boolean)) {
    if (fs.existsSync(path.join(root, name))) fs.cpSync(path.join(root, name), path.join(target, name));
  }
}

/** Renames the packages in all files of a folder. */
function move(folder) {
  for (const name of fs.readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, name);
    if (!SOURCES.test(name) || name === "package-lock.json" || !fs.statSync(file).isFile()) continue;
    const text = fs.readFileSync(file, "utf8");
    const isManifest = path.basename(name) === "package.json";
    const moved = isManifest ? JSON.stringify(renameDependencies(JSON.parse(text)), null, 2) : renameImports(text);
    if (moved !== text) fs.writeFileSync(file, moved);
  }
}

/** Builds and synthesizes every app. */
function synthesize(folder) {
  run(folder, "npm", "run", "--silent", "build");
  for (const app of apps) run(folder, process.execPath, "dist/tools/commands/synth.js", "--app", app);
}

/** Synthesized JSON by app and stack. */
function stacksIn(folder) {
  return Object.fromEntries(
    apps.flatMap((app) => {
      const outdir = path.join(folder, app, "cdktf.out/stacks");
      const read = (name) => JSON.parse(fs.readFileSync(path.join(outdir, name, "cdk.tf.json"), "utf8"));
      return fs.readdirSync(outdir).map((name) => [path.join(app, name), read(name)]);
    }),
  );
}

/** Prints the differences of every stack. @returns their number. */
function report(before, after) {
  let count = 0;
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const found = differences(before[name], after[name]);
    count += found.length;
    console.log(`${name}: ${found.length === 0 ? "equal" : ""}`);
    for (const { path: place, text } of found) console.log(`  ${place}: ${text}`);
  }
  return count;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-terrain-"));
try {
  copyFiles(folder);
  move(folder);
  run(folder, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund");
  synthesize(root);
  synthesize(folder);
  const before = stacksIn(root);
  const count = report(before, stacksIn(folder));
  console.log(`${Object.keys(before).length} stacks of ${apps.length} apps, ${count} differences`);
  process.exitCode = count === 0 ? 0 : 1;
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
