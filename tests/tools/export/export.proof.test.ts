import fs from "node:fs";
import path from "node:path";
import type { SynthesizedStack, TerraformJson } from "../../../modules/core";
import { withRehearsalWorkspace, withSession, type Session } from "../../../tools/rehearsal/session";
import { thisMachine } from "../../../tools/runner/command/machine";
import { withTemporaryFolder } from "../../../tools/runner/command/temporary-folder";
import { findProvider } from "../../../tools/runner/provider/provider-lookup";
import { withBackend } from "../../../tools/runner/terraform/configuration";
import { JSON_OPTIONS, eventsIn } from "../../../tools/runner/terraform/events";
import { offlineConfiguration } from "../../../tools/runner/terraform/offline-configuration";
import { Terraform } from "../../../tools/runner/terraform/terraform";
import { OfflineWorkspace } from "../../../tools/runner/terraform/workspace";
import { exampleSystems } from "../../support/example-systems";
import { exampleFolder, exampleStack, synthesizedFolder, synthesizedStack } from "../../support/synthesized";
import { describeWith } from "../../support/with-tool";
import { runGroundplan, temporaryFolder } from "../fixtures";

const MINUTES = 60_000;
const temporary = temporaryFolder();
const SYSTEMS = ["platform", ...exampleSystems()];

function prodOf(system: string): SynthesizedStack {
  const [stack, outdir] =
    system === "platform"
      ? [synthesizedStack("prod"), synthesizedFolder()]
      : [exampleStack(system, "prod"), exampleFolder(system)];
  return { name: "prod", config: stack.config, folder: path.join(outdir, "stacks/prod") };
}

/** Runs `groundplan export` on a configuration. @returns the files that it writes, by name. */
async function exported(config: TerraformJson): Promise<Record<string, string>> {
  const cwd = fs.mkdtempSync(path.join(temporary, "project-"));
  fs.mkdirSync(path.join(cwd, "cdktf.out"));
  const stacks = { prod: { name: "prod", synthesizedStackPath: "cdk.tf.json" } };
  fs.writeFileSync(path.join(cwd, "cdktf.out/manifest.json"), JSON.stringify({ stacks }));
  fs.writeFileSync(path.join(cwd, "cdktf.out/cdk.tf.json"), JSON.stringify(config));
  const machine = { ...thisMachine(), cwd, env: { ...process.env, CDKTF_OUTDIR: "" } };
  const run = await runGroundplan(machine, ["export", "--out", "terraform"]);
  expect(run).toMatchObject({ exitCode: 0, errors: "" });
  const folder = path.join(cwd, "terraform/prod");
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".tf"));
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(folder, name), "utf8")]));
}

/** Replaces the configuration in a folder. */
function write(folder: string, files: Readonly<Record<string, string>>): void {
  fs.rmSync(path.join(folder, "cdk.tf.json"), { force: true });
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
}

/** Plans on the state of a session. @returns whether it found changes, and the resources that they change. */
async function plan(session: Session) {
  const output = await session.run("plan", ...JSON_OPTIONS, "-detailed-exitcode");
  const changes = eventsIn(output).flatMap(({ type, change }) =>
    type === "planned_change" && change ? [`${change.action} ${change.resource.addr.replace(/\..*/, "")}`] : [],
  );
  return { code: output.code, changes };
}

/** The same files with another retention of the first log group. */
function changed(files: Readonly<Record<string, string>>): Record<string, string> {
  const retention = /retention_in_days *= \d+/;
  const [name, text] = Object.entries(files).find(([, one]) => retention.test(one))!;
  return { ...files, [name]: text.replace(retention, "retention_in_days = 3653") };
}

describeWith("terraform", "exported configurations have no changes")("the exported configuration of prod", () => {
  test.each(SYSTEMS)(
    "has no change on the applied state of %s, and a changed argument is a change",
    async (system) => {
      const stack = prodOf(system);
      const machine = thisMachine();
      const terraform = await Terraform.find(machine, new AbortController().signal);
      await withRehearsalWorkspace(terraform, [stack], machine.env, (workspace) =>
        withSession(workspace, stack.name, [stack.config], async (session) => {
          await session.configure(stack.config);
          expect(await session.run("apply", "-auto-approve", "-input=false", "-lock=false")).toMatchObject({ code: 0 });
          const backend = { http: { address: workspace.states.addressOf(stack.name) } };
          const files = await exported(withBackend(stack.config, backend));
          const folder = path.join(workspace.root, "stacks", stack.name);
          write(folder, files);
          expect(await plan(session)).toEqual({ code: 0, changes: [] });
          write(folder, changed(files));
          const { code, changes } = await plan(session);
          expect(code).toBe(2);
          expect(changes).toContain("update aws_cloudwatch_log_group");
        }),
      );
    },
    5 * MINUTES,
  );

  test(
    "is formatted, and valid for the AWS provider, which finds an unknown argument",
    async () => {
      const machine = thisMachine();
      const terraform = await Terraform.find(machine, new AbortController().signal);
      const provider = await findProvider(terraform, "6.25.0", machine);
      await withTemporaryFolder("export", async (root) => {
        const workspace = await OfflineWorkspace.create(terraform, provider, root);
        const validate = async (folder: string) => {
          const { stdout } = await workspace.run(folder, ["validate", "-json"]);
          const { diagnostics } = JSON.parse(stdout) as { diagnostics: { summary: string }[] };
          return diagnostics.map(({ summary }) => summary).filter((summary) => !summary.includes("deprecated"));
        };
        let folder = "";
        for (const system of SYSTEMS) {
          const stack = prodOf(system);
          folder = await workspace.copy({ ...stack, name: system });
          // The bindings describe version 6; the provider at hand may be of version 5.
          const files = await exported(offlineConfiguration(stack.config, "6.25.0"));
          write(folder, { ...files, "terraform.tf": files["terraform.tf"]!.replace("6.25.0", provider.version) });
          expect(await workspace.run(folder, ["fmt", "-check"])).toMatchObject({ code: 0, stdout: "" });
          expect(await validate(folder)).toEqual([]);
        }
        write(folder, { "unknown.tf": 'resource "aws_sqs_queue" "unknown" {\n  nme = "unknown"\n}\n' });
        expect(await validate(folder)).toEqual(["Unsupported argument"]);
        workspace.close();
      });
    },
    10 * MINUTES,
  );
});
