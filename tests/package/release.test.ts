import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const program = path.join(root, "tools/release/notes.mjs");

/** Runs the release notes of a project with the given changelog at version 1.2.0. */
function notes(changelog: string, ...tag: string[]): { status: number | null; stdout: string; stderr: string } {
  const cwd = fs.mkdtempSync(path.join(os.tmpdir(), "release-"));
  fs.writeFileSync(path.join(cwd, "package.json"), '{ "version": "1.2.0" }');
  fs.writeFileSync(path.join(cwd, "CHANGELOG.md"), changelog);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...tag], { cwd, encoding: "utf8" });
  fs.rmSync(cwd, { recursive: true });
  return { status, stdout, stderr };
}

const CHANGELOG = `# Changelog

## [Unreleased]

- later

## [1.2.0] - 2026-12-01

### Added

- IPv6 subnets

## [1.1.0] - 2026-11-30

- earlier

[1.2.0]: https://example.com
`;

test("the changelog has a dated section for the version of package.json", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { cwd: root, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("### Added");
});

test("the notes of a release are the section of its version only", () => {
  expect(notes(CHANGELOG)).toEqual({ status: 0, stdout: "### Added\n\n- IPv6 subnets\n", stderr: "" });
  expect(notes(CHANGELOG.replace(/## \[1\.1\.0\][^[]*/, "")).stdout).toBe("### Added\n\n- IPv6 subnets\n");
});

test.each([
  ["without a section for the version", CHANGELOG.replace("1.2.0] -", "1.2.1] -")],
  ["without a date", CHANGELOG.replace(" - 2026-12-01", "")],
  ["without text", CHANGELOG.replace("### Added\n\n- IPv6 subnets\n", "")],
])("a changelog %s stops the release", (_, changelog) => {
  expect(notes(changelog)).toMatchObject({ status: 1, stderr: expect.stringContaining("no section") as string });
});

test("a tag of another version than package.json stops the release", () => {
  expect(notes(CHANGELOG, "v1.2.0").status).toBe(0);
  expect(notes(CHANGELOG, "v1.3.0")).toMatchObject({
    status: 1,
    stderr: "the tag is v1.3.0 and package.json has 1.2.0; tag the commit v1.2.0\n",
  });
});
