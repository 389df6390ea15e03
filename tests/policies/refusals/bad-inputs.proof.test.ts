import fs from "node:fs";
import path from "node:path";
import { isCi, thisMachine } from "../../../tools/runner/command/machine";
import { runGroundplan, temporaryFolder } from "../../tools/fixtures";
import { BAD_INPUTS } from "./bad-inputs";
import type { BadInput } from "./bad-inputs/bad-input";

const MINUTES = 60_000;

type Blocks = Record<string, Record<string, unknown>>;

/** The AWS provider is the only one here. */
const isPlanned = ({ resource, isRejected }: BadInput): boolean =>
  !isRejected && Object.keys(resource).every((type) => type.startsWith("aws_"));

/** The resources of all inputs in one stack, each with the index of its input at the end of its name. */
function merged(inputs: readonly BadInput[]): Blocks {
  const resource: Blocks = {};
  inputs.forEach((input, index) => {
    const text = JSON.stringify(input.resource).replace(/(\$\{aws_\w+\.\w+)/g, `$1-${index}`);
    for (const [type, blocks] of Object.entries(JSON.parse(text) as Blocks)) {
      for (const [name, block] of Object.entries(blocks))
        resource[type] = { ...resource[type], [`${name}-${index}`]: block };
    }
  });
  return resource;
}

function synthesize(folder: string, stacks: Readonly<Record<string, Blocks>>): void {
  const entries = Object.entries(stacks).map(([name, resource]) => {
    const synthesizedStackPath = `stacks/${name}/cdk.tf.json`;
    const file = path.join(folder, synthesizedStackPath);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const terraform = { required_providers: { aws: { source: "aws", version: "6.25.0" } } };
    fs.writeFileSync(file, JSON.stringify({ terraform, provider: { aws: [{ region: "us-east-1" }] }, resource }));
    return [name, { name, synthesizedStackPath }] as const;
  });
  fs.writeFileSync(path.join(folder, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(entries) }));
}

describe("the real provider", () => {
  const cwd = temporaryFolder();
  const stacks = Object.fromEntries(
    Object.entries(BAD_INPUTS).map(([area, inputs]) => {
      // The provider asks AWS about the definition of a state machine, so that its plan needs credentials.
      const { aws_sfn_state_machine: _unplanned, ...planned } = merged(inputs.filter(isPlanned));
      return [area, planned];
    }),
  );

  test(
    "plans every input that AWS refuses",
    async () => {
      synthesize(path.join(cwd, "cdktf.out"), stacks);
      const env = { ...process.env, CDKTF_OUTDIR: "", TF_CLI_CONFIG_FILE: "/missing" };
      const options = ["--provider", "real", "--no-refusals", ...(isCi(process.env) ? [] : ["--if-available"])];
      const { output } = await runGroundplan({ ...thisMachine(), cwd, env }, ["plan", ...options]);
      if (output.includes("skipped: ")) return;
      // Our own policies fail these stacks; the provider must not.
      const errors = [...output.matchAll(/^Error: (?!\S+: policies$).*\n.*/gm)].map(([text]) => text);
      expect(errors).toEqual([]);
      for (const [area, resource] of Object.entries(stacks)) {
        const plan = JSON.parse(fs.readFileSync(path.join(cwd, "plans", area, "plan.json"), "utf8")) as {
          resource_changes: unknown[];
        };
        const count = Object.values(resource).flatMap((blocks) => Object.keys(blocks)).length;
        expect({ area, planned: plan.resource_changes.length }).toEqual({ area, planned: count });
      }
    },
    20 * MINUTES,
  );
});
