import type { PolicyStatement } from "../../core";

/** Allows a pipeline to upload files to one branch and to follow the deployment. */
export function publishStatement(sid: string, branchArn: string): PolicyStatement {
  return {
    sid,
    actions: [
      "amplify:CreateDeployment",
      "amplify:GetBranch",
      "amplify:GetJob",
      "amplify:ListJobs",
      "amplify:StartDeployment",
      "amplify:StopJob",
    ],
    // Amplify checks deployments and jobs of the branch by ARNs below that of the branch.
    resources: [branchArn, `${branchArn}/*`],
  };
}
