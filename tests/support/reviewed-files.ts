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
