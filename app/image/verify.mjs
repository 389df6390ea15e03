/**
 * Check of the Dockerfile's first stage with the base image's Node.js: every file parses as a module, every handler can
 * be imported and exports a function, and the certificates are the expected ones.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const root = process.env.LAMBDA_TASK_ROOT;

function verifyCertificates() {
  const expected = process.env.RDS_CA_SHA256;
  const actual = createHash("sha256")
    .update(readFileSync(join(root, "rds-ca.pem")))
    .digest("hex");
  if (actual !== expected) throw new Error(`rds-ca.pem has checksum ${actual}; RDS_CA_SHA256 is "${expected}"`);
}

function verifySyntax() {
  const files = readdirSync(root, { recursive: true }).filter((file) => file.endsWith(".mjs"));
  for (const file of files) execFileSync(process.execPath, ["--check", join(root, file)], { stdio: "inherit" });
  return files.length;
}

async function verifyHandlers() {
  const handlers = readdirSync(join(root, "handlers")).filter((file) => file.endsWith(".mjs"));
  if (handlers.length === 0) throw new Error(`There is no handler in ${join(root, "handlers")}`);
  for (const file of handlers) {
    const { handler } = await import(join(root, "handlers", file));
    if (typeof handler !== "function") throw new Error(`handlers/${file} exports no function named handler`);
  }
  return handlers.length;
}

verifyCertificates();
const files = verifySyntax();
const handlers = await verifyHandlers();
process.stdout.write(`Verified ${files} files and ${handlers} handlers with Node.js ${process.version}\n`);
// A handler may keep connections or timers; nothing is to be waited for.
process.exit(0);
