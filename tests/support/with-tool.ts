import { spawnSync } from "node:child_process";
import { isCi } from "../../tools/runner/command/machine";

/**
 * `describe` for tests that need a program. Without the program they are skipped with a message, except in CI, where
 * they fail.
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
  if (!missing || isCi(process.env)) return false;
  // Jest prints the names of skipped tests only with --verbose.
  process.stderr.write(`\nSkipped, because there is no ${program} on PATH: ${unproven}\n`);
  return true;
}
