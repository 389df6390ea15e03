import { all, fail, isTrue, notTrue, oneOf, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { taskProblems } from "./checks/tasks";

export const STEP_FUNCTIONS_RULES: readonly Rule[] = [
  {
    id: "SFN-01",
    title: "State machines log and trace their executions",
    severity: "medium",
    rationale:
      "What led to a failed step is found in the log of the execution only. What passes through are customers' data, which no log of prod needs.",
    fix: "Set logging_configuration.level ALL, include_execution_data false in prod, and tracing_configuration.enabled.",
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
    title: "Every task of a state machine ends in time and expects failure",
    severity: "medium",
    rationale:
      "A task without a timeout waits for a year. One that retries every error needs no Catch: where it gives up, a redrive goes on.",
    fix: "Give each Task a TimeoutSeconds, a Retry and, unless it retries States.ALL, a Catch.",
    awsError: "InvalidDefinition: Invalid State Machine Definition",
    controls: { nist: ["CP-10"] },
    types: ["aws_sfn_state_machine"],
    check: ({ values }) => taskProblems(values["definition"]).map((message) => fail("definition", message)),
  },
];
