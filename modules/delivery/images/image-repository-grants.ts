import type { PolicyStatement } from "../../core";

export const PULL_ACTIONS = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

export const PUSH_ACTIONS = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:CompleteLayerUpload",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
];

/** Actions that put the manifest of an image under another tag. */
export const TAG_ACTIONS = ["ecr:BatchGetImage", "ecr:DescribeImages", "ecr:PutImage"];

export const loginStatement: PolicyStatement = {
  sid: "LoginToRegistry",
  actions: ["ecr:GetAuthorizationToken"],
  resources: ["*"],
  unscopedBecause: "a login is to the registry; the statements for each repository restrict its use",
};

export function functionPull(accounts: readonly string[], partition: string): PolicyStatement {
  return {
    sid: "PulledByFunctions",
    actions: PULL_ACTIONS,
    principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
    conditions: [
      {
        test: "ArnLike",
        variable: "aws:SourceArn",
        values: accounts.map((account) => `arn:${partition}:lambda:*:${account}:function:*`),
      },
    ],
  };
}

/**
 * Allows other accounts to pull: across accounts Lambda requires that the role that creates the function can read the
 * image.
 */
export function deployerPull(accounts: readonly string[], partition: string): PolicyStatement {
  return {
    sid: "PulledByDeployersOfOtherAccounts",
    actions: PULL_ACTIONS,
    principals: [{ type: "AWS", identifiers: accounts.map((account) => `arn:${partition}:iam::${account}:root`) }],
  };
}
