import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { InputError, synthesize, type InputProblem } from "../../modules/core";
import { policyGate } from "../../policies";
import { loadRehearsal } from "../rehearsal/load";
import { parseOptions, refuseArguments } from "../runner/command/arguments";
import { defineCommand, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES, usageError } from "../runner/command/exit-codes";
import { Terraform } from "../runner/terraform/terraform";

const PAGE = "docs/runbooks/failover.md";

const HELP = `Rehearses the failover runbook with a stand-in for the AWS provider (Groundplan repository only).

Usage: groundplan drill [options]

  --update          write the names of the environments and the outcomes of the plans into the page
  --if-available    exit with 0 and a line "skipped: ..." if Terraform is missing
  --help            print this text

Deploys an environment and its standby, and then does what the blocks of ${PAGE} say: settings, plans,
applies, imports and calls of AWS. It fails where a step cannot do what the page says.
Reads the built repository. Needs no provider, network or AWS account. Without a standby there is nothing to drill.
Exit codes: 0 the page is true, 1 a step of the page is not, 2 wrong usage, 3 Terraform is missing.`;

const OPTIONS = { update: { type: "boolean" }, "if-available": { type: "boolean" } } as const;

interface Request extends CommandRequest {
  readonly update: boolean;
}

type DrilledSystem = Parameters<ReturnType<typeof loadRehearsal>["drill"]>[0]["system"];

export const drill = defineCommand<Request>({
  help: HELP,
  parse(argv) {
    const { values, positionals } = parseOptions(argv, OPTIONS);
    refuseArguments(positionals);
    return { update: values.update ?? false, ifAvailable: values["if-available"] };
  },
  async run({ update }, { machine, print, printError, signal }) {
    const file = path.join(machine.cwd, PAGE);
    if (!fs.existsSync(file)) throw usageError(`no ${PAGE} in ${machine.cwd}; run it in the Groundplan repository`);
    const page = fs.readFileSync(file, "utf8");
    const terraform = await Terraform.find(machine, signal);
    const system = platformIn(machine.cwd);
    const result = await loadRehearsal().drill({ terraform, env: machine.env, system, page, print });
    if (!result) {
      print("no environment is a standby of another one: there is nothing to drill");
      return EXIT_CODES.succeeded;
    }
    if (update) fs.writeFileSync(file, result.page);
    result.problems.forEach((problem) => printError(`${PAGE}:${problem}`));
    if (result.problems.length === 0) print(`${PAGE} does what it says`);
    return result.problems.length === 0 ? EXIT_CODES.succeeded : EXIT_CODES.failed;
  },
});

/** The built environments and stacks of a repository. */
interface Platform {
  readonly environments: DrilledSystem["environments"];
  readonly tooling: unknown;
  readonly environmentProblems: (environments: readonly unknown[], tooling: unknown) => InputProblem[];
  readonly createStacks: (app: unknown, settings: unknown) => void;
}

function platformIn(cwd: string): DrilledSystem {
  const load = createRequire(path.join(cwd, "package.json"));
  return drilledPlatform({ ...load("./dist/environments"), ...load("./dist/stacks") } as Platform);
}

/** The system to drill: environments, and the synthesis of their stacks with the policies. */
export function drilledPlatform(platform: Platform): DrilledSystem {
  const { environments, tooling, environmentProblems, createStacks } = platform;
  return {
    environments,
    synthesize: (changed) => {
      const problems = environmentProblems(changed, tooling);
      if (problems.length > 0) throw new InputError(problems);
      const define = (app: unknown): void => createStacks(app, { environments: changed, tooling });
      const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-drill-"));
      try {
        // Without the folder, which is removed: no stack of the platform has assets.
        return synthesize(define, { outdir, gate: policyGate({}) }).map(({ name, config }) => ({ name, config }));
      } finally {
        fs.rmSync(outdir, { recursive: true, force: true });
      }
    },
  };
}
