import fs from "node:fs";
import path from "node:path";

/** `-u` of Jest; without it only a folder that does not exist yet is written, and in CI none. */
export type UpdateMode = "all" | "new" | "none";

/**
 * Compares a folder with the files that belong there, or writes them: `npm test -- -u` updates them as it updates
 * snapshots.
 */
export function expectFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
  mode = process.env["SNAPSHOT_UPDATE"] as UpdateMode,
): void {
  const isNew = !fs.existsSync(folder);
  if (mode === "all" || (mode === "new" && isNew)) writeFiles(folder, files);
  expect(readFiles(folder)).toEqual(files);
}

/**
 * Compares the folders inside a folder with their names. `-u` removes those of stacks that are no longer synthesized.
 */
export function expectFolders(
  folder: string,
  names: readonly string[],
  mode = process.env["SNAPSHOT_UPDATE"] as UpdateMode,
): void {
  const folders = (): string[] =>
    fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  if (mode === "all") {
    const removed = folders().filter((name) => !names.includes(name));
    removed.forEach((name) => fs.rmSync(path.join(folder, name), { recursive: true }));
  }
  expect(folders().sort()).toEqual([...names].sort());
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  Object.entries(files).forEach(([name, text]) => fs.writeFileSync(path.join(folder, name), text));
}

function readFiles(folder: string): Record<string, string> {
  if (!fs.existsSync(folder)) return {};
  return Object.fromEntries(
    fs.readdirSync(folder).map((name) => [name, fs.readFileSync(path.join(folder, name), "utf8")]),
  );
}
