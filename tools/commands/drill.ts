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
/** A runbook without steps of Terraform, of which only the names are compared. */
const ORDERS = "docs/runbooks/orders.md";

const HELP = `Rehearses the failover runbook with a stand-in for the AWS provider (Groundplan repository only).

Usage: groundplan drill [options]

  --app FOLDER      example system with this runbook and a file failover.ts (default: the reference platform)
  --update          write the names of the environments and the outcomes of the plans into the pages
  --if-available    exit with 0 and a line "skipped: ..." if Terraform is missing
  --help            print this text

Deploys an environment and its standby, and then does what the blocks of ${PAGE} say: settings, plans,
applies, imports and calls of AWS. It fails where a step cannot do what the page says, and where a name or an outcome
differs, unless --update corrects it. The names of ${ORDERS} are compared too. Without a standby, only the
names are compared, with the last environment in the order of promotion.
Reads the built repository. Needs no provider, network or AWS account.
Exit codes: 0 the pages are true, 1 a step or a name is not, 2 wrong usage, 3 Terraform is missing.`;

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
    const compiled = compiledExample(machine.cwd);
    const files = compiled === undefined ? [PAGE, ORDERS] : [PAGE];
    const [page, ...others] = files.map((file) => pageIn(machine.cwd, file)) as [string, ...string[]];
    const terraform = await Terraform.find(machine, signal);
    const system = compiled === undefined ? platformIn(machine.cwd) : drilledExample(loadExample(compiled));
    const { drill, checkNames } = loadRehearsal();
    const drilled = await drill({ terraform, env: machine.env, system, page, print });
    if (!drilled) print("no environment is a standby of another one: only the names are compared");
    const checked = others.map((one) => checkNames(one, system.environments));
    const found = [drilled ?? checkNames(page, system.environments), ...checked];
    const results = Object.fromEntries(files.map((file, position) => [file, found[position]!]));
    if (update)
      Object.entries(results).forEach(([file, result]) => fs.writeFileSync(path.join(machine.cwd, file), result.page));
    const linesOf = (kind: "outdated" | "problems"): string[] =>
      Object.entries(results).flatMap(([file, result]) => result[kind].map((line) => `${file}:${line}`));
    linesOf("outdated").forEach((line) => (update ? print(`corrected: ${line}`) : printError(line)));
    linesOf("problems").forEach(printError);
    const failures = [...linesOf("problems"), ...(update ? [] : linesOf("outdated"))];
    if (failures.length > 0) return EXIT_CODES.failed;
    print(drilled ? `${PAGE} does what it says` : `${files.join(" and ")}: the names are those of the environments`);
    return EXIT_CODES.succeeded;
  },
});

function pageIn(cwd: string, page: string): string {
  const file = path.join(cwd, page);
  if (!fs.existsSync(file)) throw usageError(`no ${page} in ${cwd}; run it in the Groundplan repository`);
  return fs.readFileSync(file, "utf8");
}

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
  return drilledExample({
    environments,
    problemsOf: (changed) => environmentProblems(changed, tooling),
    createStacks: (app, changed) => createStacks(app, { environments: changed, tooling }),
  });
}

/** Exports of `failover.ts` of an example system. */
interface Example {
  readonly environments: DrilledSystem["environments"];
  readonly pair?: DrilledSystem["pair"];
  readonly problemsOf: (environments: readonly unknown[]) => InputProblem[];
  readonly createStacks: (app: unknown, environments: readonly unknown[]) => void;
}

/** The same for an example system. */
export function drilledExample({ environments, pair, problemsOf, createStacks }: Example): DrilledSystem {
  return {
    environments,
    pair,
    synthesize: (changed) => {
      const problems = problemsOf(changed);
      if (problems.length > 0) throw new InputError(problems);
      const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-drill-"));
      try {
        const stacks = synthesize((app) => createStacks(app, changed), { outdir, gate: policyGate({}) });
        // Without the folder, which is removed: the stand-in provider reads no assets.
        return stacks.map(({ name, config }) => ({ name, config }));
      } finally {
        fs.rmSync(outdir, { recursive: true, force: true });
      }
    },
  };
}

/** The compiled `failover.ts` of the example in a folder; undefined for the repository and examples without one. */
function compiledExample(cwd: string): string | undefined {
  const file = path.resolve(cwd, "../../dist/examples", path.basename(cwd), "failover.js");
  return fs.existsSync(file) ? file : undefined;
}

function loadExample(file: string): Example {
  return createRequire(file)(file) as Example;
}
