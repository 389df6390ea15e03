#!/usr/bin/env node
import { asksForHelp, runInProcess, type Command, type CommandContext } from "../runner/command/command";
import { EXIT_CODES, ToolError, usageError, type ExitCode } from "../runner/command/exit-codes";

interface CommandEntry {
  /** One line for `groundplan --help`. */
  readonly summary: string;
  /** Loads the command when it is called. Packages that may not be installed are loaded when it runs. */
  readonly load: () => Promise<Command>;
}

/** All commands, in the order of the proof ladder. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  policy: {
    summary: "evaluate the policies on synthesized stacks or on plans",
    load: async () => (await import("./policy.js")).policy,
  },
  validate: {
    summary: "validate synthesized stacks with Terraform and the AWS provider",
    load: async () => (await import("./validate.js")).validate,
  },
  plan: {
    summary: "plan synthesized stacks offline and evaluate the policies on the plans",
    load: async () => (await import("./plan.js")).plan,
  },
  rehearse: {
    summary: "apply and destroy synthesized stacks with a stand-in provider, or rehearse a change",
    load: async () => (await import("./rehearse.js")).rehearse,
  },
  drill: {
    summary: "rehearse the failover runbook with a stand-in provider (Groundplan repository only)",
    load: async () => (await import("./drill.js")).drill,
  },
  emulate: {
    summary: "apply the README examples to an emulator (Groundplan repository only)",
    load: async () => (await import("./emulate.js")).emulate,
  },
  preflight: {
    summary: "ask an AWS account for what the first apply of an environment needs",
    load: async () => (await import("./preflight.js")).preflight,
  },
  apply: {
    summary: "plan stacks of a merged commit in their account, and apply these plans after an approval",
    load: async () => (await import("./apply.js")).apply,
  },
  summary: {
    summary: "summarize plans on one page: counts, replacements, destructions",
    load: async () => (await import("./summary.js")).summary,
  },
  promote: {
    summary: "name an image in an environment and commit the change (Groundplan repository only)",
    load: async () => (await import("./promote.js")).promote,
  },
  workflows: {
    summary: "write workflows of GitHub Actions for the environments of an app",
    load: async () => (await import("./workflows.js")).workflows,
  },
  cost: {
    summary: "estimate what each environment costs in a month",
    load: async () => (await import("./cost.js")).cost,
  },
  attest: {
    summary: "check the promises of an app: recovery, retention, latency, encryption",
    load: async () => (await import("./attest.js")).attest,
  },
  diagram: {
    summary: "draw the architecture of an environment as SVG",
    load: async () => (await import("./diagram.js")).diagram,
  },
  export: {
    summary: "write stacks as Terraform configuration in HCL, to leave CDKTF",
    load: async () => (await import("./export.js")).exportStacks,
  },
  report: {
    summary: "write one HTML page about an app: architecture, changes, findings, cost, alarms, recovery",
    load: async () => (await import("./report.js")).report,
  },
  catalogue: {
    summary: "write docs/policies.md from the policy rules (Groundplan repository only)",
    load: async () => (await import("./catalogue.js")).catalogue,
  },
  objectives: {
    summary: "compute RPO and RTO of each environment (Groundplan repository only)",
    load: async () => (await import("./objectives.js")).objectives,
  },
  "iam-data": {
    summary: "update the list of IAM actions without resource-level permissions (Groundplan repository only)",
    load: async () => (await import("./iam-data.js")).iamData,
  },
  "replacement-data": {
    summary: "ask the AWS provider which changes replace a resource (Groundplan repository only)",
    load: async () => (await import("./replacement-data.js")).replacementData,
  },
  "planned-blocks": {
    summary: "update the blocks that only a configuration chooses (Groundplan repository only)",
    load: async () => (await import("./planned-blocks.js")).plannedBlocks,
  },
  "refusals-update": {
    summary: "raise the packages with known refusals of AWS (Groundplan repository only)",
    load: async () => (await import("./refusals-update.js")).refusalsUpdate,
  },
  bench: {
    summary: "measure performance and compare it with the goals (Groundplan repository only)",
    load: async () => (await import("./bench.js")).bench,
  },
};

/** The text of `groundplan --help`. */
export function help(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Proves CDKTF stacks before they reach an AWS account.

Usage: groundplan <command> [arguments] [options] [--app FOLDER]

${lines.join("\n")}

groundplan <command> --help explains a command. --app FOLDER runs it in the folder of a CDKTF app; paths start there.
Exit codes: 0 passed, 1 a check failed, 2 wrong usage or unreadable input, 3 a program, package or provider is missing,
4 a waiver or approval is malformed or expired, 130 interrupted.`;
}

/** Runs the command that the first argument names. */
export const groundplan: Command = async (argv, context) => {
  try {
    return await dispatch(argv, context);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    context.printError(error.message);
    return error.exitCode;
  }
};

async function dispatch([name = "", ...rest]: readonly string[], context: CommandContext): Promise<ExitCode> {
  if (asksForHelp([name])) {
    context.print(help());
    return EXIT_CODES.succeeded;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) {
    const problem = name === "" ? "no command" : `unknown command "${name}"`;
    throw usageError(`${problem}; commands: ${Object.keys(COMMANDS).join(", ")}`);
  }
  const command = await entry.load();
  return command(rest, context);
}

if (require.main === module) void runInProcess(groundplan);
