import { spawn } from "node:child_process";
import os from "node:os";

/** Runs a command and prints its output at its end, so that the outputs of two do not mix. @returns its exit code. */
function run(command) {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (part) => (output += part));
    child.on("close", (code) => {
      process.stdout.write(output);
      if (code !== 0) console.log(`failed: ${command}`);
      resolve(code ?? 1);
    });
  });
}

// Each command takes one processor: two at a time, because the linters need a gigabyte of memory each.
const commands = process.argv.slice(2);
const next = async () => {
  for (let command = commands.shift(); command !== undefined; command = commands.shift()) {
    if ((await run(command)) !== 0) process.exitCode = 1;
  }
};
await Promise.all(Array.from({ length: Math.min(2, os.availableParallelism()) }, next));
