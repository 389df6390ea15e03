import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { synthesize } from "../../modules/core";
import { policyGate } from "../../policies";
import { createStacks } from "../../stacks";
import { placeholdersIn } from "../../tools/preflight/placeholders";
import { environments, tooling } from "../fixtures/environments";
import { synthesizedNames, synthesizedStack } from "../support/synthesized";

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

describe("docs/operations/first-deployment.md", () => {
  const page = fs.readFileSync(path.resolve(__dirname, "../../docs/operations/first-deployment.md"), "utf8");

  test("names every stage of every pipeline", () => {
    const pipelines = synthesizedStack("delivery").resources("aws_codepipeline");
    const stages = Object.values(pipelines).flatMap(({ stage }) =>
      (stage as { name: string }[]).map(({ name }) => name),
    );
    const names = stages.map((name) => name.replace(/-(?:dev|staging|prod)$/, "-<environment>"));
    expect(names.length).toBeGreaterThan(10);
    expect([...new Set(names)].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test("names every placeholder of the stacks", () => {
    const placeholders = placeholdersIn(synthesizedNames().map(synthesizedStack)).map((text) => text.split(" in ")[0]!);
    expect(placeholders.length).toBeGreaterThan(5);
    const values = placeholders.map((name) => name.split(" ").at(-1)!);
    expect(values.filter((value) => !page.includes(value))).toEqual([]);
  });
});

test("nothing waives remote state when the bootstrap state is in its bucket", () => {
  const { backend, text } = bootstrapWith("bucket");
  expect(backend).toHaveProperty("s3.use_lockfile", true);
  expect(text).not.toContain("OPS-04");
});
