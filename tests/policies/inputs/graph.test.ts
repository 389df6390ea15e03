import { interpolationsIn, referencesIn } from "../../../policies/graph/addresses";
import { evaluate, graphOf } from "../../../policies/engine/evaluate";
import { readPlan } from "../../../policies/engine/plan-input";
import { readConfiguration } from "../../../policies/engine/synth-input";
import { RULES } from "../../../policies/rules";

const references = (...names: string[]) => ({ references: names });
const block = (address: string, expressions: object, more: object = {}) => ({ address, expressions, ...more });
const created = (address: string, after: object = {}, unknown: object = {}) => ({
  address,
  type: /(?:^|\.)(aws_\w+)\./.exec(address)![1],
  mode: "managed",
  change: { actions: ["create"], before: null, after, after_unknown: unknown },
});
const planOf = (resource_changes: readonly object[], root_module: object, rest: object = {}) =>
  readPlan({ name: "shop", plan: { resource_changes, configuration: { root_module, ...rest } } });
const targetsIn = (input: ReturnType<typeof planOf>, address: string, path: string): string[] => {
  const resource = input.resources.find((one) => one.address === address)!;
  return graphOf([input])
    .targetsAt(resource, path)
    .map((one) => one.address);
};
const BUCKET = "aws_s3_bucket.this";

describe("the references of a template", () => {
  test("are found in nested objects, but not after an escape", () => {
    expect(referencesIn("${jsonencode({a = {b = {c = aws_sqs_queue.a.arn}}})}")).toEqual(["aws_sqs_queue.a"]);
    expect(referencesIn("$${aws_sqs_queue.a.arn} ${aws_sqs_queue.b[0].arn}")).toEqual(["aws_sqs_queue.b"]);
    expect(interpolationsIn("a ${b")).toEqual(["b"]);
  });
});

describe("links in a plan", () => {
  test("lead to the instance with the index", () => {
    const input = planOf(
      [created(`${BUCKET}[0]`), created(`${BUCKET}[1]`), created("aws_s3_bucket_policy.p", {}, { bucket: true })],
      {
        resources: [block("aws_s3_bucket_policy.p", { bucket: references(`${BUCKET}[1].id`, `${BUCKET}[1]`, BUCKET) })],
      },
    );
    expect(targetsIn(input, "aws_s3_bucket_policy.p", "bucket")).toEqual([`${BUCKET}[1]`]);
  });

  test("lead to the instance of the same key with for_each, and to all with a splat", () => {
    const input = planOf(
      [
        created(`${BUCKET}["a.b"]`),
        created(`${BUCKET}["c"]`),
        created('aws_s3_bucket_policy.p["c"]', {}, { bucket: true }),
        created("aws_lb.l", {}, { subnets: true }),
      ],
      {
        resources: [
          block("aws_s3_bucket_policy.p", { bucket: references(BUCKET, "each.key") }),
          block("aws_lb.l", { subnets: references(BUCKET) }),
          { address: BUCKET, expressions: 1 },
        ],
      },
    );
    expect(targetsIn(input, 'aws_s3_bucket_policy.p["c"]', "bucket")).toEqual([`${BUCKET}["c"]`]);
    expect(targetsIn(input, "aws_lb.l", "subnets")).toEqual([`${BUCKET}["a.b"]`, `${BUCKET}["c"]`]);
  });

  test("lead through each.value to the references of for_each", () => {
    const input = planOf([created(`${BUCKET}["a"]`), created('aws_s3_bucket_policy.p["a"]', {}, { bucket: true })], {
      resources: [
        block(
          "aws_s3_bucket_policy.p",
          { bucket: references("each.value.id", "each.value") },
          { for_each_expression: references(BUCKET) },
        ),
      ],
    });
    expect(targetsIn(input, 'aws_s3_bucket_policy.p["a"]', "bucket")).toEqual([`${BUCKET}["a"]`]);
  });

  test("lead through the arguments and outputs of nested modules", () => {
    const child = {
      outputs: { id: { expression: references(`${BUCKET}[0].id`, `${BUCKET}[0]`, BUCKET) } },
      resources: [block("aws_s3_bucket_policy.p", { bucket: references("var.bucket") })],
    };
    const middle = { module_calls: { inner: { expressions: { bucket: references("var.name") }, module: child } } };
    const input = planOf(
      [
        created(`module.outer["x"].module.inner.aws_s3_bucket_policy.p`, {}, { bucket: true }),
        created(`module.store[0].${BUCKET}[0]`),
        created("aws_s3_bucket_versioning.v", {}, { bucket: true }),
        created("aws_s3_bucket_versioning.all", {}, { bucket: true }),
      ],
      {
        resources: [
          block("aws_s3_bucket_versioning.v", {
            bucket: references("module.store[0].id", "module.store[0]", "module.store"),
          }),
          block("aws_s3_bucket_versioning.all", { bucket: references("module.store") }),
        ],
        module_calls: {
          store: { module: child },
          outer: { expressions: { name: references("module.store[0].id", "module.store[0]") }, module: middle },
        },
      },
    );
    const policy = `module.outer["x"].module.inner.aws_s3_bucket_policy.p`;
    expect(targetsIn(input, policy, "bucket")).toEqual([`module.store[0].${BUCKET}[0]`]);
    expect(targetsIn(input, "aws_s3_bucket_versioning.v", "bucket")).toEqual([`module.store[0].${BUCKET}[0]`]);
    expect(targetsIn(input, "aws_s3_bucket_versioning.all", "bucket")).toEqual([]);
  });

  test("of a configuration in JSON are texts, whose addresses are those of their module", () => {
    const written = (constant_value: unknown, ...names: string[]) => ({ constant_value, references: names });
    const queues = ["aws_sqs_queue.a", "aws_sqs_queue.b"];
    const child = {
      resources: [
        block("aws_sns_topic.t", {
          a: written("${aws_sqs_queue.a.arn}", ...queues),
          b: written(["${aws_sqs_queue.a.arn}/*", "${aws_sqs_queue.b.arn}", [1]], ...queues),
          c: written({ d: "${jsonencode({ R = [aws_sqs_queue.a.arn, aws_sqs_queue.b.arn] })}", e: 1 }, ...queues),
          f: written("a-${var.name}-${count.index}", "var.name"),
          g: written("${var.names}", "var.names"),
        }),
      ],
    };
    const path = "module.m.";
    const unknown = { a: true, b: true, c: true, f: true, g: true };
    const input = planOf(
      [
        created(`${path}aws_sns_topic.t`, {}, unknown),
        created(`${path}aws_sqs_queue.a`),
        created(`${path}aws_sqs_queue.b[0]`),
        created(`${path}aws_sqs_queue.b[1]`),
      ],
      {
        module_calls: {
          m: { module: child, expressions: { name: references("aws_vpc.v.id"), names: references("aws_vpc.v") } },
        },
      },
    );
    expect(input.resources[0]!.values).toEqual({
      a: "${module.m.aws_sqs_queue.a.arn}",
      b: [
        "${module.m.aws_sqs_queue.a.arn}/*",
        "${module.m.aws_sqs_queue.b[0].arn}",
        "${module.m.aws_sqs_queue.b[1].arn}",
        [1],
      ],
      c: { d: "${jsonencode({ R = [module.m.aws_sqs_queue.a.arn, module.m.aws_sqs_queue.b.arn] })}", e: 1 },
      f: "a-${aws_vpc.v.id}-${count.index}",
      g: "${aws_vpc.v}",
    });
  });

  test("lead to the resource of a literal name, ARN or identifier", () => {
    const arn = "arn:aws:kms:us-east-1:111122223333:key/1";
    const input = planOf(
      [
        created(BUCKET, { bucket: "logs" }),
        created("aws_kms_key.k", { arn }),
        created("aws_vpc.v", { id: "vpc-0a1b2c3d4e5f" }),
        created("aws_s3_bucket_versioning.v", { bucket: "logs" }),
        created("aws_sns_topic.t", { kms_master_key_id: arn }),
        created("aws_subnet.s", { vpc_id: "vpc-0a1b2c3d4e5f", name: "logs" }),
        created("aws_iam_policy.p", { policy_id: "arn:aws:s3:::logs" }),
      ],
      {},
    );
    expect(targetsIn(input, "aws_s3_bucket_versioning.v", "bucket")).toEqual([BUCKET]);
    expect(targetsIn(input, "aws_sns_topic.t", "kms_master_key_id")).toEqual(["aws_kms_key.k"]);
    expect(targetsIn(input, "aws_subnet.s", "vpc_id")).toEqual(["aws_vpc.v"]);
    expect(targetsIn(input, "aws_subnet.s", "name")).toEqual([]);
    expect(targetsIn(input, "aws_iam_policy.p", "policy_id")).toEqual([BUCKET]);
  });

  test("of two unknown elements are two elements, beside known ones", () => {
    const input = planOf(
      [
        created("aws_subnet.a"),
        created("aws_subnet.b"),
        created("aws_lb.l", { subnets: ["subnet-1", null, null] }, { subnets: [false, true, true] }),
        created("aws_lb.m", {}, { subnets: true }),
        created("aws_lb.n", { subnets: [null] }, { subnets: [true] }),
        created("aws_lb.o", { subnets: [null] }, { subnets: [true] }),
      ],
      {
        resources: ["l", "m", "n"].map((name) =>
          block(`aws_lb.${name}`, {
            subnets: references("aws_subnet.a.id", "aws_subnet.a", "aws_subnet.b.id", "aws_subnet.b"),
          }),
        ),
      },
    );
    const subnets = (name: string) => input.resources.find(({ address }) => address === name)!.values["subnets"];
    expect(subnets("aws_lb.l")).toEqual(["subnet-1", "${aws_subnet.a.id}", "${aws_subnet.b.id}"]);
    expect(subnets("aws_lb.m")).toEqual(["${aws_subnet.a.id}", "${aws_subnet.b.id}"]);
    expect(subnets("aws_lb.n")).toEqual(["${aws_subnet.a.id}${aws_subnet.b.id}"]);
    expect(subnets("aws_lb.o")).toEqual(["${unknown}"]);
  });

  test("stay with their block, in whatever order the plan lists the blocks", () => {
    const rule = (port: number, id: string) => ({
      port: { constant_value: port },
      prefix: { constant_value: "${var.p}" },
      id: references(`${id}.id`, id),
    });
    const ingress = [
      { port: 443, prefix: "x", id: null },
      { port: 80, prefix: "x", id: null },
      { port: 22, prefix: "x", id: null },
    ];
    const unknown = { ingress: ingress.map(() => ({ id: true })) };
    const input = planOf([created("aws_security_group.g", { ingress }, unknown)], {
      resources: [block("aws_security_group.g", { ingress: [rule(80, "aws_subnet.a"), rule(443, "aws_subnet.b")] })],
    });
    const [group] = input.resources;
    expect(group!.values["ingress"]).toMatchObject([
      { port: 443, id: "${aws_subnet.b.id}" },
      { port: 80, id: "${aws_subnet.a.id}" },
      { port: 22, id: "${unknown}" },
    ]);
  });

  test("stay unknown for a local value, a function and an endless chain", () => {
    const loop = {
      expressions: { a: references("module.loop.a") },
      module: { outputs: { a: { expression: references("var.a") } } },
    };
    const input = planOf(
      [
        created("aws_lb.l", {}, { a: true, b: true, c: true, d: true, e: true, f: true, g: true }),
        created("module.loop.aws_lb.x"),
        created("module.gone.aws_lb.x"),
      ],
      {
        resources: [
          block("aws_lb.l", {
            a: references("local.a"),
            b: {},
            c: references("module.loop.a", "module.loop"),
            d: references("path.module"),
            e: references("module.loop.b", "module.loop"),
            f: references("aws_vpc.v[1].id", "aws_vpc.v[1]", "aws_vpc.v"),
            g: references("module.store.g", "module.store"),
          }),
        ],
        module_calls: { loop },
      },
    );
    expect(input.resources[0]!.values).toEqual({
      a: "${local.a}",
      b: "${unknown}",
      c: "${unknown}",
      d: "${unknown}",
      e: "${module.loop.b}",
      f: "${aws_vpc.v[1].id}",
      g: "${unknown}",
    });
  });
});

describe("the stack of a plan", () => {
  const provider = {
    aws: {
      name: "aws",
      expressions: {
        region: references("var.region"),
        default_tags: [{ tags: { constant_value: { Environment: "dev" } } }],
      },
    },
    "aws.west": { name: "aws", alias: "west", expressions: { region: { constant_value: "us-west-2" } } },
    other: { name: "random" },
  };
  const stackIn = (rest: object) => {
    const plan = {
      resource_changes: [],
      configuration: { provider_config: provider, ...rest },
      variables: { region: { value: "eu-west-1" } },
    };
    return readPlan({ name: "shop", plan }).resources[0]!;
  };

  test("has the providers with their region and tags, outputs and module arguments", () => {
    const root_module = {
      outputs: { a: { expression: { constant_value: "b" } } },
      module_calls: { m: { expressions: { c: { constant_value: "d" } } } },
      variables: { region: {} },
    };
    expect(stackIn({ root_module }).values).toEqual({
      provider: {
        aws: [
          { region: "eu-west-1", default_tags: [{ tags: { Environment: "dev" } }] },
          { region: "us-west-2", alias: "west" },
        ],
      },
      variable: { region: {} },
      output: { a: { value: "b" } },
      module: { m: { c: "d" } },
    });
  });

  test("is absent without a configuration, and tolerates an incomplete one", () => {
    expect(readPlan({ name: "shop", plan: { resource_changes: [] } }).resources).toEqual([]);
    const unknown = {
      resource_changes: [],
      configuration: {
        provider_config: {
          aws: { name: "aws", expressions: { region: references("var.r") } },
          b: 1,
          c: { name: "aws" },
        },
      },
    };
    const { values } = readPlan({ name: "shop", plan: unknown }).resources[0]!;
    expect(values["provider"]).toEqual({ aws: [{ region: "${var.r}" }, {}] });
  });
});

describe("a configuration", () => {
  const valuesOf = (config: object) => readConfiguration({ name: "shop", config }).resources.at(-1)!.values;

  test("resolves local values and defaults of variables, not secrets and not themselves", () => {
    const locals = { name: "logs", list: ["${local.name}", 1], self: "${local.self}", none: {} };
    const variable = { days: { default: 7 }, secret: { default: "x", sensitive: true }, open: {}, no: 1 };
    const arguments_ = {
      a: "${local.list}",
      b: "${local.name}-${var.days}-${local.none}",
      c: "${local.self}",
      d: "${var.secret}${var.open}",
      e: { f: ["${var.days}"] },
    };
    expect(valuesOf({ locals, variable, resource: { aws_vpc: { a: arguments_ } } })).toEqual({
      a: ["logs", 1],
      b: "logs-7-${local.none}",
      c: "${local.self}",
      d: "${var.secret}${var.open}",
      e: { f: [7] },
    });
  });

  test("rejects nesting that no configuration has", () => {
    const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`) as object;
    expect(() => valuesOf({ resource: { aws_vpc: { a: deep } } })).toThrow("is nested deeper than 200 levels");
  });
});

describe("a companion that a rule needs", () => {
  const bucket = { aws_s3_bucket: { b: {} } };
  const rules = RULES.filter(({ id }) => id === "S3-04");
  const statusOf = (config: object): string =>
    evaluate([readConfiguration({ name: "shop", config })], { phase: "synth", rules, profileOf: () => "prod" })[0]!
      .status;

  test("may be in a module that receives the resource, or behind a link that cannot be read", () => {
    const versioning = (link: string) => ({
      ...bucket,
      aws_s3_bucket_versioning: { v: { bucket: link, versioning_configuration: { status: "Enabled" } } },
    });
    expect(statusOf({ resource: bucket })).toBe("fail");
    expect(statusOf({ resource: bucket, module: { m: { bucket: "${aws_s3_bucket.b.id}" } } })).toBe("unknown");
    expect(statusOf({ resource: bucket, module: { m: { bucket: "another" } } })).toBe("fail");
    expect(statusOf({ resource: versioning("${var.bucket}") })).toBe("unknown");
    expect(statusOf({ resource: versioning("another") })).toBe("fail");
  });
});

describe("a load balancer of a plan", () => {
  const LIST = "data.aws_ec2_managed_prefix_list.c";
  const statusBehind = (name: string): string => {
    const group = references("aws_security_group.g.id", "aws_security_group.g");
    const list = references(`${LIST}.id`, LIST);
    const read = { address: LIST, type: "aws_ec2_managed_prefix_list", mode: "data" };
    const rule = "aws_vpc_security_group_ingress_rule.r";
    const input = planOf(
      [
        created("aws_lb.l", { internal: false }, { security_groups: true }),
        created("aws_security_group.g"),
        created(rule, { prefix_list_id: "pl-3b927c52" }, { security_group_id: true }),
        { ...read, change: { actions: ["read"], before: null, after: { name }, after_unknown: {} } },
      ],
      {
        resources: [
          block("aws_lb.l", { security_groups: group }),
          block(rule, { prefix_list_id: list, security_group_id: group }),
        ],
      },
    );
    const rules = RULES.filter(({ id }) => id === "WAF-04");
    return evaluate([input], { phase: "plan", rules, profileOf: () => "prod" })[0]!.status;
  };

  test("is behind CloudFront if its rules name the prefix list, whose id the plan knows", () => {
    expect(statusBehind("com.amazonaws.global.cloudfront.origin-facing")).toBe("pass");
    expect(statusBehind("offices")).toBe("fail");
  });
});
