import type { Mapping } from "./grammar";

export const WORKFLOW: Mapping = {
  aws_sfn_state_machine: {
    type: "AWS::StepFunctions::StateMachine",
    arguments: {
      definition: "DefinitionString",
      name: "StateMachineName",
      type: "StateMachineType",
      "logging_configuration.log_destination": { to: "Destinations", each: "CloudWatchLogsLogGroup.LogGroupArn" },
      publish: null,
      encryption_configuration: "EncryptionConfiguration",
    },
  },
};
