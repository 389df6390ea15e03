import fs from "node:fs";
import path from "node:path";
import { environmentOf } from "../../policies";
import { architectureOf } from "../diagram/architecture";
import { standalonePicture } from "../diagram/picture";
import { layoutOf } from "../diagram/layout";
import { synthesizedInputs } from "../runner/checks/policy-input";
import { parseOptions } from "../runner/command/arguments";
import { defineCommand, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES, usageError } from "../runner/command/exit-codes";

const HELP = `Draws the architecture of an environment as an SVG file.

Usage: groundplan diagram [environment] [options]

  environment   default tag Environment of its stacks, or the name of a stack without one
                (default: prod, or the only environment)
  --out FILE    file to write (default: docs/images/architecture.svg)
  --help        print this text

A box is a construct directly under a stack, in its region, network, subnets and layer. An arrow is traffic that a
security group allows, access that an IAM role has, or requests, events and messages that a resource forwards. Keys,
secrets, parameters and roles are not drawn. The same configuration always gives the same file.
Reads the synthesized stacks in cdktf.out, or in the folder that CDKTF_OUTDIR names.
Exit codes: 0 drawn, 2 wrong usage or unreadable input.`;

const OPTIONS = { out: { type: "string", default: "docs/images/architecture.svg" } } as const;

interface DiagramRequest extends CommandRequest {
  readonly environment?: string;
  /** Relative to the working directory. */
  readonly out: string;
}

export const diagram = defineCommand<DiagramRequest>({
  help: HELP,
  parse(argv) {
    const { values, positionals } = parseOptions(argv, OPTIONS);
    const [environment, ...others] = positionals;
    if (others.length > 0) throw usageError(`unexpected argument ${others.join(", ")}; allowed: one environment`);
    return { environment, out: values.out };
  },
  async run({ environment: name, out }, { machine, print }) {
    const stacks = synthesizedInputs(machine);
    const environment = chosenEnvironment(name, [...new Set(stacks.map(environmentOf))]);
    const layout = await layoutOf(architectureOf(stacks.filter((stack) => environmentOf(stack) === environment)));
    const file = path.resolve(machine.cwd, out);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, standalonePicture(layout, `Architecture of ${environment}`));
    print(`${out}: ${environment}`);
    return EXIT_CODES.succeeded;
  },
});

function chosenEnvironment(name: string | undefined, environments: readonly string[]): string {
  const only = environments.length === 1 ? environments[0]! : "prod";
  const chosen = name ?? only;
  if (environments.includes(chosen)) return chosen;
  throw usageError(`no environment ${chosen}; allowed: ${environments.join(", ")}`);
}
