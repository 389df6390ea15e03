import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { synthesize } from "../../modules/core";
import { policyGate } from "../../policies";
import { createStacks } from "../../stacks";
import { environments, tooling } from "../fixtures/environments";

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-first-deployment-"));
afterAll(() => fs.rmSync(outdir, { recursive: true }));

/** Synthesizes every stack through the policy gate, as main.ts does. @returns the stack `bootstrap`. */
function bootstrapWith(bootstrapState: "local" | "bucket") {
  const lines: string[] = [];
  const gate = policyGate({ print: (line) => lines.push(line) });
  const stacks = synthesize((app) => createStacks(app, { environments, tooling: { ...tooling, bootstrapState } }), {
    outdir,
    gate,
  });
  const { config } = stacks.find(({ name }) => name === "bootstrap")!;
  return { backend: config.terraform.backend, text: JSON.stringify(config), lines };
}

test("the first step of the guide passes the policies: the bootstrap state in a file", () => {
  const { backend, text, lines } = bootstrapWith("local");
  expect(backend).toEqual({ local: { path: expect.stringContaining("terraform.bootstrap.tfstate") as string } });
  expect(text).toContain('"OPS-04"');
  expect(lines.join("\n")).toContain(" 0 failed");
});

test("nothing waives remote state when the bootstrap state is in its bucket", () => {
  const { backend, text } = bootstrapWith("bucket");
  expect(backend).toHaveProperty("s3.use_lockfile", true);
  expect(text).not.toContain("OPS-04");
});
