import type { Construct } from "constructs";
import { arn } from "../arns/arn-rule";
import { partitionOf } from "../arns/partitions";
import { AWS_REGIONS } from "../regions";
import { accountId, matching, oneOf, satisfying, type Rule } from "../validation/rules";
import { requireProps } from "../validation/required";
import { Validation } from "../validation/validation";
import { STAGES, type AwsStackProps } from "./aws-stack-props";

const BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
/** Keys and values that every service accepts; S3, RDS and others refuse more characters at apply. */
const TAG_KEY = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u;
const REQUIRED_TAGS = ["Environment", "Project", "Owner"] as const;

/** Checks the id, the location, the tags and the state of a stack. */
export function validateAwsStack(scope: Construct, id: string, settings: AwsStackProps): void {
  requireProps(scope, id, settings, { account: "string", region: "string", tags: "object", state: "any" });
  const { state, ...props } = settings;
  const region = oneOf<string>(AWS_REGIONS, "use a region of AWS");
  const validation = new Validation(scope, id).props(
    { id, ...props },
    {
      id: matching(/^[a-z][a-z0-9-]*$/, "kebab-case", "rename the stack"),
      account: accountId("copy it from the account's page"),
      region,
      stage: oneOf<string>(STAGES, "choose the purpose of the environment"),
      permissionsBoundaryArn: boundaryOf(props),
    },
  );
  checkTags(validation, props.tags);
  if (state !== "local") {
    validation.props(
      { state },
      {
        "state.bucket": matching(BUCKET, "a bucket name", "name the state bucket"),
        "state.kmsKeyId": stateKeyIn(state.region),
        "state.region": [region, samePartitionAs(props.region)],
      },
    );
  }
  validation.throwIfInvalid();
}

function checkTags(validation: Validation, tags: AwsStackProps["tags"]): void {
  REQUIRED_TAGS.forEach((name) => {
    const value = tags[name];
    validation.check(
      Boolean(value),
      `tags.${name}`,
      value,
      "a non-empty string",
      "name the environment, project or owner",
    );
  });
  Object.entries(tags).forEach(([key, value]) => {
    const characters = "letters, digits, spaces and _.:/=+-@";
    validation.apply(
      "tags",
      key,
      matching(TAG_KEY, `a key of 1 to 128 ${characters}, not beginning with aws:`, "reword it"),
    );
    validation.apply(`tags.${key}`, value, matching(TAG_VALUE, `at most 256 ${characters}`, "reword it"));
  });
}

function boundaryOf({ account, region }: Omit<AwsStackProps, "state">): Rule<string> {
  const parts = { of: "an IAM policy", service: "iam", resource: /policy\/[\w+=,.@/-]+/, region: "" };
  return arn({ ...parts, accounts: [account], partition: partitionOf(region) }, "copy it from the account's bootstrap");
}

/** S3 encrypts a state with a key of the bucket's region. */
function stateKeyIn(region: string): Rule<string> {
  const key = arn(
    { of: "a KMS key", service: "kms", resource: /(?:alias|key)\/[\w/-]+/, region },
    "name the state key",
  );
  return (value) =>
    /^alias\/[\w/-]+$/.test(value)
      ? []
      : key(value).map((violation) => ({ ...violation, allowed: `the alias or ${violation.allowed}` }));
}

function samePartitionAs(region: string): Rule<string> {
  return satisfying(
    (stateRegion) => partitionOf(stateRegion) === partitionOf(region),
    `a region of ${partitionOf(region)}, the stack's partition`,
    "store the state where the stack's credentials are valid",
  );
}
