import { environmentProblems, environments, sharedAccountNotice, tooling } from "./environments";
import { InputError, PolicyError, synthesize } from "./modules/core";
import { PolicyGateError, policyGate } from "./policies";
import { createStacks } from "./stacks";
import { notePlaceholders } from "./tools/preflight/placeholders";

/** A command that reads the stacks follows, and prints what they contain. */
const commandFollows = process.argv.includes("--command-follows");

try {
  const problems = environmentProblems(environments, tooling);
  if (problems.length > 0) throw new InputError(problems);

  const gate = policyGate({ print: console.log, refusals: process.argv.includes("--refusals") });
  const stacks = synthesize((app) => createStacks(app, { environments, tooling }), { gate });
  const configurations = stacks.map(({ config }) => config);
  const notice = sharedAccountNotice(environments, tooling);
  if (notice !== undefined) console.log(notice);
  if (!commandFollows) notePlaceholders(configurations, console.log);
} catch (error) {
  const isFinding = error instanceof InputError || error instanceof PolicyError || error instanceof PolicyGateError;
  if (!isFinding) throw error;
  console.error(error.message);
  process.exitCode = error instanceof PolicyGateError ? error.exitCode : 1;
}
