import { InputError, PolicyError, synthesize } from "groundplan/core";
import { PolicyGateError, policyGate } from "groundplan/policies";
import { accountSettings, environmentProblems, environments } from "./environments";
import { createStacks } from "./stacks";

try {
  const problems = environmentProblems(environments, accountSettings);
  if (problems.length > 0) throw new InputError(problems);

  const gate = policyGate({ print: console.log, refusals: process.argv.includes("--refusals") });
  synthesize((app) => createStacks(app, environments, accountSettings), { gate });
} catch (error) {
  const isFinding = error instanceof InputError || error instanceof PolicyError || error instanceof PolicyGateError;
  if (!isFinding) throw error;
  console.error(error.message);
  process.exitCode = error instanceof PolicyGateError ? error.exitCode : 1;
}
