import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

/** Errors of the commit-msg hook for a message. */
function hookErrors(message: string): string {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "commit-subject-")), "message");
  fs.writeFileSync(file, message);
  const { status, stderr } = spawnSync(path.join(root, ".githooks/commit-msg"), [file], {
    cwd: root,
    encoding: "utf8",
  });
  fs.rmSync(path.dirname(file), { recursive: true });
  expect(status).toBe(stderr === "" ? 0 : 1);
  return stderr;
}

test.each([
  ["feat(network): add IPv6 subnets"],
  ["fix!: reject retired engine versions\n\nA body may have lines of any length and end with a full stop."],
  [`docs: ${"a".repeat(66)}`],
  ["Merge branch 'main' into ipv6"],
  ["fixup! feat(network): add IPv6 subnets"],
])("the hook accepts %j", (message) => {
  expect(hookErrors(message)).toBe("");
});

test.each([
  ["Add IPv6 subnets", "does not begin with a type"],
  ["feature(network): add IPv6 subnets", "does not begin with a type"],
  ["feat(Network): add IPv6 subnets", "does not begin with a type"],
  ["feat(network):add IPv6 subnets", "does not begin with a type"],
  [`docs: ${"a".repeat(67)}`, "it has 73 characters; the maximum is 72"],
  ["feat(network): add IPv6 subnets.", "ends with a full stop"],
  ["", "does not begin with a type"],
])("the hook rejects %j", (message, problem) => {
  expect(hookErrors(message)).toContain(problem);
});
