import { removed, weakened, type Classification } from "../protection";

/** State machines. */
export const WORKFLOW: Classification = {
  aws_sfn_state_machine: {
    protects: [
      removed("logging_configuration", "SFN-01"),
      weakened("logging_configuration.level", "SFN-01", [undefined, "OFF", "ERROR"]),
      weakened("logging_configuration.include_execution_data", "SFN-01", [true]),
      removed("tracing_configuration", "SFN-01"),
      weakened("tracing_configuration.enabled", "SFN-01", [undefined, false]),
      weakened("definition", "SFN-02", [
        "{",
        '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"x","End":true}}}',
      ]),
    ],
    neutral: { wiring: ["role_arn"], behaviour: ["type"] },
  },
};
