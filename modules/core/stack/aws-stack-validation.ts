import type { Construct } from "constructs";
import { AWS_REGIONS } from "../regions";
import { accountId, matching, oneOf } from "../validation/rules";
import { Validation } from "../validation/validation";
import type { AwsStackProps } from "./aws-stack-props";

const STATE_KEY = /^(?:alias\/[\w/-]+|arn:aws:kms:[a-z0-9-]+:\d{12}:(?:alias|key)\/[\w/-]+)$/;
const BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const POLICY_ARN = /^arn:aws:iam::\d{12}:policy\/[\w+=,.@/-]+$/;
const REQUIRED_TAGS = ["Environment", "Project", "Owner"] as const;

/** Checks the id, the location, the tags and the state of a stack. */
export function validateAwsStack(scope: Construct, id: string, { state, ...props }: AwsStackProps): void {
  const region = oneOf<string>(AWS_REGIONS, "use a region of the standard partition");
  const validation = new Validation(scope, id).props(
    { id, ...props },
    {
      id: matching(/^[a-z][a-z0-9-]*$/, "kebab-case", "rename the stack"),
      account: accountId("copy it from the account's page"),
      region,
      permissionsBoundaryArn: matching(POLICY_ARN, "the ARN of an IAM policy", "copy it from the account's bootstrap"),
    },
  );
  REQUIRED_TAGS.forEach((name) => {
    const value = props.tags[name];
    validation.check(
      Boolean(value),
      `tags.${name}`,
      value,
      "a non-empty string",
      "name the environment, project or owner",
    );
  });
  if (state !== "local") {
    validation.props(
      { state },
      {
        "state.bucket": matching(BUCKET, "a bucket name", "name the state bucket"),
        "state.kmsKeyId": matching(STATE_KEY, "the alias or the ARN of a KMS key", "name the state key"),
        "state.region": region,
      },
    );
  }
  validation.throwIfInvalid();
}
