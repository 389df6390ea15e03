import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { failedError } from "../runner/command/exit-codes";

interface PlannedStack {
  /** Root of the repository, with a build in `dist`. */
  readonly root: string;
  /** Folder of the synthesized stacks. */
  readonly outdir: string;
  readonly stack: string;
}

/**
 * Plans one stack.
 *
 * @returns its time and size, or undefined if Terraform or the provider is missing.
 * @throws ToolError with the output of the plan if it fails.
 */
export async function planSeconds({
  root,
  outdir,
  stack,
}: PlannedStack): Promise<{ seconds: number; resources: number } | undefined> {
  const groundplan = path.join(root, "dist", "tools", "commands", "groundplan.js");
  const plan = path.join(root, "plans", stack, "plan.json");
  fs.rmSync(plan, { force: true });
  const started = Date.now();
  const child = spawn(process.execPath, [groundplan, "plan", stack, "--provider", "real", "--if-available"], {
    cwd: root,
    env: { ...process.env, CDKTF_OUTDIR: outdir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  [child.stdout, child.stderr].forEach((stream) => stream.on("data", (chunk: Buffer) => (output += chunk.toString())));
  const code = await new Promise((resolve) => child.on("close", resolve));
  const seconds = (Date.now() - started) / 1000;
  if (code !== 0) throw failedError(`planning ${stack} ended with ${String(code)}:\n${output.trim()}`);
  if (!fs.existsSync(plan)) return undefined;
  const { resource_changes: changes } = JSON.parse(fs.readFileSync(plan, "utf8")) as {
    resource_changes: { mode: string }[];
  };
  return { seconds, resources: changes.filter(({ mode }) => mode === "managed").length };
}
