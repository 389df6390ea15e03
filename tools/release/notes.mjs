import fs from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Section of the changelog for a version, without its heading.
 *
 * @throws Error if the changelog has no dated section with text for the version.
 */
export function notesOf(changelog, version) {
  const [, text = ""] = changelog.split(`\n## [${version}] - `);
  const [section = ""] = text.split(/\n(?:## |\[[^\]]+\]: )/);
  const [, notes] = /^\d{4}-\d{2}-\d{2}\n(.*)$/s.exec(section) ?? [];
  if (!notes?.trim())
    throw new Error(`CHANGELOG.md has no section "## [${version}] - <date>" with text; add it before the release`);
  return notes.trim();
}

/** @throws Error if a tag names another version than package.json. */
export function checkTag(tag, version) {
  if (tag !== `v${version}`)
    throw new Error(`the tag is ${tag} and package.json has ${version}; tag the commit v${version}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { version } = JSON.parse(fs.readFileSync("package.json", "utf8"));
  const [tag = `v${version}`] = process.argv.slice(2);
  try {
    checkTag(tag, version);
    console.log(notesOf(fs.readFileSync("CHANGELOG.md", "utf8"), version));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
