import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import * as made from "./bad-inputs/constructs";

const REGION = "${data.aws_region.aws-region.name}";
const ACCOUNT = "${data.aws_caller_identity.aws-caller-identity.account_id}";

const restoredDatabase = (stack: made.Stack) =>
  made.database(stack, {
    restoreFromSnapshotArn: "arn:aws:rds:us-east-1:111122223333:cluster-snapshot:before-failover",
  });

/** Defines constructs in a stack of cdktf's own class and returns its configuration. */
function configurationOf(define: (stack: made.Stack) => unknown, region?: string): string {
  const stack = new TerraformStack(new App(), "plain");
  new AwsProvider(stack, "aws", { region, allowedAccountIds: region === undefined ? undefined : ["111122223333"] });
  define(stack as made.Stack);
  return JSON.stringify(stack.toTerraform());
}

describe("in a plain TerraformStack", () => {
  test.each([
    ["ContainerFunction", made.lambda, `arn:aws:lambda:${REGION}:${ACCOUNT}:function:`],
    ["AuroraCluster", restoredDatabase, `arn:aws:rds:${REGION}:*:db:`],
    ["ServerlessCache", made.cache, "aws_elasticache_serverless_cache"],
    ["Bucket", made.bucket, "aws_s3_bucket"],
    ["Queue", made.queue, "aws_sqs_queue"],
    ["Schedule", made.schedule, `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule-group/`],
    ["StateMachine", made.workflow, `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:`],
    ["Pipeline", made.pipeline, "aws_codepipeline"],
    ["ImageRepository", made.images, "aws_ecr_repository"],
  ] as [string, (stack: made.Stack) => unknown, string][])(
    "%s reads account and region from the provider at plan",
    (_name, define, expected) => {
      expect(configurationOf(define)).toContain(expected);
    },
  );

  test("a module uses the literal account and region of the provider", () => {
    expect(configurationOf(made.lambda, "us-east-1")).toContain("arn:aws:lambda:us-east-1:111122223333:function:");
  });

  test("a module refuses a key of another region than the provider's", () => {
    expect(() => configurationOf(made.lambda, "us-west-2")).toThrow(
      /logKey\.region: got "us-east-1"; allowed: us-west-2/,
    );
  });
});
