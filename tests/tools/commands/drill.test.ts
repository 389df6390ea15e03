import fs from "node:fs";
import path from "node:path";
import { drilledExample } from "../../../tools/commands/drill";
import { bareMachine, runGroundplan, temporaryFolder, withTerraform } from "../fixtures";

const pageOf = (environment: string) => `# Runbook

## Names

| name | value |
| --- | --- |
| environment | \`${environment}\` |

## Steps

Read the log of ${environment}.
`;

const root = temporaryFolder();

/** A built repository with one environment, `live`, and its runbooks. */
function repository(pages: Readonly<Record<string, string>> = { failover: pageOf("live"), orders: pageOf("live") }) {
  const machine = withTerraform(bareMachine(fs.mkdtempSync(path.join(root, "repository-"))), {});
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(machine.cwd, file)), { recursive: true });
    fs.writeFileSync(path.join(machine.cwd, file), text);
  };
  write("package.json", "{}");
  write("dist/environments/index.js", 'exports.environments = [{ name: "live", standbyFor: "none" }];');
  write("dist/stacks/index.js", "");
  Object.entries(pages).forEach(([name, text]) => write(`docs/runbooks/${name}.md`, text));
  return machine;
}

const read = (cwd: string, name: string) => fs.readFileSync(path.join(cwd, `docs/runbooks/${name}.md`), "utf8");

const OUTDATED = "Names: environment is prod; in environments/ live";

describe("groundplan drill without a standby", () => {
  test("ends with 0 if both runbooks name the environment", async () => {
    expect(await runGroundplan(repository(), ["drill"])).toEqual({
      exitCode: 0,
      output: [
        "no environment is a standby of another one: only the names are compared",
        "docs/runbooks/failover.md and docs/runbooks/orders.md: the names are those of the environments",
      ].join("\n"),
      errors: "",
    });
  });

  test.each(["failover", "orders"])("ends with 1 and changes nothing if %s names another environment", async (name) => {
    const machine = repository({ failover: pageOf("live"), orders: pageOf("live"), [name]: pageOf("prod") });
    const { exitCode, errors } = await runGroundplan(machine, ["drill"]);
    expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: `docs/runbooks/${name}.md:${OUTDATED}` });
    expect(read(machine.cwd, name)).toBe(pageOf("prod"));
  });

  test("corrects the names with --update and ends with 0", async () => {
    const machine = repository({ failover: pageOf("live"), orders: pageOf("prod") });
    const { exitCode, output, errors } = await runGroundplan(machine, ["drill", "--update"]);
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
    expect(output).toContain(`corrected: docs/runbooks/orders.md:${OUTDATED}\n`);
    expect(read(machine.cwd, "orders")).toBe(pageOf("live"));
  });

  test("ends with 2 outside of the repository", async () => {
    const machine = repository({ failover: pageOf("live") });
    expect(await runGroundplan(machine, ["drill"])).toEqual({
      exitCode: 2,
      output: "",
      errors: `no docs/runbooks/orders.md in ${machine.cwd}; run it in the Groundplan repository`,
    });
  });

  test("ends with 2 and an argument", async () => {
    expect((await runGroundplan(repository(), ["drill", "prod"])).exitCode).toBe(2);
  });

  test.each([
    [[], 3],
    [["--if-available"], 0],
  ])("without Terraform and with %j ends with %d", async (options, expected) => {
    const machine = { ...repository(), env: { PATH: "/nowhere" } };
    const { exitCode, output, errors } = await runGroundplan(machine, ["drill", ...options]);
    expect(exitCode).toBe(expected);
    expect(expected === 0 ? output : errors).toContain("Terraform");
  });
});

describe("groundplan drill of an example system", () => {
  /** An example without a standby, compiled as `npm run build` does. */
  function example(page: string) {
    const machine = repository();
    const cwd = path.join(machine.cwd, "examples/shop");
    const compiled = path.join(machine.cwd, "dist/examples/shop/failover.js");
    fs.mkdirSync(path.join(cwd, "docs/runbooks"), { recursive: true });
    fs.mkdirSync(path.dirname(compiled), { recursive: true });
    fs.writeFileSync(path.join(cwd, "docs/runbooks/failover.md"), page);
    fs.writeFileSync(compiled, 'exports.environments = [{ name: "live", standbyFor: "none" }];');
    return { ...machine, cwd };
  }

  test("compares the names of its failover runbook only", async () => {
    expect(await runGroundplan(example(pageOf("live")), ["drill"])).toEqual({
      exitCode: 0,
      output: [
        "no environment is a standby of another one: only the names are compared",
        "docs/runbooks/failover.md: the names are those of the environments",
      ].join("\n"),
      errors: "",
    });
  });

  test("ends with 1 if the runbook names another environment", async () => {
    const { exitCode, errors } = await runGroundplan(example(pageOf("prod")), ["drill"]);
    expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: `docs/runbooks/failover.md:${OUTDATED}` });
  });
});

describe("an example system to drill", () => {
  const environments = [{ name: "live" }] as unknown as Parameters<typeof drilledExample>[0]["environments"];
  const problem = { path: "environments/live.ts", property: "name", value: "live", allowed: "prod", fix: "rename it" };

  test("is not synthesized with settings that are refused", () => {
    const system = drilledExample({ environments, problemsOf: () => [problem], createStacks: () => undefined });
    expect(() => system.synthesize(environments)).toThrow(/environments\/live\.ts: name: got "live"; allowed: prod/);
  });

  test("is synthesized with changed settings, which the policies check", () => {
    const received: unknown[] = [];
    const createStacks = (_app: unknown, changed: readonly unknown[]) => void received.push(changed);
    const system = drilledExample({ environments, problemsOf: () => [], createStacks });
    const changed = [{ ...environments[0]!, name: "prod" }];
    expect(() => system.synthesize(changed)).toThrow("no stack was checked");
    expect(received).toEqual([changed]);
  });
});
