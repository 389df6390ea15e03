import { all, fail, isTrue, notTrue, oneOf, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { taskProblems } from "./checks/tasks";

export const STEP_FUNCTIONS_RULES: readonly Rule[] = [
  {
    id: "SFN-01",
    title: "State machines log and trace executions",
    severity: "medium",
    rationale:
      "Only the execution log explains a failed step. Execution data is customer data, which must not be logged in prod.",
    fix: "Set logging_configuration.level to ALL, include_execution_data to false in prod, and tracing_configuration.enabled to true. In a Groundplan module: `logExecutionData`.",
    controls: {
      fsbp: ["StepFunctions.1"],
      nist: ["AU-2"],
      checkov: ["CKV_AWS_284"],
      nag: ["SF1", "SF2"],
    },
    types: ["aws_sfn_state_machine"],
    check: all(
      oneOf("logging_configuration.level", "ALL"),
      when((_machine, { profile }) => profile === "prod", notTrue("logging_configuration.include_execution_data")),
      isTrue("tracing_configuration.enabled"),
    ),
  },
  {
    id: "SFN-02",
    title: "Tasks of a state machine have a timeout and error handling",
    severity: "medium",
    rationale:
      "A task without a timeout waits for up to a year. A task that retries every error needs no Catch, because the execution can be redriven.",
    fix: "Set TimeoutSeconds, Retry and, unless Retry lists States.ALL, Catch on each Task.",
    awsError: "InvalidDefinition: Invalid State Machine Definition",
    controls: { nist: ["CP-10"] },
    types: ["aws_sfn_state_machine"],
    check: ({ values }) => taskProblems(values["definition"]).map((message) => fail("definition", message)),
  },
];
