import { GetPolicyCommand, GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { SynthesizedStack } from "../../../modules/core";
import { literals, resourcesOf, type EnvironmentStacks } from "../environment-stacks";
import { missing, ok, unlessNotFound, type Question } from "../question";

const iam = (): IAMClient => new IAMClient({ region: "us-east-1" });

/**
 * State buckets, deployment roles and permissions boundaries, which an administrator creates before the first apply.
 */
export function bootstrapQuestions(stacks: EnvironmentStacks): Question[] {
  const bootstraps = stacks.ofAccount.filter(({ name }) => /^bootstrap(-\d{12})?$/.test(name));
  const mend = `npx cdktf apply ${bootstraps[0]?.name ?? "bootstrap"}`;
  const roles = literals(resourcesOf(bootstraps, "aws_iam_role").map(({ block }) => block["name"]));
  const boundaries = resourcesOf(stacks.own, "aws_iam_role").map(({ block }) => block["permissions_boundary"]);
  return [
    ...stacks.own.flatMap((stack) => stateBucketQuestion(stack, stacks.account, mend)),
    ...roles.filter((name) => name.endsWith(`-${stacks.name}`)).map((name) => roleQuestion(name, mend)),
    ...literals(boundaries).map((arn) => boundaryQuestion(arn, mend)),
  ];
}

function stateBucketQuestion({ name, config }: SynthesizedStack, account: string, mend: string): Question[] {
  const { bucket, region } = (config.terraform.backend?.["s3"] ?? {}) as { bucket?: string; region?: string };
  if (bucket === undefined || region === undefined) return [];
  const ask = async () => {
    const head = new HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner: account });
    const found = await unlessNotFound(new S3Client({ region }).send(head));
    return found ? ok(bucket) : missing(`no bucket ${bucket}`, mend);
  };
  return [{ subject: `state of ${name}`, action: "s3:ListBucket", ask }];
}

function roleQuestion(name: string, mend: string): Question {
  const ask = async () => {
    const found = await unlessNotFound(iam().send(new GetRoleCommand({ RoleName: name })));
    return found ? ok(name) : missing(`no role ${name}`, mend);
  };
  return { subject: "deployment role", action: "iam:GetRole", ask };
}

function boundaryQuestion(arn: string, mend: string): Question {
  const ask = async () => {
    const found = await unlessNotFound(iam().send(new GetPolicyCommand({ PolicyArn: arn })));
    return found ? ok(arn) : missing(`no policy ${arn}`, mend);
  };
  return { subject: "permissions boundary", action: "iam:GetPolicy", ask };
}
