import { judge } from "../../../policies/engine/judgement";
import { readConfiguration } from "../../../policies/engine/synth-input";
import { EXEMPT_TYPES, RULES } from "../../../policies/rules";

const outcomeOf = (rule: string, address: string, config: object) => {
  const { verdicts } = judge([readConfiguration({ name: "shop", config })], {
    phase: "synth",
    rules: RULES.filter(({ id }) => id === rule),
    exempt: EXEMPT_TYPES,
  });
  return verdicts.find(({ resource }) => resource.address === address)?.outcome;
};

describe("an inline rule of a public load balancer's security group", () => {
  const ingress = (rule: object) =>
    outcomeOf("NET-06", "aws_security_group.a", {
      resource: {
        aws_security_group: {
          a: { ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"], ...rule }] },
        },
        aws_lb: { a: { internal: false, security_groups: ["${aws_security_group.a.id}"] } },
      },
    });

  test.each([
    ["passed", { protocol: "TCP" }],
    ["passed", { protocol: 6 }],
    ["passed", { from_port: "80", to_port: "80" }],
    ["passed", { cidr_blocks: ["${aws_vpc.a.cidr_block}"], from_port: 22 }],
    ["blocked", { protocol: "udp" }],
    ["blocked", { protocol: "all" }],
    ["blocked", { from_port: 22, to_port: 22, protocol: "${var.protocol}" }],
    ["blocked", { from_port: "${var.port}", protocol: "udp" }],
    ["blocked", { from_port: 80 }],
    ["open", { protocol: "${var.protocol}" }],
    ["open", { from_port: "${var.port}", to_port: "${var.port}" }],
    ["open", { to_port: "${var.port}" }],
    ["open", { cidr_blocks: ["${var.cidr}"] }],
    ["open", { cidr_blocks: "${module.network.cidrs}" }],
    ["open", { cidr_blocks: ["${local.office}", "10.0.0.0/8"] }],
  ])("is %s with %j", (outcome, rule) => expect(ingress(rule)).toBe(outcome));
});

test.each([
  ["open", { cidr_ipv4: "${each.value}" }],
  ["open", { cidr_ipv4: "0.0.0.0/0", from_port: "${var.port}", to_port: "${var.port}" }],
  ["blocked", { cidr_ipv4: "0.0.0.0/0", from_port: 22, to_port: 22 }],
  ["passed", { cidr_ipv4: "10.0.0.0/8" }],
])("an ingress rule is %s with %j", (outcome, rule) => {
  const block = { security_group_id: "sg-1", ip_protocol: "tcp", ...rule };
  const config = { resource: { aws_vpc_security_group_ingress_rule: { a: block } } };
  expect(outcomeOf("NET-06", "aws_vpc_security_group_ingress_rule.a", config)).toBe(outcome);
});

test.each([
  ["blocked", { ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" }],
  ["open", { ip_protocol: "-1", cidr_ipv4: "${var.cidr}" }],
  ["open", { ip_protocol: "${var.protocol}", cidr_ipv4: "0.0.0.0/0" }],
  ["passed", { ip_protocol: "-1", cidr_ipv4: "10.0.0.0/8" }],
  ["passed", { ip_protocol: "tcp", cidr_ipv4: "${var.cidr}" }],
])("an egress rule is %s with %j", (outcome, rule) => {
  const config = {
    resource: { aws_vpc_security_group_egress_rule: { a: rule }, aws_security_group: { a: { egress: [rule] } } },
  };
  expect(outcomeOf("NET-07", "aws_vpc_security_group_egress_rule.a", config)).toBe(outcome);
  expect(outcomeOf("NET-07", "aws_security_group.a", config)).toBe(outcome);
});

test.each([
  ["passed", { cloud: { organization: "shop" } }],
  ["passed", { backend: { remote: { organization: "shop" } } }],
  ["passed", { backend: { gcs: { bucket: "state" } } }],
  ["passed", { backend: { s3: { encrypt: true, kms_key_id: "alias/state", dynamodb_table: "locks" } } }],
  ["passed", { backend: { s3: { encrypt: "true", kms_key_id: "alias/state", use_lockfile: "true" } } }],
  ["blocked", { backend: { s3: { encrypt: true, kms_key_id: "alias/state" } } }],
  ["blocked", { backend: { local: { path: "state" } } }],
  ["blocked", {}],
  ["open", { backend: { pg: { schema_name: "state" } } }],
  ["open", { backend: { consul: { path: "state" } } }],
  ["open", { backend: { http: { address: "https://example.com/state" } } }],
])("state is %s with %j", (outcome, terraform) =>
  expect(outcomeOf("OPS-04", "terraform", { terraform })).toBe(outcome),
);

describe("the public access of a bucket", () => {
  const BLOCK = {
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  };
  const bucketWith = (companions: object, bucket: object = {}) =>
    outcomeOf("S3-01", "aws_s3_bucket.a", { resource: { aws_s3_bucket: { a: bucket }, ...companions } });

  test.each([
    ["passed", {}],
    ["open", { count: "${var.number}" }],
    ["open", { for_each: "${var.accounts}" }],
    ["open", { block_public_acls: "${var.block}" }],
    ["blocked", { block_public_acls: false }],
    ["blocked", { block_public_acls: false, count: "${var.number}" }],
  ])("is %s with a block of the account with %j", (outcome, block) =>
    expect(bucketWith({ aws_s3_account_public_access_block: { a: { ...BLOCK, ...block } } })).toBe(outcome),
  );

  test("is decided by the better of two blocks of the account", () => {
    const unknown = { ...BLOCK, count: "${var.number}" };
    expect(bucketWith({ aws_s3_account_public_access_block: { a: unknown, b: BLOCK } })).toBe("passed");
  });

  test.each([
    ["passed", { for_each: "${aws_s3_bucket.a}" }],
    ["passed", { for_each: "${toset(keys(aws_s3_bucket.a))}" }],
    ["passed", { count: "${length(aws_s3_bucket.a)}" }],
    ["open", { count: "${length(aws_s3_bucket.a) - 1}" }],
    ["open", { for_each: "${aws_s3_bucket.b}" }],
  ])("is %s with a block for each bucket with %j", (outcome, number) => {
    const block = { ...BLOCK, ...number, bucket: "${aws_s3_bucket.a[each.key].id}" };
    expect(bucketWith({ aws_s3_bucket_public_access_block: { a: block } }, { for_each: "${var.names}" })).toBe(outcome);
  });
});

test.each([
  "apigateway",
  "batch",
  "ec2",
  "edgelambda",
  "eks",
  "firehose",
  "glue",
  "lambda",
  "pods.eks",
  "ssm",
  "transfer",
])("trust of %s, which sets no source account, needs no condition", (service) => {
  const statement = { Effect: "Allow", Principal: { Service: `${service}.amazonaws.com` }, Action: "sts:AssumeRole" };
  const assume_role_policy = JSON.stringify({ Statement: [statement] });
  const config = { resource: { aws_iam_role: { a: { assume_role_policy } } } };
  expect(outcomeOf("IAM-05", "aws_iam_role.a", config)).toBe("passed");
  expect(outcomeOf("IAM-10", "aws_iam_role.a", config)).toBe("passed");
});
