import type { Mapping } from "../grammar";

export const HOSTING: Mapping = {
  aws_amplify_app: {
    type: "AWS::Amplify::App",
    arguments: {
      enable_auto_branch_creation: "AutoBranchCreationConfig.EnableAutoBranchCreation",
      enable_branch_auto_build: null,
      environment_variables: { to: "EnvironmentVariables", pairs: ["Name", "Value"] },
      iam_service_role_arn: "IAMServiceRole",
    },
  },
  aws_amplify_branch: { type: "AWS::Amplify::Branch" },
};
