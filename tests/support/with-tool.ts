import { spawnSync } from "node:child_process";

/**
 * `describe` for tests that need a program. Without the program they are skipped, with a line that says what was not proven; in CI they
 * run and fail.
 */
export function describeWith(program: string, unproven: string): jest.Describe {
  return isMissing(program, unproven) ? describe.skip : describe;
}

/** The same for `test`. */
export function testWith(program: string, unproven: string): jest.It {
  return isMissing(program, unproven) ? test.skip : test;
}

function isMissing(program: string, unproven: string): boolean {
  const missing = spawnSync(program, ["--help"], { stdio: "ignore" }).error !== undefined;
  if (!missing || process.env["CI"] === "true") return false;
  // Jest prints names of skipped tests only when asked; whoever lacks the program should know.
  process.stderr.write(`\nSkipped, because there is no ${program} on PATH: ${unproven}\n`);
  return true;
}
