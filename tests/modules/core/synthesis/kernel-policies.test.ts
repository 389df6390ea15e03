import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Token } from "cdktf";
import {
  AwsStack,
  KERNEL_POLICIES,
  PolicyDocument,
  PolicyError,
  resourceAddresses,
  type SynthesizedStack,
  type TerraformJson,
} from "../../../../modules/core";
import { synthesizeStack } from "../../../../testing";

const s3 = { bucket: "state", key: "shop/terraform.tfstate", encrypt: true, use_lockfile: true };

const stackOf = (config: Partial<TerraformJson>, name = "shop"): SynthesizedStack => ({
  name,
  config: { terraform: { backend: { s3 } }, ...config },
});

function findings(id: string, stack: SynthesizedStack, others: readonly SynthesizedStack[] = []): readonly string[] {
  return KERNEL_POLICIES.find((policy) => policy.id === id)!.check(stack, [stack, ...others]);
}

test("KERNEL_POLICIES have these ids", () => {
  expect(KERNEL_POLICIES.map(({ id }) => id)).toEqual([
    "no-credentials-to-plan",
    "tokens-resolved",
    "locked-encrypted-state",
    "own-state",
    "no-remote-state",
    "own-names",
  ]);
});

describe("no-credentials-to-plan", () => {
  test("accepts policy documents and data sources of other providers", () => {
    const data = { aws_iam_policy_document: { trust: {} }, external: { thing: {} } };
    expect(findings("no-credentials-to-plan", stackOf({ data }))).toEqual([]);
    expect(findings("no-credentials-to-plan", stackOf({}))).toEqual([]);
    expect(() => synthesizeStack((stack) => new PolicyDocument(stack, "policy"))).not.toThrow();
  });

  test("reports a data source that queries AWS", () => {
    expect(() => synthesizeStack((stack) => new DataAwsCallerIdentity(stack, "me", {}))).toThrow(
      "test: no-credentials-to-plan: data.aws_caller_identity queries AWS during a plan; take the value from the environment",
    );
  });

  test("reports a data source that an override adds", () => {
    expect(() => synthesizeStack((stack) => stack.addOverride("data.aws_region.here", {}))).toThrow(
      /no-credentials-to-plan: data\.aws_region/,
    );
  });
});

describe("tokens-resolved", () => {
  const queueOf = (config: object) => stackOf({ resource: { aws_sqs_queue: { orders: { ...config } } } });

  test("accepts expressions and literals", () => {
    expect(findings("tokens-resolved", queueOf({ delay_seconds: 1e9, policy: "${aws_iam_role.r.arn}, e+29" }))).toEqual(
      [],
    );
  });

  test.each([
    ["a string", "${TfToken[TOKEN.1]}"],
    ["a list", "#{TfToken[TOKEN.1]}"],
    ["a map", "&{TfToken[TOKEN.1]}"],
    ["a number", Token.asNumber({ resolve: () => 1 })],
    ["a number in a text", `${Token.asNumber({ resolve: () => 1 })} seconds`],
    ["a number that was divided", Token.asNumber({ resolve: () => 1 }) / 60],
  ])("reports the unresolved token of %s", (_kind, value) => {
    expect(findings("tokens-resolved", queueOf({ value }))).toEqual([
      "a token was used where only a literal is possible; look for e+29 and TfToken in the configuration",
    ]);
  });

  test("reports a token in a calculation", () => {
    const define = (stack: AwsStack): void => {
      const orders = new SqsQueue(stack, "orders", {});
      new SqsQueue(stack, "copy", { delaySeconds: orders.delaySeconds * 2 });
    };
    expect(() => synthesizeStack(define)).toThrow(/test: tokens-resolved: /);
  });
});

describe("locked-encrypted-state", () => {
  const withBackend = (backend: TerraformJson["terraform"]["backend"]) =>
    findings("locked-encrypted-state", stackOf({ terraform: { backend } }));

  test("accepts a locked and encrypted bucket, and a local file", () => {
    expect(withBackend({ s3 })).toEqual([]);
    expect(withBackend({ local: {} })).toEqual([]);
  });

  test.each(["encrypt", "use_lockfile"])("reports a bucket without %s", (setting) => {
    expect(withBackend({ s3: { ...s3, [setting]: false } })).toEqual([
      "the S3 backend must have encrypt and use_lockfile",
    ]);
  });

  test.each([[undefined], [{ remote: {} }]])("reports a stack without a known backend: %j", (backend) => {
    expect(withBackend(backend)).toEqual(["shop has neither an S3 nor a local backend"]);
  });

  test("reports a lock that an override removes", () => {
    const unlock = (stack: AwsStack) => stack.addOverride("terraform.backend.s3.use_lockfile", false);
    expect(() => synthesizeStack(unlock)).toThrow(/locked-encrypted-state: the S3 backend must have/);
  });
});

describe("own-state", () => {
  const other = (key: string) => stackOf({ terraform: { backend: { s3: { ...s3, key } } } }, "other");
  const local = stackOf({ terraform: { backend: { local: {} } } }, "local");

  test("accepts stacks with different states", () => {
    expect(findings("own-state", stackOf({}), [other("other/terraform.tfstate"), local])).toEqual([]);
    expect(findings("own-state", local, [local, stackOf({})])).toEqual([]);
  });

  test("reports two stacks with one state", () => {
    expect(findings("own-state", stackOf({}), [other("shop/terraform.tfstate")])).toEqual([
      "state state/shop/terraform.tfstate is also the state of other",
    ]);
  });

  test("reports a state that an override shares", () => {
    const define = (stack: AwsStack) => {
      const { account, region } = stack;
      const tags = { Environment: "test", Project: "groundplan", Owner: "tests" };
      const state = { bucket: "test-state", region: "us-east-1", kmsKeyId: "alias/test-state" } as const;
      const twin = new AwsStack(stack.node.scope!, "twin", { account, region, tags, state });
      twin.addOverride("terraform.backend.s3.key", "test/terraform.tfstate");
    };
    expect(() => synthesizeStack(define)).toThrow(
      /test: own-state: .* state of twin\n {2}twin: own-state: .* state of test/,
    );
  });
});

describe("no-remote-state", () => {
  test("reports a reference to another stack", () => {
    const define = (stack: AwsStack) => {
      const { account, region } = stack;
      const tags = { Environment: "test", Project: "groundplan", Owner: "tests" };
      const twin = new AwsStack(stack.node.scope!, "twin", { account, region, tags, state: "local" });
      new SqsQueue(twin, "copy", { name: new SqsQueue(stack, "orders", {}).name });
    };
    expect(() => synthesizeStack(define)).toThrow(
      "twin: no-remote-state: a reference into another stack reads that stack's whole state",
    );
  });

  test("accepts other data sources", () => {
    expect(findings("no-remote-state", stackOf({ data: { aws_iam_policy_document: {} } }))).toEqual([]);
    expect(findings("no-remote-state", stackOf({}))).toEqual([]);
  });
});

describe("resourceAddresses", () => {
  test("lists resources and data sources, sorted", () => {
    const config: TerraformJson = {
      terraform: {},
      resource: { aws_sqs_queue: { orders: {}, mail: {} } },
      data: { aws_iam_policy_document: { trust: {} } },
    };
    expect(resourceAddresses(config)).toEqual([
      "aws_sqs_queue.mail",
      "aws_sqs_queue.orders",
      "data.aws_iam_policy_document.trust",
    ]);
  });

  test("lists nothing for an empty stack", () => {
    expect(resourceAddresses({ terraform: {} })).toEqual([]);
  });
});

describe("PolicyError", () => {
  test("counts its findings and keeps them", () => {
    expect(new PolicyError(["a"])).toMatchObject({ message: "1 policy finding:\n  a", findings: ["a"] });
    expect(new PolicyError(["a", "b"])).toMatchObject({ message: "2 policy findings:\n  a\n  b", name: "PolicyError" });
  });
});
