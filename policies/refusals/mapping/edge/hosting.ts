import type { Mapping } from "../grammar";

export const HOSTING: Mapping = {
  aws_amplify_app: { type: "AWS::Amplify::App" },
  aws_amplify_branch: { type: "AWS::Amplify::Branch" },
};
