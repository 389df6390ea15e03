import fs from "node:fs";
import path from "node:path";
import { thisMachine, type Machine } from "../../tools/runner/command/machine";

/** Body of a fake moto_server that prints its address and answers every request. */
export const LISTENS = `
  const server = require("node:http").createServer((request, response) => response.end("{}"));
  server.listen(0, "127.0.0.1", () => console.error(" * Running on http://127.0.0.1:" + server.address().port));
`;

/**
 * Puts a fake moto_server first on the PATH of an environment. It writes its process id to a file `pid` in its
 * folder.
 */
export function withMotoServer(folder: string, body: string): { readonly env: NodeJS.ProcessEnv; pid(): number } {
  const bin = fs.mkdtempSync(path.join(folder, "bin-"));
  const pidFile = path.join(bin, "pid");
  // Renamed, so that no reader sees an empty file.
  const report = `const fs = require("node:fs"); fs.writeFileSync(__filename + ".pid", String(process.pid)); fs.renameSync(__filename + ".pid", ${JSON.stringify(pidFile)});`;
  const script = `#!${process.execPath}\n${report}\n${body}`;
  fs.writeFileSync(path.join(bin, "moto_server"), script, { mode: 0o755 });
  return {
    env: { ...process.env, PATH: `${bin}:${process.env["PATH"]}` },
    pid: () => Number(fs.readFileSync(pidFile, "utf8")),
  };
}

/** The machine of this process, with the project's root as working directory. */
export function here(env: NodeJS.ProcessEnv = process.env): Machine {
  return { ...thisMachine(), cwd: path.resolve(__dirname, "../.."), env };
}
