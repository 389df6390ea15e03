import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** Plans one stack. @returns its time and size, or undefined if Terraform or the provider is missing. */
export async function planSeconds(
  root: string,
  stack: string,
): Promise<{ seconds: number; resources: number } | undefined> {
  const groundplan = path.join(root, "dist", "tools", "commands", "groundplan.js");
  const plan = path.join(root, "plans", stack, "plan.json");
  fs.rmSync(plan, { force: true });
  const started = Date.now();
  const child = spawn(process.execPath, [groundplan, "plan", stack, "--provider", "real", "--if-available"], {
    cwd: root,
    stdio: "ignore",
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  const seconds = (Date.now() - started) / 1000;
  if (code !== 0) throw new Error(`planning ${stack} ended with ${String(code)}`);
  if (!fs.existsSync(plan)) return undefined;
  const { resource_changes: changes } = JSON.parse(fs.readFileSync(plan, "utf8")) as {
    resource_changes: { mode: string }[];
  };
  return { seconds, resources: changes.filter(({ mode }) => mode === "managed").length };
}
