import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { runPolicy } from "../../../tools/commands/policy";
import { bareMachine } from "../fixtures";

/** A configuration with one finding, NET-03. */
export const OPEN = {
  resource: { aws_subnet: { a: { map_public_ip_on_launch: true, "//": { metadata: { path: "shop/a" } } } } },
};
export const BACKEND = {
  terraform: { backend: { s3: { encrypt: true, use_lockfile: true, kms_key_id: "alias/state" } } },
};

const TEXT_OPTIONS = [
  "config",
  "approvals",
  "sarif",
  "markdown",
  "baseline",
  "write-baseline",
  "since",
  "fail-on",
  "expiry",
];
const OPTIONS = [
  ...TEXT_OPTIONS.map((name) => [name, { type: "string" }] as const),
  ["report-only", { type: "boolean" }] as const,
];

/** Runs `groundplan policy` in a folder. */
export function runPolicyIn(cwd: string, now: Date, args: readonly string[]): { code: number; output: string } {
  const { values: options, positionals: files } = parseArgs({
    args: [...args],
    options: Object.fromEntries(OPTIONS),
    allowPositionals: true,
  });
  const output: string[] = [];
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-policy-machine-"));
  try {
    const machine = bareMachine(home, { cwd, env: { PATH: process.env["PATH"] } });
    const code = runPolicy({ files, options }, machine, now, (text) => output.push(text));
    return { code, output: output.join("\n") };
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}
