import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { isCi } from "../../tools/runner/command/machine";
import { sealedNetwork } from "../support/sealed-network";
import { repositoryFolder, repositoryStackNames } from "../support/synthesized";

const MINUTES = 60_000;
const root = path.resolve(__dirname, "../..");
const groundplan = path.join(root, "dist/tools/commands/groundplan.js");
const names = repositoryStackNames();
/** The folder with the `cdktf.out` of this test run. */
const cwd = path.dirname(repositoryFolder());

interface Run {
  readonly status: number | null;
  readonly output: string;
}

function run(before: readonly string[], args: readonly string[], env: NodeJS.ProcessEnv = process.env): Run {
  const command = [...before, process.execPath, groundplan, ...args];
  const { status, stdout, stderr } = spawnSync(command[0]!, command.slice(1), { cwd, env, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

const sealed = sealedNetwork();

const planOf = (folder: string, name: string): string => fs.readFileSync(path.join(folder, name, "plan.json"), "utf8");

/**
 * The folder with the plans of `npm run plan`: that of `GROUNDPLAN_PLANS`, in which `.ci/run` has them already, or a
 * new one.
 */
function plans(): string {
  const existing = process.env["GROUNDPLAN_PLANS"];
  if (existing) return path.resolve(root, existing);
  const folder = path.join(cwd, "plans");
  if (!fs.existsSync(folder)) {
    const { output } = run([], ["plan", "--provider", "real", "--out", "plans"]);
    expect(output).toContain(`${names.length} of ${names.length} stacks passed`);
  }
  return folder;
}

const skipped = isCi(process.env)
  ? undefined
  : /skipped: .*/.exec(run([], ["validate", "bootstrap", "--if-available"]).output)?.[0];
const describeStacks = skipped ? describe.skip : describe;
// Jest prints the names of skipped tests only with --verbose.
if (skipped) process.stderr.write(`\nNo stack was validated or planned: ${skipped}\n`);

describeStacks(`every stack of every environment${skipped ? ` (${skipped})` : ""}`, () => {
  test(
    "is planned by the real provider, with additions only",
    () => {
      for (const name of names) {
        const { resource_changes: changes } = JSON.parse(planOf(plans(), name)) as {
          resource_changes: { mode: string; change: { actions: string[] } }[];
        };
        const managed = changes.filter(({ mode }) => mode === "managed");
        expect(managed.length).toBeGreaterThan(3);
        expect(managed.flatMap(({ change }) => change.actions)).toEqual(managed.map(() => "create"));
      }
    },
    10 * MINUTES,
  );

  (sealed ? test : test.skip)(
    `is planned the same again with no network and no AWS variable${sealed ? "" : " (skipped: unshare -n is not permitted)"}`,
    () => {
      const { PATH, HOME, XDG_CACHE_HOME, TF_PLUGIN_MIRROR_DIR } = process.env;
      const settings = { PATH, HOME, XDG_CACHE_HOME, TF_PLUGIN_MIRROR_DIR };
      const { status, output } = run(sealed!, ["plan", "--provider", "real", "--out", "sealed"], settings);
      expect(output).toContain(`${names.length} of ${names.length} stacks passed`);
      expect(status).toBe(0);
      for (const name of names) expect(planOf(path.join(cwd, "sealed"), name)).toBe(planOf(plans(), name));
    },
    10 * MINUTES,
  );

  test(
    "fails for a value that only the real provider rejects",
    () => {
      const folder = path.join(cwd, "broken");
      fs.cpSync(repositoryFolder(), path.join(folder, "cdktf.out"), { recursive: true });
      const file = path.join(folder, "cdktf.out/stacks/bootstrap/cdk.tf.json");
      fs.writeFileSync(
        file,
        fs.readFileSync(file, "utf8").replace('"deletion_window_in_days": 30', '"deletion_window_in_days": 3'),
      );
      const { status, stderr, stdout } = spawnSync(process.execPath, [groundplan, "validate", "bootstrap"], {
        cwd: folder,
        encoding: "utf8",
      });
      expect(stdout + stderr).toContain("deletion_window_in_days");
      expect(status).toBe(1);
    },
    10 * MINUTES,
  );
});
