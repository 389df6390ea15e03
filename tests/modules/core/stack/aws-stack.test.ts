import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { AWS_REGIONS, AwsStack, InputError, ServiceRole, type AwsStackProps } from "../../../../modules/core";
import { synthesizeStack } from "../../../../testing";

const defining = (differences: Partial<AwsStackProps<"us-east-1">>, id = "shop") => {
  const props: AwsStackProps<"us-east-1"> = {
    account: "111122223333",
    region: "us-east-1",
    tags: { Environment: "dev", Project: "shop", Owner: "platform" },
    state: { bucket: "shop-state", region: "eu-west-1", kmsKeyId: "alias/shop-state" },
  };
  return () => new AwsStack(new App(), id, { ...props, ...differences });
};

const state = { bucket: "shop-state", region: "eu-west-1", kmsKeyId: "alias/shop-state" } as const;

describe("AwsStack", () => {
  test("has one account and region and tags every resource", () => {
    const tags = { Environment: "dev", Project: "shop", Owner: "platform", Cost: "42" };
    const stack = synthesizeStack(() => {}, { account: "444455556666", region: "us-east-1", tags });
    expect(stack.config.provider).toEqual({
      aws: [{ region: "us-east-1", allowed_account_ids: ["444455556666"], default_tags: [{ tags }] }],
    });
  });

  test("publishes the stage of its environment, and nothing without one", () => {
    expect(synthesizeStack(() => {}, { stage: "pre-production" }).config["output"]).toEqual({
      "environment-stage": { value: "pre-production" },
    });
    expect(synthesizeStack(() => {}).config["output"]).toBeUndefined();
  });

  test("requires the first Terraform version with lock files in S3", () => {
    expect(synthesizeStack(() => {}).config.terraform).toMatchObject({ required_version: ">= 1.10.0" });
  });

  test("exposes its account and region", () => {
    expect(defining({})()).toMatchObject({ account: "111122223333", region: "us-east-1" });
  });

  test("stores its state encrypted and locked under its id", () => {
    expect(synthesizeStack(() => {}, { state }).config.terraform.backend).toEqual({
      s3: {
        bucket: "shop-state",
        key: "test/terraform.tfstate",
        region: "eu-west-1",
        encrypt: true,
        kms_key_id: "alias/shop-state",
        use_lockfile: true,
      },
    });
  });

  test("can store its state next to the output folder, by a relative path", () => {
    expect(synthesizeStack(() => {}, { state: "local" }).config.terraform.backend).toEqual({
      local: { path: "../../../terraform.test.tfstate" },
    });
  });

  test("creates one aliased provider for each further region, with the same account and tags", () => {
    const stack = synthesizeStack((scope) => {
      const first = scope.providerIn("eu-west-1");
      expect(scope.providerIn("eu-west-1").provider).toBe(first.provider);
      expect(first.region).toBe("eu-west-1");
      new SqsQueue(scope, "queue", { provider: first.provider });
    });
    const tags = { Environment: "test", Project: "groundplan", Owner: "tests" };
    expect(stack.config.provider).toMatchObject({
      aws: [
        { region: "us-east-1" },
        {
          alias: "eu-west-1",
          region: "eu-west-1",
          sts_region: "us-east-1",
          allowed_account_ids: ["111122223333"],
          default_tags: [{ tags }],
        },
      ],
    });
    expect(stack.resource("aws_sqs_queue")).toMatchObject({ provider: "aws.eu-west-1" });
  });

  test("needs no alias for its own region", () => {
    const stack = synthesizeStack((scope) => {
      expect(scope.providerIn("us-east-1")).toMatchObject({ region: "us-east-1" });
    });
    expect(stack.config.provider).toMatchObject({ aws: [{ region: "us-east-1" }] });
  });

  test("ignores later changes of the tags object", () => {
    const tags: Record<string, string> = { Environment: "dev", Project: "shop", Owner: "platform" };
    const stack = synthesizeStack(() => (tags["Owner"] = "nobody"), { tags });
    expect(stack.config.provider).toMatchObject({ aws: [{ default_tags: [{ tags: { Owner: "platform" } }] }] });
  });

  test("reports every invalid setting at once", () => {
    const mars = "mars-north-1" as "us-east-1";
    const invalid = defining(
      {
        account: "123",
        region: mars,
        tags: { Environment: "dev", Owner: "" },
        stage: "live" as "production",
        state: { bucket: "Shop State", region: mars, kmsKeyId: "shop-state" },
      },
      "Shop",
    );
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/9 invalid settings/);
    expect(invalid).toThrow(/Shop: id: got "Shop"; allowed: kebab-case; rename the stack/);
    expect(invalid).toThrow(/account: got "123"; allowed: an AWS account id of 12 digits/);
    expect(invalid).toThrow(/stage: got "live"; allowed: development, pre-production, production/);
    expect(invalid).toThrow(/ region: got "mars-north-1"; allowed: us-east-1, /);
    expect(invalid).toThrow(
      /tags.Project: got nothing; allowed: a non-empty string; name the environment, project or owner/,
    );
    expect(invalid).toThrow(/tags.Owner: got ""/);
    expect(invalid).toThrow(/state.bucket: got "Shop State"; allowed: a bucket name/);
    expect(invalid).toThrow(/state.region: got "mars-north-1"/);
    expect(invalid).toThrow(/state.kmsKeyId: got "shop-state"; allowed: the alias or the ARN of a KMS key/);
  });

  test.each(["Environment", "Project", "Owner"])("requires the tag %s", (tag) => {
    const tags = { Environment: "dev", Project: "shop", Owner: "platform", [tag]: "" };
    expect(defining({ tags })).toThrow(`tags.${tag}: got ""`);
  });

  test.each([
    ["a value with other characters", { Owner: "shop <team>" }, 'tags.Owner: got "shop <team>"; allowed: at most 256'],
    ["a value of 257 characters", { Cost: "1".repeat(257) }, "tags.Cost: got "],
    ["a key of AWS", { "aws:cost": "42" }, 'tags: got "aws:cost"; allowed: a key of 1 to 128'],
    ["a key with other characters", { "cost?": "42" }, 'tags: got "cost?"'],
  ])("refuses a tag with %s", (_reason, tag, message) => {
    const tags = { Environment: "dev", Project: "shop", Owner: "platform", ...tag };
    expect(defining({ tags })).toThrow(message);
  });

  test("accepts tags with letters of every language, spaces and 256 characters", () => {
    const tags = { Environment: "dev", Project: "shop", Owner: "Köln: shop@example.com", Cost: "1".repeat(256) };
    expect(defining({ tags })).not.toThrow();
  });

  test.each([
    "alias/shop-state",
    "arn:aws:kms:eu-west-1:111122223333:alias/shop-state",
    "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  ])("accepts %s as the key of the state", (kmsKeyId) => {
    expect(defining({ state: { ...state, kmsKeyId } })).not.toThrow();
  });
});

describe("AWS_REGIONS", () => {
  test("are regions of three partitions, each once", () => {
    expect(new Set(AWS_REGIONS).size).toBe(AWS_REGIONS.length);
    AWS_REGIONS.forEach((region) => expect(region).toMatch(/^(?:af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov)-[a-z]+-[1-9]$/));
  });
});

describe("AwsStack.of", () => {
  const inside = (stack: TerraformStack): Construct => new Construct(stack, "module");

  test("returns the AwsStack around a construct", () => {
    const stack = defining({})();
    expect(AwsStack.of(inside(stack))).toBe(stack);
  });

  test("reads account and region from the default provider of a plain stack", () => {
    const stack = new TerraformStack(new App(), "plain");
    const provider = new AwsProvider(stack, "aws", { region: "eu-west-1", allowedAccountIds: ["111122223333"] });
    new AwsProvider(stack, "other", { region: "eu-west-2", alias: "other" });
    const found = AwsStack.of(inside(stack));
    expect({ account: found.account, region: found.region }).toEqual({ account: "111122223333", region: "eu-west-1" });
    expect(found.provider).toBe(provider);
    expect(found.node).toBe(stack.node);
  });

  test("looks up, once, what a plain stack does not name", () => {
    const stack = new TerraformStack(new App(), "plain");
    const [first, second] = [AwsStack.of(inside(stack)), AwsStack.of(stack)];
    new TerraformOutput(stack, "place", { value: `${first.account} ${first.region}` });
    expect(stack.toTerraform().output).toMatchObject({
      place: { value: "${data.aws_caller_identity.aws-caller-identity.account_id} ${data.aws_region.aws-region.name}" },
    });
    expect(first.provider).toBeUndefined();
    expect(second.account).toBe(first.account);
  });
});

describe("permissionsBoundaryArn", () => {
  const boundary = "arn:aws:iam::111122223333:policy/shop-boundary";
  const roles = (permissionsBoundaryArn?: string) =>
    synthesizeStack(
      (stack) => {
        const role = { name: "api", description: "API", service: "lambda.amazonaws.com" };
        new ServiceRole(stack, "api", role);
        new IamRole(stack, "foreign", { assumeRolePolicy: "{}" });
        new IamRole(stack, "bounded", { assumeRolePolicy: "{}", permissionsBoundary: `${boundary}-other` });
      },
      { permissionsBoundaryArn },
    ).resources("aws_iam_role");

  test("bounds every role of the stack that has no boundary", () => {
    expect(Object.values(roles(boundary)).map((role) => role["permissions_boundary"])).toEqual([
      boundary,
      `${boundary}-other`,
      boundary,
    ]);
  });

  test("leaves roles unbounded by default", () => {
    expect(Object.values(roles()).map((role) => role["permissions_boundary"])).toEqual([
      undefined,
      `${boundary}-other`,
      undefined,
    ]);
  });

  test("must be the ARN of an IAM policy", () => {
    expect(defining({ permissionsBoundaryArn: "shop-boundary" })).toThrow(
      /permissionsBoundaryArn: got "shop-boundary"/,
    );
    expect(defining({ permissionsBoundaryArn: boundary })).not.toThrow();
  });
});
