import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const program = path.resolve(__dirname, "../../tools/lint/together.mjs");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-together-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function together(...commands: string[]): { status: number | null; stdout: string } {
  return spawnSync(process.execPath, [program, ...commands], { cwd: folder, encoding: "utf8" });
}

test("passes if every command passes", () => {
  expect(together("true", "true", "true")).toMatchObject({ status: 0, stdout: "" });
});

test.each([
  ["the first", ["exit 3", "true", "echo last"]],
  ["the last", ["true", "echo last", "exit 3"]],
])("runs every command, and fails and names the command if %s fails", (_, commands) => {
  const { status, stdout } = together(...commands);
  expect([status, stdout.split("\n").filter(Boolean).sort()]).toEqual([1, ["failed: exit 3", "last"]]);
});

test("fails if a program does not exist", () => {
  expect(together("no-such-linter .")).toMatchObject({ status: 1, stdout: expect.stringContaining("no-such-linter") });
});

test("prints the output of one command in one piece", () => {
  const { stdout } = together("echo first; sleep 0.2; echo second >&2", "sleep 0.1; echo other");
  expect(stdout.split(/^other\n/m)).toContain("first\nsecond\n");
});
