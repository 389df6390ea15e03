import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../../modules/core";
import { readConfiguration } from "../../../policies";
import { architectureOf, type Architecture } from "../../../tools/diagram/architecture";
import { layoutOf } from "../../../tools/diagram/layout";
import { drawPicture } from "../../../tools/diagram/picture";
import { drawnEnvironment, expectPicture } from "../../support/architecture-picture";
import { repositoryFolder, repositoryStackNames } from "../../support/synthesized";
import { bareMachine, runGroundplan, synthesizeByHand, temporaryFolder } from "../fixtures";

const folder = temporaryFolder();
const root = path.resolve(__dirname, "../../..");

type Resources = NonNullable<TerraformJson["resource"]>;

const origin = (construct: string) => ({ metadata: { path: `shop/${construct}/resource` } });

function read(resource: Resources, data: Resources = {}): Architecture {
  const provider = { aws: [{ region: "eu-west-1" }] };
  return architectureOf([readConfiguration({ name: "shop", config: { terraform: {}, provider, resource, data } })]);
}

const partOf = ({ parts }: Architecture, id: string) => parts.find((part) => part.id === id);

const arrowsOf = ({ connections }: Architecture) =>
  connections.map(({ from, to, ways }) => `${from} -> ${to}: ${ways.join(", ")}`);

const SHOP: Resources = {
  aws_vpc: { net: { "//": origin("network"), cidr_block: "10.0.0.0/16" } },
  aws_subnet: {
    a: {
      "//": { metadata: { path: "shop/network/data-a" } },
      vpc_id: "${aws_vpc.net.id}",
      availability_zone: "eu-west-1a",
    },
  },
  aws_db_subnet_group: { db: { "//": origin("database"), subnet_ids: ["${aws_subnet.a.id}"] } },
  aws_rds_cluster: { db: { "//": origin("database") } },
  aws_rds_cluster_instance: { one: { "//": origin("database") } },
  aws_security_group: { db: { "//": origin("database") }, fn: { "//": origin("order-api") } },
  aws_vpc_security_group_ingress_rule: {
    rule: {
      "//": origin("database"),
      from_port: 5432,
      to_port: 5432,
      ip_protocol: "tcp",
      security_group_id: "${aws_security_group.db.id}",
      referenced_security_group_id: "${aws_security_group.fn.id}",
    },
  },
  aws_lambda_function: { fn: { "//": origin("order-api") } },
  aws_iam_role: { fn: { "//": origin("order-api") } },
  aws_iam_role_policy: {
    fn: { "//": origin("order-api"), role: "${aws_iam_role.fn.id}", policy: "${data.aws_iam_policy_document.fn.json}" },
  },
  aws_sqs_queue: { orders: { "//": origin("queue") }, dead: { "//": origin("queue") } },
  aws_kms_key: { key: { "//": origin("key") } },
};

const POLICY: Resources = {
  aws_iam_policy_document: {
    fn: {
      "//": origin("order-api"),
      statement: [
        { actions: ["sqs:SendMessage", "sqs:GetQueueUrl"], resources: ["${aws_sqs_queue.orders.arn}"] },
        { effect: "Deny", actions: ["rds:*"], resources: ["${aws_rds_cluster.db.arn}"] },
      ],
    },
  },
};

describe("the parts of an architecture", () => {
  const architecture = read(SHOP, POLICY);

  test("are the constructs of a stack, in the layer of their main resource, with a count in AWS's words", () => {
    expect(partOf(architecture, "shop/database")).toMatchObject({
      title: "Database",
      caption: "Aurora, 1 instance",
      layer: "data",
      region: "eu-west-1",
    });
    expect(partOf(architecture, "shop/order-api")).toMatchObject({ title: "Order API", caption: "Lambda function" });
    expect(partOf(architecture, "shop/queue")).toMatchObject({ caption: "2 SQS queues", layer: "messaging" });
    expect(partOf(architecture, "shop/key")).toMatchObject({ caption: "KMS key", layer: "support" });
  });

  test("are single resources without constructs, and unknown types support the others", () => {
    const plain = read({ aws_foo_bar: { one: {} }, aws_cloudfront_distribution: { cdn: {} } });
    expect(partOf(plain, "shop/aws_foo_bar.one")).toMatchObject({ caption: "Foo bar", layer: "support" });
    expect(partOf(plain, "shop/aws_cloudfront_distribution.cdn")).toMatchObject({ region: "global", layer: "edge" });
  });

  test("are tables that follow another region, caches before tables, crawlers and analyzers, each in its layer", () => {
    const types = ["dynamodb_table_replica", "dax_cluster", "glue_crawler", "accessanalyzer_analyzer"];
    const { parts } = read(Object.fromEntries(types.map((type) => [`aws_${type}`, { one: {} }])));
    expect(parts.map(({ layer, caption }) => `${layer}: ${caption}`).sort()).toEqual([
      "analytics: Glue crawler",
      "data: DAX cluster",
      "data: DynamoDB replica",
      "observability: Access Analyzer",
    ]);
  });

  test("have no region without a literal one, and a web ACL of CloudFront is global", () => {
    const config = {
      terraform: {},
      resource: { aws_sqs_queue: { q: {} }, aws_wafv2_web_acl: { w: { scope: "CLOUDFRONT" } } },
    };
    const architecture = architectureOf([readConfiguration({ name: "shop", config })]);
    expect(architecture.parts.map(({ region }) => region)).toEqual(["unknown", "global"]);
  });

  test("are in observability if they receive logs or alarms", () => {
    const plain = read({
      aws_s3_bucket: { logs: { bucket: "logs" }, site: { bucket: "site" } },
      aws_s3_bucket_logging: {
        site: { bucket: "${aws_s3_bucket.site.id}", target_bucket: "${aws_s3_bucket.logs.id}" },
      },
      aws_sns_topic: { alarms: {}, orders: {} },
      aws_cloudwatch_metric_alarm: { errors: { alarm_actions: ["${aws_sns_topic.alarms.arn}"] } },
    });
    const layers = Object.fromEntries(plain.parts.map(({ id, layer }) => [id.slice("shop/aws_".length), layer]));
    expect(layers).toMatchObject({
      "s3_bucket.logs": "observability",
      "s3_bucket.site": "data",
      "sns_topic.alarms": "observability",
      "sns_topic.orders": "messaging",
    });
  });

  test("are placed in the network and the subnets that their resources name", () => {
    expect(Object.fromEntries(architecture.placements)).toEqual({
      "shop/database": { network: "shop/network", subnets: "data" },
    });
  });

  test("are placed in subnets without constructs by the name of the block", () => {
    const { placements } = read({
      aws_vpc: { net: {} },
      aws_subnet: { app_1: { vpc_id: "${aws_vpc.net.id}" } },
      aws_lambda_function: { fn: { vpc_config: { subnet_ids: ["${aws_subnet.app_1.id}"] } } },
    });
    expect(placements.get("shop/aws_lambda_function.fn")?.subnets).toBe("app");
  });
});

describe("the connections of an architecture", () => {
  test("are allowed traffic and allowed access, not other references", () => {
    expect(arrowsOf(read(SHOP, POLICY))).toEqual([
      "shop/order-api -> shop/database: TCP 5432",
      "shop/order-api -> shop/queue: sqs:SendMessage",
    ]);
  });

  test("lose an arrow with its security group rule", () => {
    const { aws_vpc_security_group_ingress_rule: _rule, ...others } = SHOP;
    expect(arrowsOf(read(others, POLICY))).toEqual(["shop/order-api -> shop/queue: sqs:SendMessage"]);
  });

  test("begin at the internet for public endpoints and open security groups", () => {
    const rule = { security_group_id: "${aws_security_group.lb.id}", cidr_ipv4: "0.0.0.0/0" };
    const open = read({
      aws_security_group: { lb: { "//": origin("balancer") } },
      aws_lb: { lb: { "//": origin("balancer") }, private: { "//": origin("inner"), internal: true } },
      aws_vpc_security_group_ingress_rule: {
        https: { "//": origin("balancer"), ...rule, ip_protocol: "tcp", from_port: 80, to_port: 443 },
        all: { "//": origin("balancer"), ...rule, ip_protocol: "-1" },
      },
      aws_api_gateway_rest_api: {
        open: { "//": origin("open-api") },
        closed: { "//": origin("closed-api"), endpoint_configuration: { types: ["PRIVATE"] } },
      },
    });
    expect(arrowsOf(open)).toEqual([
      "internet -> shop/balancer: TCP 80-443, all ports, public endpoint",
      "internet -> shop/open-api: public endpoint",
    ]);
  });

  test.each([
    ["aws_amplify_app", {}],
    ["aws_apigatewayv2_api", {}],
    ["aws_cloudfront_distribution", {}],
    ["aws_cognito_user_pool_domain", {}],
    ["aws_lambda_function_url", {}],
    ["aws_route53_record", { alias: { name: "a" } }],
  ])("begin at the internet for %s", (type, values) => {
    expect(arrowsOf(read({ [type]: { one: values } }))).toEqual([`internet -> shop/${type}.one: public endpoint`]);
  });

  test("are between parts, not within one", () => {
    const group = "${aws_security_group.nodes.id}";
    const inner = read({
      aws_security_group: { nodes: { "//": origin("cluster") } },
      aws_vpc_security_group_ingress_rule: {
        peers: {
          "//": origin("cluster"),
          security_group_id: group,
          referenced_security_group_id: group,
          ip_protocol: "-1",
        },
      },
    });
    expect(arrowsOf(inner)).toEqual([]);
  });

  test("follow events from a queue to its consumer, and skip a policy that a plan decides", () => {
    const events = read({
      aws_sqs_queue: { q: { "//": origin("queue") } },
      aws_lambda_function: { fn: { "//": origin("worker") } },
      aws_lambda_event_source_mapping: {
        m: {
          "//": origin("worker"),
          event_source_arn: "${aws_sqs_queue.q.arn}",
          function_name: "${aws_lambda_function.fn.arn}",
        },
      },
      aws_iam_role_policy: { p: { "//": origin("worker"), policy: "${var.policy}" } },
    });
    expect(arrowsOf(events)).toEqual(["shop/queue -> shop/worker: delivers messages"]);
  });
});

describe("a picture", () => {
  const drawn = async (architecture: Architecture, linkOf?: (part: string) => string) =>
    drawPicture(await layoutOf(architecture), { title: "Shop", linkOf });

  test("has every drawn part, its frames and its arrows, and is the same each time", async () => {
    const picture = await drawn(read(SHOP, POLICY));
    const texts = [...picture.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text!);
    expect(texts).toEqual(
      expect.arrayContaining([
        "eu-west-1",
        "VPC 10.0.0.0/16 · 1 AZ · no NAT gateways · no VPC endpoints",
        "Data subnets · Data",
      ]),
    );
    expect(texts).toEqual(expect.arrayContaining(["Database", "Order API", "Queue", "2 SQS queues"]));
    expect(texts).not.toContain("Key");
    expect(picture.match(/class="arrow"/g)).toHaveLength(2);
    expect(await drawn(read(SHOP, POLICY))).toBe(picture);
  });

  test("differs if one resource of a part is added", async () => {
    const more = {
      ...SHOP,
      aws_rds_cluster_instance: { ...SHOP["aws_rds_cluster_instance"], two: { "//": origin("database") } },
    };
    expect(await drawn(read(more, POLICY))).not.toBe(await drawn(read(SHOP, POLICY)));
  });

  test("has a row for each supporting layer and region, and starts at the internet", async () => {
    const picture = await drawn(read({ aws_backup_vault: { v: {} }, aws_cloudfront_distribution: { cdn: {} } }));
    expect(picture).toContain("Recovery · eu-west-1");
    expect(picture).toContain("Edge (global)");
    expect(picture).toContain("Internet");
  });

  test("escapes names, shortens long ones and links to parts", async () => {
    const name = '<script>alert("1")</script>';
    const long = "a-very-long-name-of-a-construct-in-a-stack";
    const picture = await drawn(
      read({ aws_sqs_queue: { one: { "//": origin(name) }, two: { "//": origin(long) } } }),
      (part) => `#${part}`,
    );
    expect(picture).not.toContain("<script");
    expect(picture).toContain("&lt;script&gt;alert(&quot;1&quot;)");
    expect(picture).toContain("A very long name of a co…");
    expect(picture).toContain(`<a href="#shop/${long}">`);
  });
});

describe("docs/architecture.md", () => {
  // An adopter may have no prod yet.
  const whereProdIs = repositoryStackNames().includes("prod") ? test : test.skip;

  whereProdIs("has the picture of prod; npm run diagram or -u updates it", async () => {
    await expectPicture(root, repositoryFolder());
  });

  whereProdIs("would not match the picture of another environment", async () => {
    const page = fs.readFileSync(path.join(root, "docs/images/architecture.svg"), "utf8");
    expect(await drawnEnvironment(repositoryFolder(), "dev")).not.toBe(page);
  });
});

describe("groundplan diagram in any project", () => {
  const project = (...stacks: string[]) => {
    const machine = bareMachine(fs.mkdtempSync(path.join(folder, "machine-")));
    fs.mkdirSync(machine.cwd, { recursive: true });
    if (stacks.length > 0) synthesizeByHand(machine.cwd, stacks);
    return machine;
  };

  test("draws the only environment, or the one that it names, into a file", async () => {
    const machine = project("one", "two");
    const only = project("one");
    expect(await runGroundplan(only, ["diagram"])).toMatchObject({ exitCode: 0 });
    expect(fs.readFileSync(path.join(only.cwd, "docs/images/architecture.svg"), "utf8")).toContain("Orders");
    const named = await runGroundplan(machine, ["diagram", "two", "--out", "two.svg"]);
    expect(named).toMatchObject({ exitCode: 0, output: "two.svg: two" });
    expect(fs.readFileSync(path.join(machine.cwd, "two.svg"), "utf8")).toContain("Architecture of two");
  });

  test.each([
    [["one", "two"], [], "no environment prod; allowed: one, two"],
    [["one"], ["one", "two"], "unexpected argument two; allowed: one environment"],
    [[], [], "no synthesized stacks in"],
  ])("refuses stacks %j with arguments %j", async (stacks, argv, message) => {
    const { exitCode, errors } = await runGroundplan(project(...stacks), ["diagram", ...argv]);
    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: expect.stringContaining(message) });
  });
});
