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

/**
 * Commands with an environment or its recovery stack, but not both. The cdktf CLI refuses to apply the first alone, and
 * to destroy the second alone.
 */
function alone(page: string): string[] {
  const commands = [...page.matchAll(/npx cdktf (?:apply|destroy) ([a-z -]*[a-z])/g)].map(([, names]) => names!);
  return commands.filter((names) => {
    const stacks = names.split(" ");
    const used = ["dev", "prod"].filter((name) => stacks.includes(name) || stacks.includes(`${name}-recovery`));
    return used.some((name) => !stacks.includes(name) || !stacks.includes(`${name}-recovery`));
  });
}

test.each(["README", "docs/operations/first-deployment", "docs/runbooks/failover"])(
  "%s names both stacks of an environment",
  (name) => {
    const page = fs.readFileSync(path.resolve(__dirname, `../../${name}.md`), "utf8");
    expect(page).toContain("npx cdktf apply ");
    expect(alone(page)).toEqual([]);
  },
);

test("a command with one of the two stacks is found", () => {
  const page = "`npx cdktf apply dev`, `npx cdktf destroy dev-recovery` and `npx cdktf apply prod-recovery prod`";
  expect(alone(page)).toEqual(["dev", "dev-recovery"]);
});

test("nothing waives remote state when the bootstrap state is in its bucket", () => {
  const { backend, text } = bootstrapWith("bucket");
  expect(backend).toHaveProperty("s3.use_lockfile", true);
  expect(text).not.toContain("OPS-04");
});
