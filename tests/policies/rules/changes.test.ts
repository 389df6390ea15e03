import { RULES, judge, readConfiguration, readPlan } from "../../../policies";

type Values = Readonly<Record<string, unknown>>;

interface Change {
  readonly actions: readonly string[];
  readonly before?: Values;
  readonly after?: Values;
  /** Arguments that are unknown until apply, with the address that they reference. */
  readonly references?: Readonly<Record<string, string>>;
  readonly replacing?: readonly string[];
}

const REPLACE = ["delete", "create"];

function planOf(changes: Readonly<Record<string, Change>>) {
  const entries = Object.entries(changes);
  return {
    resource_changes: entries.map(([address, { actions, before, after, references = {}, replacing = [] }]) => ({
      ...{ address, mode: "managed", type: address.split(".").at(-2) },
      change: {
        ...{ actions, before: before ?? null, after: after ?? null },
        after_unknown: Object.fromEntries(Object.keys(references).map((name) => [name, true])),
        replace_paths: replacing.map((name) => [name]),
      },
    })),
    configuration: {
      root_module: {
        resources: entries.map(([address, { references = {} }]) => ({
          address,
          expressions: Object.fromEntries(
            Object.entries(references).map(([name, target]) => [name, { references: [`${target}.id`, target] }]),
          ),
        })),
      },
    },
  };
}

/** Failures of the rules for changes, as `rule address message`. */
function findings(changes: Readonly<Record<string, Change>>, approved: readonly string[] = []): string[] {
  const rules = RULES.filter(({ id }) => id.startsWith("CHG-"));
  const { verdicts } = judge([readPlan({ name: "shop", plan: planOf(changes) })], {
    ...{ phase: "plan", rules, exempt: {}, now: new Date("2026-01-01") },
    approvedDestroys: new Set(approved),
  });
  return verdicts.flatMap(({ rule, resource, findings: failed }) =>
    failed.map(({ message }) => `${rule.id} ${resource.address} ${message}`),
  );
}

const orders = { name: "orders" };

describe("a stateful resource", () => {
  test("is replaced only with an approval, and the finding names the argument", () => {
    const change = { actions: REPLACE, before: orders, after: { name: "orders-2" }, replacing: ["name"] };
    expect(findings({ "aws_sqs_queue.orders": change })).toEqual([
      "CHG-01 aws_sqs_queue.orders would be replaced, because of name",
    ]);
    expect(findings({ "aws_sqs_queue.orders": change }, ["shop aws_sqs_queue.orders"])).toEqual([]);
  });

  test("is not the cause of its own replacement", () => {
    const change = { actions: REPLACE, before: { bucket: "a" }, after: { bucket: "b" }, replacing: ["bucket"] };
    const own = { ...change, references: { bucket: "aws_s3_bucket.a" } };
    expect(findings({ "aws_s3_bucket.a": own })).toEqual([
      "CHG-01 aws_s3_bucket.a would be replaced, because of bucket",
    ]);
  });

  test("that is replaced with another resource names that resource", () => {
    const changes = {
      "aws_kms_key.data": { actions: REPLACE, before: { multi_region: true }, after: {}, replacing: ["multi_region"] },
      "aws_rds_cluster.db": {
        ...{ actions: REPLACE, before: { kms_key_id: "key-1" }, after: {}, replacing: ["kms_key_id"] },
        references: { kms_key_id: "aws_kms_key.data" },
      },
    };
    expect(findings(changes)).toEqual([
      "CHG-01 aws_kms_key.data would be replaced, because of multi_region",
      "CHG-03 aws_kms_key.data would be replaced, because of multi_region: aws_rds_cluster.db is replaced and loses its content",
      "CHG-01 aws_rds_cluster.db would be replaced, because of kms_key_id (aws_kms_key.data is replaced)",
    ]);
  });
});

describe("a resource with a new address", () => {
  const renamed = (type: string, before: Values, after: Values) =>
    findings({
      [`${type}.old`]: { actions: ["delete"], before },
      [`module.a.${type}.new`]: { actions: ["create"], after },
    }).filter((finding) => finding.startsWith("CHG-02"));

  test.each([
    ["aws_lambda_function", { function_name: "orders" }, 'function_name "orders"'],
    ["aws_iam_role", { name: "orders" }, 'name "orders"'],
    ["aws_db_instance", { identifier: "orders" }, 'identifier "orders"'],
    ["aws_rds_cluster", { cluster_identifier: "orders" }, 'cluster_identifier "orders"'],
    ["aws_elasticache_replication_group", { replication_group_id: "orders" }, 'replication_group_id "orders"'],
    ["aws_cloudwatch_metric_alarm", { alarm_name: "orders" }, 'alarm_name "orders"'],
    ["aws_s3_bucket", { bucket: "orders" }, 'bucket "orders"'],
    ["aws_subnet", { cidr_block: "10.0.0.0/24", availability_zone: "eu-west-1a" }, "arguments"],
  ])("of the type %s needs a move", (type, values, identity) => {
    expect(renamed(type, values, values)).toEqual([
      `CHG-02 module.a.${type}.new has the same ${identity} as ${type}.old, which is destroyed; add a move: ` +
        `moveFromId("${type}.old") on the new resource, or moved { from = ${type}.old, to = module.a.${type}.new }`,
    ]);
  });

  test.each([
    ["aws_iam_role", { name: "orders" }, { name: "carts" }],
    ["aws_iam_role_policy", { name: "read", role: "orders" }, { name: "read", role: "carts" }],
    ["aws_sns_topic", { name: "orders", region: "eu-west-1" }, { name: "orders", region: "eu-central-1" }],
    ["aws_route53_record", { name: "a.example.com", type: "A" }, { name: "a.example.com", type: "AAAA" }],
    ["aws_subnet", { cidr_block: "10.0.0.0/24", map: true }, { cidr_block: "10.0.1.0/24", map: true }],
    ["aws_eip", { domain: "vpc" }, { tags: { Name: "a" } }],
  ])("of the type %s is another one if its identity differs", (type, before, after) => {
    expect(renamed(type, before, after)).toEqual([]);
  });

  test("needs no move if the name is unknown until apply", () => {
    const changes = {
      "aws_iam_role.old": { actions: ["delete"], before: orders },
      "aws_iam_role.new": { actions: ["create"], after: {}, references: { name: "random_id.a" } },
    };
    expect(findings(changes)).toEqual([]);
  });
});

describe("a replaced network", () => {
  const subnet = { actions: REPLACE, before: { cidr_block: "10.0.0.0/24" }, after: { cidr_block: "10.1.0.0/24" } };
  const user = (actions: readonly string[]): Change => ({
    ...{ actions, before: { subnet_ids: ["subnet-1"] }, after: {} },
    references: { subnet_ids: "aws_subnet.a" },
  });

  test("shows the effect on each user", () => {
    const changes = {
      "aws_subnet.a": subnet,
      "aws_db_subnet_group.a": user(["update"]),
      "aws_elasticache_serverless_cache.a": user(REPLACE),
      "aws_vpc_endpoint.a": user(REPLACE),
      "aws_lambda_function.a": user(["delete"]),
      "aws_lambda_function.new": user(["create"]),
      "aws_lambda_function.same": user(["no-op"]),
    };
    expect(findings(changes).filter((finding) => finding.startsWith("CHG-03"))).toEqual([
      "CHG-03 aws_subnet.a would be replaced: aws_db_subnet_group.a is changed, " +
        "aws_elasticache_serverless_cache.a is replaced and loses its content, aws_vpc_endpoint.a is replaced, " +
        "aws_lambda_function.a is destroyed",
    ]);
  });

  test("lists eight users and counts the others", () => {
    const users = Array.from(
      { length: 10 },
      (_, index) => [`aws_lambda_function.f${index}`, user(["update"])] as const,
    );
    const [finding] = findings({ "aws_subnet.a": subnet, ...Object.fromEntries(users) });
    expect(finding).toMatch(/f7 is changed and 2 more$/);
  });

  test("passes without users, with new users only, and with an approval", () => {
    expect(findings({ "aws_subnet.a": subnet })).toEqual([]);
    expect(findings({ "aws_subnet.a": subnet, "aws_lambda_function.a": user(["create"]) })).toEqual([]);
    const changes = { "aws_subnet.a": subnet, "aws_lambda_function.a": user(["update"]) };
    expect(findings(changes)).toHaveLength(1);
    expect(findings(changes, ["shop aws_subnet.a"])).toEqual([]);
  });
});

describe("a role that is created anew", () => {
  const role = (name: string): Change => ({
    ...{ actions: REPLACE, before: { name: "orders", path: "/" }, after: { name, path: "/app/" } },
    replacing: ["path"],
  });
  const fn = { actions: ["no-op"], before: {}, after: {}, references: { role: "aws_iam_role.a" } };

  test("needs another name, and the finding names its users", () => {
    expect(findings({ "aws_iam_role.a": role("orders") })).toEqual([
      'CHG-04 aws_iam_role.a would be created anew as "orders", because of path',
    ]);
    expect(findings({ "aws_iam_role.a": role("orders"), "aws_lambda_function.a": fn })).toEqual([
      'CHG-04 aws_iam_role.a would be created anew as "orders", because of path; used by aws_lambda_function.a',
    ]);
  });

  test("passes under another name", () => {
    expect(findings({ "aws_iam_role.a": role("carts") })).toEqual([]);
    const prefixed = { actions: REPLACE, before: { name_prefix: "a" }, after: { name_prefix: "a" } };
    expect(findings({ "aws_iam_role.a": prefixed })).toEqual([]);
    expect(findings({ "aws_iam_role.a": { ...role("orders"), actions: ["update"] } })).toEqual([]);
  });
});

describe("a serverless cache", () => {
  const limits = (maximum: number) => [{ data_storage: [{ maximum, unit: "GB" }] }];
  const update = (after: Values): Change => ({
    actions: ["update"],
    before: { cache_usage_limits: limits(1), snapshot_retention_limit: 1, description: null },
    after: { cache_usage_limits: limits(1), snapshot_retention_limit: 1, description: "", ...after },
  });

  test("changes one argument per apply", () => {
    const both = { cache_usage_limits: limits(2), snapshot_retention_limit: 7 };
    expect(findings({ "aws_elasticache_serverless_cache.a": update(both) })).toEqual([
      "CHG-05 aws_elasticache_serverless_cache.a changes together with snapshot_retention_limit",
    ]);
  });

  test.each([[{ cache_usage_limits: limits(2) }], [{ snapshot_retention_limit: 7, tags: { Owner: "ada" } }], [{}]])(
    "may change to %j",
    (after) => {
      expect(findings({ "aws_elasticache_serverless_cache.a": update(after) })).toEqual([]);
    },
  );

  test("that is created may have every argument", () => {
    const created = { actions: ["create"], after: { cache_usage_limits: limits(2), snapshot_retention_limit: 7 } };
    expect(findings({ "aws_elasticache_serverless_cache.a": created })).toEqual([]);
  });
});

describe("a replacement that is created first", () => {
  const replaced = (type: string, after: Values, actions: readonly string[] = ["create", "delete"]) =>
    findings({ [`${type}.a`]: { actions, before: orders, after } });

  test("needs another name", () => {
    expect(replaced("aws_lb_target_group", orders)).toEqual([
      "CHG-06 aws_lb_target_group.a must change, because the replacement is created first",
    ]);
    expect(replaced("aws_lb_target_group", { name: "orders-2" })).toEqual([]);
    expect(replaced("aws_lb_target_group", orders, REPLACE)).toEqual([]);
  });

  test("may have the same name if AWS accepts it twice", () => {
    expect(replaced("aws_api_gateway_rest_api", orders)).toEqual([]);
  });
});

test("resources of a configuration, which has no actions, pass", () => {
  const types = ["aws_iam_role", "aws_subnet", "aws_s3_bucket", "aws_elasticache_serverless_cache"];
  const resource = Object.fromEntries(types.map((type) => [type, { a: { name: "orders" } }]));
  const rules = RULES.filter(({ id }) => id.startsWith("CHG-"));
  const options = { phase: "plan", rules, exempt: {}, now: new Date("2026-01-01") } as const;
  const { verdicts } = judge([readConfiguration({ name: "shop", config: { resource } })], options);
  expect(verdicts.filter(({ status }) => status !== "pass")).toEqual([]);
  expect(verdicts.length).toBeGreaterThan(types.length);
});

test("sensitive values are not printed", () => {
  const change = { ...{ actions: ["delete"], before: orders }, before_sensitive: { name: true } };
  const created = { ...{ actions: ["create"], before: null, after: orders }, after_sensitive: { name: true } };
  const entry = (name: string, one: object) => ({
    ...{ address: `aws_iam_role.${name}`, mode: "managed", type: "aws_iam_role" },
    change: { after_unknown: {}, ...one },
  });
  const plan = { resource_changes: [entry("old", change), entry("new", created)] };
  const options = { phase: "plan", rules: RULES, exempt: {}, now: new Date("2026-01-01") } as const;
  expect(JSON.stringify(judge([readPlan({ name: "shop", plan })], options))).not.toContain('same name \\"orders');
});
