import { environmentProblems, environments, tooling } from "./environments";
import { InputError, PolicyError, synthesize } from "./modules/core";
import { PolicyGateError, policyGate } from "./policies";
import { createStacks } from "./stacks";

try {
  const problems = environmentProblems(environments, tooling);
  if (problems.length > 0) throw new InputError(problems);

  synthesize((app) => createStacks(app, { environments, tooling }), { gate: policyGate({ print: console.log }) });
} catch (error) {
  const isFinding = error instanceof InputError || error instanceof PolicyError || error instanceof PolicyGateError;
  if (!isFinding) throw error;
  console.error(error.message);
  process.exitCode = error instanceof PolicyGateError ? error.exitCode : 1;
}
