import { execFileSync, spawnSync } from "node:child_process";

/**
 * Throws, with what to install, unless all programs are there.
 *
 * @param packages - the package of each program.
 * @param installer - command that installs the packages.
 */
export function requirePrograms(
  purpose: string,
  packages: Readonly<Record<string, string>>,
  installer = "On Debian and Ubuntu: apt-get install",
): void {
  const missing = Object.keys(packages).filter((program) => !hasProgram(program));
  if (missing.length === 0) return;
  const names = [...new Set(missing.map((program) => packages[program]))].join(" ");
  throw new Error(`${purpose} needs ${missing.join(", ")}. ${installer} ${names}`);
}

function hasProgram(name: string): boolean {
  return spawnSync("which", [name], { stdio: "ignore" }).status === 0;
}

/** Runs a program to its end and returns what it printed. Throws with what it reported if it fails. */
export function run(
  program: string,
  parameters: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): string {
  return execFileSync(program, parameters, {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: "pipe",
    ...options,
  });
}
