import fs from "node:fs";
import path from "node:path";
import { thisMachine, type Machine } from "../../tools/terraform/machine";

/** What a stand-in for moto_server does after it has told where it listens. */
export const LISTENS = `
  const server = require("node:http").createServer((request, response) => response.end("{}"));
  server.listen(0, "127.0.0.1", () => console.error(" * Running on http://127.0.0.1:" + server.address().port));
`;

/** Puts a stand-in for moto_server first on the PATH of an environment. It leaves its process id in a file `pid` beside it. */
export function withMotoServer(folder: string, body: string): { readonly env: NodeJS.ProcessEnv; pid(): number } {
  const bin = fs.mkdtempSync(path.join(folder, "bin-"));
  const pidFile = path.join(bin, "pid");
  const script = `#!${process.execPath}\nrequire("node:fs").writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));\n${body}`;
  fs.writeFileSync(path.join(bin, "moto_server"), script, { mode: 0o755 });
  return {
    env: { ...process.env, PATH: `${bin}:${process.env["PATH"]}` },
    pid: () => Number(fs.readFileSync(pidFile, "utf8")),
  };
}

/** Whether a process is there. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits until something holds, for at most ten seconds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  if (!holds()) throw new Error(`it never came to ${holds.toString()}`);
}

/** The machine of this process, seen from the project's root, whether or not it is a CI machine. */
export function here(env: NodeJS.ProcessEnv = process.env): Machine {
  return { ...thisMachine(), cwd: path.resolve(__dirname, "../.."), env };
}
