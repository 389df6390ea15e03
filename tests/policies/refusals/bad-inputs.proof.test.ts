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

/** Writes the one stack of an app: each stack would start the provider again, which takes seconds. */
function synthesize(folder: string, resource: Blocks): void {
  const terraform = { required_providers: { aws: { source: "aws", version: "6.25.0" } } };
  const config = { terraform, provider: { aws: [{ region: "us-east-1" }] }, resource };
  const stacks = { refused: { name: "refused", synthesizedStackPath: "cdk.tf.json" } };
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(config));
  fs.writeFileSync(path.join(folder, "manifest.json"), JSON.stringify({ stacks }));
}

describe("the real provider", () => {
  const cwd = temporaryFolder();
  // The provider asks AWS about the definition of a state machine, so that its plan needs credentials.
  const { aws_sfn_state_machine: _unplanned, ...resource } = merged(Object.values(BAD_INPUTS).flat().filter(isPlanned));

  test(
    "plans every input that AWS refuses",
    async () => {
      synthesize(path.join(cwd, "cdktf.out"), resource);
      const env = { ...process.env, CDKTF_OUTDIR: "", TF_CLI_CONFIG_FILE: "/missing" };
      const options = ["--provider", "real", "--no-refusals", ...(isCi(process.env) ? [] : ["--if-available"])];
      const { output } = await runGroundplan({ ...thisMachine(), cwd, env }, ["plan", ...options]);
      if (output.includes("skipped: ")) return;
      // Our own policies fail this stack; the provider must not.
      const errors = [...output.matchAll(/^Error: (?!\S+: policies$).*\n.*/gm)].map(([text]) => text);
      expect(errors).toEqual([]);
      const plan = JSON.parse(fs.readFileSync(path.join(cwd, "plans/refused/plan.json"), "utf8")) as {
        resource_changes: { address: string }[];
      };
      const addresses = Object.entries(resource).flatMap(([type, blocks]) =>
        Object.keys(blocks).map((name) => `${type}.${name}`),
      );
      expect(plan.resource_changes.map(({ address }) => address).sort()).toEqual(addresses.sort());
    },
    20 * MINUTES,
  );
});
