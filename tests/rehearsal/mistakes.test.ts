import type { TerraformJson } from "../../modules/core";
import { withRehearsalWorkspace, withSession } from "../../tools/rehearsal/session";
import { thisMachine } from "../../tools/runner/command/machine";
import { Terraform } from "../../tools/runner/terraform/terraform";
import { testWith } from "../support/with-tool";

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Stage = "validate" | "plan" | "apply";

interface Mistake {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly output?: Readonly<Record<string, unknown>>;
}

/** Where Terraform stops, and its words. */
async function caught({ resource, data, output }: Mistake): Promise<{ stage: Stage | "never"; words: string }> {
  const config = {
    terraform: { required_providers: { aws: { source: "aws", version: "6.25.0" } } },
    provider: { aws: [{ region: "eu-west-1", allowed_account_ids: ["111122223333"] }] },
    ...{ resource, data, output },
  } as TerraformJson;
  const terraform = await Terraform.find(thisMachine(), new AbortController().signal);
  return withRehearsalWorkspace(terraform, [], process.env, (workspace) =>
    withSession(workspace, "mistake", [config], async (session) => {
      await session.configure(config);
      const commands: [Stage, string[]][] = [
        ["validate", ["validate", "-no-color"]],
        ["plan", ["plan", "-input=false", "-no-color", "-out=plan"]],
        ["apply", ["apply", "-input=false", "-no-color", "plan"]],
      ];
      for (const [name, args] of commands) {
        const { code, stderr } = await session.run(...args);
        // Terraform breaks lines at 78 columns inside a frame.
        if (code !== 0) return { stage: name, words: stderr.replaceAll(/[\s│╷╵]+/g, " ") };
      }
      return { stage: "never", words: "" };
    }),
  );
}

const vpc = { v: { cidr_block: "10.0.0.0/16" } };
const subnet = (over: object = {}): object => ({ vpc_id: "${aws_vpc.v.id}", cidr_block: "10.0.1.0/24", ...over });
const role = (over: object = {}): object => ({ assume_role_policy: "{}", name: "r", ...over });
const topic = { t: { name: "t" } };
const group = (over: object): Blocks => ({
  aws_vpc: vpc,
  aws_security_group: { g: { name: "g", vpc_id: "${aws_vpc.v.id}", ...over } },
});
const alarm = (over: object): object => ({
  alarm_name: "a",
  comparison_operator: "GreaterThanThreshold",
  evaluation_periods: 1,
  ...over,
});
const rule = (statement: object): Blocks => ({
  aws_wafv2_web_acl: {
    w: {
      name: "w",
      scope: "REGIONAL",
      default_action: { allow: {} },
      visibility_config: { cloudwatch_metrics_enabled: true, metric_name: "w", sampled_requests_enabled: true },
      rule: [
        {
          name: "r",
          priority: 1,
          action: { block: {} },
          statement,
          visibility_config: { cloudwatch_metrics_enabled: true, metric_name: "r", sampled_requests_enabled: true },
        },
      ],
    },
  },
});
const field = { field_to_match: { method: {} }, text_transformation: [{ priority: 0, type: "NONE" }] };
const pipeline = (stages: number): Blocks => ({
  aws_codepipeline: {
    p: {
      name: "p",
      role_arn: "arn:aws:iam::111122223333:role/p",
      artifact_store: [{ location: "b", type: "S3" }],
      stage: Array.from({ length: stages }, (_, index) => ({
        name: `s${index}`,
        action: [{ category: "Build", name: "a", owner: "AWS", provider: "CodeBuild", version: "1" }],
      })),
    },
  },
});

const MISTAKES: readonly [string, Stage, Mistake, string][] = [
  [
    "a reference to nothing",
    "validate",
    { resource: { aws_subnet: { s: subnet() } } },
    'managed resource "aws_vpc" "v" has not been declared',
  ],
  [
    "an attribute that a resource lacks",
    "validate",
    { resource: { aws_vpc: vpc, aws_subnet: { s: subnet({ vpc_id: "${aws_vpc.v.idd}" }) } } },
    'no argument, nested block, or exported attribute named "idd"',
  ],
  [
    "an attribute that a data source lacks",
    "validate",
    { data: { aws_region: { r: {} } }, output: { o: { value: "${data.aws_region.r.nam}" } } },
    'attribute named "nam"',
  ],
  [
    "an argument that there is not",
    "validate",
    { resource: { aws_vpc: { v: { cidr_block: "10.0.0.0/16", cidr: "x" } } } },
    "Extraneous JSON object property",
  ],
  [
    "a nested argument that there is not",
    "validate",
    {
      resource: {
        aws_lambda_function: { f: { function_name: "f", role: "arn:aws:iam::1:role/f", vpc_config: { subnets: [] } } },
      },
    },
    'No argument or block type is named "subnets"',
  ],
  [
    "a missing argument",
    "validate",
    { resource: { aws_subnet: { s: { cidr_block: "10.0.0.0/24" } } } },
    "Missing required argument",
  ],
  [
    "a missing nested argument",
    "validate",
    {
      resource: {
        aws_lambda_function: {
          f: { function_name: "f", role: "arn:aws:iam::1:role/f", vpc_config: { subnet_ids: [] } },
        },
      },
    },
    "Missing required argument",
  ],
  [
    "a missing block",
    "validate",
    { resource: { aws_s3_bucket_versioning: { b: { bucket: "b" } } } },
    "Insufficient versioning_configuration blocks",
  ],
  [
    "two blocks where one may be",
    "validate",
    {
      resource: {
        aws_lambda_function: {
          f: {
            function_name: "f",
            role: "arn:aws:iam::1:role/f",
            tracing_config: [{ mode: "Active" }, { mode: "Active" }],
          },
        },
      },
    },
    "Too many tracing_config blocks",
  ],
  [
    "text for a number",
    "validate",
    { resource: { aws_cloudwatch_metric_alarm: { a: alarm({ period: "five" }) } } },
    "a number is required",
  ],
  ["an object for text", "validate", { resource: { aws_sns_topic: { t: { name: { a: "b" } } } } }, "string required"],
  [
    "a value for what AWS decides",
    "validate",
    { resource: { aws_vpc: { v: { cidr_block: "10.0.0.0/16", arn: "arn:aws:ec2:x" } } } },
    "unconfigurable attribute",
  ],
  [
    "a cycle",
    "validate",
    { resource: { aws_sns_topic: { a: { name: "${aws_sns_topic.b.arn}" }, b: { name: "${aws_sns_topic.a.arn}" } } } },
    "Cycle:",
  ],
  [
    "a counted resource without index",
    "validate",
    { resource: { aws_vpc: { v: { cidr_block: "10.0.0.0/16", count: 2 } }, aws_subnet: { s: subnet() } } },
    "Missing resource instance key",
  ],
  [
    "an inline rule that lacks fields",
    "validate",
    { resource: group({ ingress: [{ from_port: 1, to_port: 1, protocol: "tcp" }] }) },
    'attributes "cidr_blocks"',
  ],
  [
    "an unescaped policy variable",
    "validate",
    { resource: { aws_iam_role: { r: role({ assume_role_policy: '{"a":"${aws:username}"}' }) } } },
    "Extra characters after interpolation expression",
  ],
  [
    "an unescaped log variable",
    "validate",
    { resource: { aws_cloudwatch_log_group: { g: { name: "${context.requestId}" } } } },
    'managed resource "context" "requestId"',
  ],
  [
    "a function that there is not",
    "validate",
    { resource: { aws_sns_topic: { t: { name: '${upcase("a")}' } } } },
    "Call to unknown function",
  ],
  [
    "an alias that there is not",
    "validate",
    { resource: { aws_sns_topic: { t: { name: "t", provider: "aws.elsewhere" } } } },
    "Provider configuration not present",
  ],
  [
    "a misspelt ignore_changes",
    "validate",
    { resource: { aws_sns_topic: { t: { name: "t", lifecycle: { ignore_changes: ["nam"] } } } } },
    'attribute named "nam"',
  ],
  [
    "a misspelt depends_on",
    "validate",
    { resource: { aws_sns_topic: { t: { name: "t", depends_on: ["aws_vpc.none"] } } } },
    "has not been declared",
  ],
  [
    "a bad reference inside a web ACL statement",
    "validate",
    { resource: rule({ ip_set_reference_statement: { arn: "${aws_wafv2_ip_set.none.arn}" } }) },
    "has not been declared",
  ],
  [
    "a misspelt key of a web ACL statement",
    "validate",
    { resource: rule({ byte_match_statement: { ...field, positional_constraint: "EXACTLY", search_text: "a" } }) },
    'No argument or block type is named "search_text"',
  ],
  [
    "an unknown web ACL statement",
    "validate",
    { resource: rule({ ip_match_statement: {} }) },
    'No argument or block type is named "ip_match_statement"',
  ],
  ["a pipeline of one stage", "validate", { resource: pipeline(1) }, "Insufficient stage blocks"],
  [
    "an output of a secret",
    "plan",
    {
      resource: { aws_ssm_parameter: { p: { name: "/p", type: "String", value: "v" } } },
      output: { o: { value: "${aws_ssm_parameter.p.value}" } },
    },
    "sensitive",
  ],
  [
    "text for a set through a reference",
    "plan",
    { resource: { aws_vpc: vpc, aws_db_subnet_group: { g: { name: "g", subnet_ids: "${aws_vpc.v.id}" } } } },
    "set of string required",
  ],
  [
    "a resource that refers to itself",
    "plan",
    { resource: { aws_sns_topic: { t: { name: "${aws_sns_topic.t.arn}" } } } },
    "Self-referential block",
  ],
  [
    "a count that is only known later",
    "plan",
    { resource: { aws_vpc: vpc, aws_sns_topic: { t: { name: "t", count: "${length(aws_vpc.v.id)}" } } } },
    "Invalid count argument",
  ],
  [
    "a for_each that is only known later",
    "plan",
    { resource: { aws_vpc: vpc, aws_sns_topic: { t: { name: "t", for_each: "${toset([aws_vpc.v.id])}" } } } },
    "Invalid for_each argument",
  ],
  [
    "a subnet outside its network",
    "validate",
    { resource: { aws_vpc: { v: { cidr_block: '${cidrsubnet("10.0.0.0/16", 4, 20)}' } } } },
    "does not accommodate a subnet numbered 20",
  ],
  [
    "a zone that the region has not",
    "plan",
    {
      data: { aws_availability_zones: { z: {} } },
      resource: {
        aws_vpc: vpc,
        aws_subnet: { s: subnet({ availability_zone: "${data.aws_availability_zones.z.names[5]}" }) },
      },
    },
    "Invalid index",
  ],
  [
    "a function that is given no network",
    "validate",
    { resource: { aws_vpc: { v: { cidr_block: '${cidrsubnet("10.0.0.0", 4, 1)}' } } } },
    "invalid CIDR",
  ],
  [
    "an output of a write-only value",
    "plan",
    {
      resource: { aws_ssm_parameter: { p: { name: "/p", type: "String", value_wo: "v", value_wo_version: 1 } } },
      output: { o: { value: "${aws_ssm_parameter.p.value_wo}" } },
    },
    "sensitive",
  ],
  [
    "a precondition that does not hold",
    "plan",
    {
      data: { aws_region: { r: {} } },
      resource: {
        aws_sns_topic: {
          t: {
            name: "t",
            lifecycle: {
              precondition: [
                { condition: '${data.aws_region.r.name == "us-east-1"}', error_message: "must be us-east-1" },
              ],
            },
          },
        },
      },
    },
    "must be us-east-1",
  ],
  [
    "a name where an ARN is needed",
    "validate",
    { resource: { aws_iam_role_policy_attachment: { a: { role: "r", policy_arn: "ReadOnlyAccess" } } } },
    "Invalid ARN",
  ],
  [
    "an id where an ARN is needed, known after the apply",
    "apply",
    { resource: { aws_vpc: vpc, aws_iam_role_policy_attachment: { a: { role: "r", policy_arn: "${aws_vpc.v.id}" } } } },
    "Invalid ARN",
  ],
  [
    "a policy that is no JSON",
    "validate",
    { resource: { aws_iam_role: { r: role({ assume_role_policy: "{,}" }) } } },
    "Invalid JSON",
  ],
  [
    "a policy that is no JSON, known after the apply",
    "apply",
    {
      resource: { aws_sns_topic: topic, aws_iam_role: { r: role({ assume_role_policy: "{${aws_sns_topic.t.arn}}" }) } },
    },
    "Invalid JSON",
  ],
  [
    "a malformed network",
    "validate",
    { resource: { aws_vpc: { v: { cidr_block: "10.0.0.0/33" } } } },
    "Invalid CIDR block",
  ],
  [
    "an attribute of a nested object that there is not",
    "plan",
    {
      resource: { aws_acm_certificate: { c: { domain_name: "a.test" } } },
      output: { o: { value: "${tolist(aws_acm_certificate.c.domain_validation_options)[0].record}" } },
    },
    'does not have an attribute named "record"',
  ],
  [
    "a statement id that stands twice",
    "plan",
    {
      data: {
        aws_iam_policy_document: {
          d: { statement: ["a:b", "a:c"].map((action) => ({ sid: "S", actions: [action], resources: ["*"] })) },
        },
      },
    },
    "duplicate Sid (S)",
  ],
  [
    "a type that the provider does not have",
    "validate",
    { resource: { aws_sns_topics: { t: { name: "t" } } } },
    'does not support resource type "aws_sns_topics"',
  ],
];

const testMistake = testWith("terraform", "that Terraform catches mistakes in a rehearsal");

testMistake.each(MISTAKES)(
  "%s is caught by %s",
  async (_title, stage, mistake, words) => {
    expect(await caught(mistake)).toEqual({ stage, words: expect.stringContaining(words) });
  },
  60_000,
);

testMistake(
  "the same constructs without a mistake pass all stages",
  async () => {
    const resource: Blocks = {
      ...pipeline(2),
      ...rule({ byte_match_statement: { ...field, positional_constraint: "EXACTLY", search_string: "a" } }),
      aws_vpc: vpc,
      aws_subnet: { s: subnet() },
      aws_sns_topic: topic,
      aws_iam_role: { r: role() },
      aws_cloudwatch_metric_alarm: { a: alarm({ period: 300, alarm_actions: ["${aws_sns_topic.t.arn}"] }) },
      aws_iam_role_policy_attachment: { a: { role: "r", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" } },
      aws_acm_certificate: { c: { domain_name: "a.test" } },
      aws_route53_record: {
        r: {
          for_each: "${{for option in aws_acm_certificate.c.domain_validation_options : option.domain_name => option}}",
          zone_id: "Z1",
          name: "${each.value.resource_record_name}",
          type: "CNAME",
          ttl: 60,
          records: ["${each.value.resource_record_value}"],
        },
      },
    };
    expect(await caught({ resource })).toEqual({ stage: "never", words: "" });
  },
  60_000,
);
