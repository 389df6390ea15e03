import { readConfiguration } from "../../../../policies";
import { templatesOf } from "../../../../policies/refusals";
import { stackOf } from "../stack";

/** Properties of one resource of a stack. */
function propertiesOf(logicalId: string, resource: object, others: object = {}): unknown {
  return templatesOf(stackOf("shop", resource, others))[0]!.resources[logicalId]?.Properties;
}

/** The argument that a property comes from. */
function originOf(logicalId: string, property: string, resource: object): string {
  const { address, argument } = templatesOf(stackOf("shop", resource))[0]!.origins.find(
    logicalId,
    `Properties.${property}`,
  )!;
  return `${address} ${argument}`.trim();
}

const queue = (values: object, others: object = {}) =>
  propertiesOf("sqsqueueq", { aws_sqs_queue: { q: values }, ...others });
const topic = { aws_sns_topic: { t: { name: "t", display_name: "Orders" } } };

describe("values", () => {
  test.each([
    ["numbers in quotes", { delay_seconds: "5" }, { DelaySeconds: 5 }],
    ["texts that are no numbers", { delay_seconds: "soon" }, { DelaySeconds: "soon" }],
    ["empty texts", { delay_seconds: " " }, { DelaySeconds: " " }],
    ["truth values in quotes", { fifo_queue: "true" }, { FifoQueue: true }],
    ["texts that are no truth values", { fifo_queue: "yes" }, { FifoQueue: "yes" }],
    ["numbers as texts", { name: 7 }, { QueueName: "7" }],
    ["tags", { tags: { Team: "shop" } }, { Tags: [{ Key: "Team", Value: "shop" }] }],
    ["documents", { redrive_policy: '{"maxReceiveCount":5}' }, { RedrivePolicy: { maxReceiveCount: 5 } }],
    ["texts that only begin like documents", { redrive_policy: "{" }, { RedrivePolicy: "{" }],
    ["arguments of Terraform", { name: "q", count: 1, lifecycle: {}, depends_on: [] }, undefined],
    ["null", { name: "q", delay_seconds: null }, { QueueName: "q" }],
    ["arguments without property", { name: "q", policy: "{}" }, { QueueName: "q" }],
    ["escaped braces", { name: "$${q}%%{x}" }, { QueueName: "${q}%{x}" }],
  ])("%s", (_, values, expected) => {
    expect(queue(values)).toEqual(expected);
  });

  test("keep unknown values present, with the type of the property", () => {
    const unknown = {
      name: "${var.name}",
      delay_seconds: "${var.delay}",
      tags: "${var.tags}",
      redrive_policy: "${var.p}",
    };
    expect(queue(unknown)).toEqual({
      QueueName: { Ref: "UnknownString" },
      DelaySeconds: { Ref: "UnknownNumber" },
      Tags: { Ref: "UnknownList" },
      RedrivePolicy: { Ref: "UnknownString" },
    });
    expect(queue({ name: "shop-${var.name}-%{ if x }y%{ endif }" })).toEqual({
      QueueName: { "Fn::Sub": "shop-${UnknownString}-${UnknownString}y${UnknownString}" },
    });
    expect(queue({ name: "${upper({ a = 1 }" })).toEqual({ QueueName: { Ref: "UnknownString" } });
  });

  test("of maps keep their keys", () => {
    const variables = { A: "1", B: "${aws_sns_topic.t.arn}" };
    const resource = { aws_lambda_function: { f: { environment: { variables } } }, ...topic };
    expect(propertiesOf("lambdafunctionf", resource)).toEqual({
      Environment: { Variables: { A: "1", B: { Ref: "snstopict" } } },
    });
    expect(
      propertiesOf("lambdafunctionf", { aws_lambda_function: { f: { environment: { variables: "${var.v}" } } } }),
    ).toEqual({
      Environment: { Variables: { Ref: "UnknownString" } },
    });
  });

  test("of single blocks may be written as lists", () => {
    const dead = (dead_letter_config: unknown) =>
      propertiesOf("lambdafunctionf", { aws_lambda_function: { f: { dead_letter_config } } });
    expect(dead([{ target_arn: "a" }])).toEqual({ DeadLetterConfig: { TargetArn: "a" } });
    expect(dead({ target_arn: "a" })).toEqual({ DeadLetterConfig: { TargetArn: "a" } });
    expect(dead([])).toEqual({});
    expect(dead("${dynamic}")).toEqual({ DeadLetterConfig: { Ref: "UnknownString" } });
  });

  test("of lists may be single, empty or unknown", () => {
    const balancer = (subnets: unknown) => propertiesOf("lbl", { aws_lb: { l: { subnets } } });
    expect(balancer("subnet-1")).toEqual({ Subnets: ["subnet-1"] });
    expect(balancer(1)).toEqual({ Subnets: ["1"] });
    expect(balancer([])).toEqual({ Subnets: [] });
    expect(balancer("${var.subnets}")).toEqual({ Subnets: { Ref: "UnknownList" } });
    expect(balancer(["${var.a}", "${aws_subnet.b.id}"])).toEqual({
      Subnets: [{ Ref: "UnknownString" }, { Ref: "UnknownString" }],
    });
  });
});

describe("references", () => {
  const arn = (attribute: string, others: object) => queue({ name: `\${${attribute}}` }, others);

  test.each([
    ["the identifier of a resource", "aws_sns_topic.t.id", { Ref: "snstopict" }],
    ["an ARN that identifies the resource", "aws_sns_topic.t.arn", { Ref: "snstopict" }],
    ["an argument of the resource", "aws_sns_topic.t.display_name", "Orders"],
    ["an attribute", "aws_sns_topic.t.topic_name", { "Fn::GetAtt": ["snstopict", "TopicName"] }],
    ["nothing known", "aws_sns_topic.t.owner", { Ref: "UnknownString" }],
    ["no resource", "aws_sns_topic.nope.arn", { Ref: "UnknownString" }],
    ["an element", "aws_sns_topic.t[0].arn", { Ref: "UnknownString" }],
    ["a local value", "local.name", "local"],
    ["a chain of local values", "local.chain", "local-x"],
    ["an endless chain", "local.endless", { "Fn::Sub": expect.stringContaining("UnknownString") }],
    ["a local number", "local.number", "5"],
    ["the account", "data.aws_caller_identity.me.account_id", { Ref: "AWS::AccountId" }],
    ["the region", "data.aws_region.here.name", { Ref: "AWS::Region" }],
    ["the partition", "data.aws_partition.here.partition", { Ref: "AWS::Partition" }],
    ["a data source", "data.aws_vpc.main.id", { Ref: "UnknownString" }],
    ["an untranslated resource", "aws_lambda_invocation.i.input", "x"],
    ["a list of it", "aws_lambda_invocation.i.triggers", { Ref: "UnknownString" }],
    ["a number of it", "aws_lambda_invocation.i.retries", "5"],
    ["a part", "aws_s3_bucket_versioning.v.id", { Ref: "s3bucketb" }],
    ["an argument of a part", "aws_s3_bucket_versioning.v.mfa", "x"],
  ])("to %s", (_, expression, expected) => {
    const resource = {
      ...topic,
      aws_lambda_invocation: { i: { input: "x", triggers: ["y"], retries: 5 } },
      aws_s3_bucket: { b: {} },
      aws_s3_bucket_versioning: { v: { bucket: "${aws_s3_bucket.b.id}", mfa: "x" } },
      aws_sqs_queue: { q: { name: `\${${expression}}` } },
    };
    const locals = { name: "local", chain: "${local.name}-x", endless: "${local.endless}-", number: 5, list: [] };
    expect(propertiesOf("sqsqueueq", resource, { locals })).toEqual({ QueueName: expected });
  });

  test("within texts become substitutions", () => {
    expect(arn("aws_kms_key.k.arn}/${aws_sns_topic.t.id", { aws_kms_key: { k: {} }, ...topic })).toEqual({
      QueueName: { "Fn::Sub": "${kmskeyk.Arn}/${snstopict}" },
    });
    const invoke = {
      aws_lambda_function: { f: {} },
      aws_apigatewayv2_integration: { i: { integration_uri: "${aws_lambda_function.f.invoke_arn}" } },
    };
    expect(propertiesOf("apigatewayv2integrationi", invoke)).toMatchObject({
      IntegrationUri: { "Fn::Sub": expect.stringContaining("${lambdafunctionf.Arn}/invocations") },
    });
  });

  test("in documents stay references, also if a property wants a text", () => {
    const policy = { statement: [{ actions: ["sns:Publish"], resources: ["${aws_sns_topic.t.arn}", "${var.x}"] }] };
    const data = { aws_iam_policy_document: { p: policy } };
    const role = {
      aws_cloudwatch_log_resource_policy: { p: { policy_document: "${data.aws_iam_policy_document.p.json}" } },
      ...topic,
    };
    const [text] = [propertiesOf("cloudwatchlogresourcepolicyp", role, { data })];
    expect(text).toEqual({
      PolicyDocument: { "Fn::Sub": expect.stringContaining('"Resource":["${snstopict}","${UnknownString}"]') },
    });
  });

  test("to a resource in another region are known by its literals only", () => {
    const provider = { aws: [{ region: "us-east-1" }, { region: "us-west-2", alias: "west" }] };
    const resource = {
      aws_kms_key: { k: { provider: "aws.west", description: "key" } },
      aws_sqs_queue: { q: { name: "${aws_kms_key.k.description}", kms_master_key_id: "${aws_kms_key.k.arn}" } },
    };
    const templates = templatesOf(readConfiguration({ name: "shop", config: { provider, resource } }));
    expect(templates.map(({ deployment, resources }) => [deployment.region, Object.values(resources)])).toEqual([
      [
        "us-east-1",
        [{ Type: "AWS::SQS::Queue", Properties: { QueueName: "key", KmsMasterKeyId: { Ref: "UnknownString" } } }],
      ],
      ["us-west-2", [{ Type: "AWS::KMS::Key", Properties: { Description: "key" } }]],
    ]);
  });

  test("to a provider without a literal region leave the region open", () => {
    const config = {
      provider: { aws: [{ region: "${var.region}", alias: "a" }] },
      resource: { aws_sqs_queue: { q: { name: "q" } } },
    };
    const [template] = templatesOf(readConfiguration({ name: "shop", config }));
    expect(template!.deployment).toEqual({ region: undefined, account: undefined });
  });
});

describe("policy documents", () => {
  const document = (values: object) =>
    propertiesOf(
      "sqsqueuepolicyp",
      { aws_sqs_queue_policy: { p: { policy: "${data.aws_iam_policy_document.p.json}" } } },
      {
        data: { aws_iam_policy_document: { p: values } },
      },
    );

  test("are rendered as the provider renders them", () => {
    const condition = [
      { test: "StringEquals", variable: "aws:SourceAccount", values: ["1"] },
      { test: "StringEquals", variable: "aws:SourceArn", values: ["a", "b"] },
    ];
    const principals = [
      { type: "AWS", identifiers: ["1"] },
      { type: "AWS", identifiers: ["2"] },
    ];
    const all = { type: "*", identifiers: ["*"] };
    const statement = [
      { sid: "One", effect: "Deny", actions: ["sqs:*"], resources: ["*"], principals, condition },
      { sid: "", not_actions: ["sqs:A", "sqs:B"], not_resources: ["x"], principals: [all], not_principals: [] },
    ];
    expect(document({ version: "2008-10-17", policy_id: "id", statement })).toEqual({
      PolicyDocument: {
        Version: "2008-10-17",
        Id: "id",
        Statement: [
          {
            Sid: "One",
            Effect: "Deny",
            Action: "sqs:*",
            Resource: "*",
            Principal: { AWS: ["1", "2"] },
            Condition: { StringEquals: { "aws:SourceAccount": "1", "aws:SourceArn": ["a", "b"] } },
          },
          { Effect: "Allow", NotAction: ["sqs:A", "sqs:B"], NotResource: "x", Principal: "*" },
        ],
      },
    });
  });

  test("are unknown if they merge others, or are not in the stack", () => {
    expect(document({ source_policy_documents: ["{}"] })).toEqual({ PolicyDocument: { Ref: "UnknownString" } });
    const elsewhere = { aws_sqs_queue_policy: { p: { policy: "${data.aws_iam_policy_document.x.json}" } } };
    expect(propertiesOf("sqsqueuepolicyp", elsewhere)).toEqual({ PolicyDocument: { Ref: "UnknownString" } });
  });
});

describe("the mapping", () => {
  test.each([
    [
      "attributes by key",
      "aws_lb",
      { idle_timeout: 5 },
      { LoadBalancerAttributes: [{ Key: "idle_timeout.timeout_seconds", Value: "5" }] },
      "LoadBalancerAttributes.0.Value",
      "idle_timeout",
    ],
    ["values", "aws_lb", { internal: true }, { Scheme: "internal" }, "Scheme", "internal"],
    [
      "values that are unknown",
      "aws_lb",
      { internal: "${var.x}" },
      { Scheme: { Ref: "UnknownString" } },
      "Scheme",
      "internal",
    ],
    [
      "values that mean none",
      "aws_lambda_function",
      { reserved_concurrent_executions: -1 },
      {},
      "ReservedConcurrentExecutions",
      "",
    ],
    [
      "properties of the resource",
      "aws_lb_target_group",
      { health_check: [{ matcher: "200" }] },
      { Matcher: { HttpCode: "200" } },
      "Matcher.HttpCode",
      "health_check.matcher",
    ],
    [
      "an object for each value",
      "aws_lb_listener",
      { certificate_arn: "a" },
      { Certificates: [{ CertificateArn: "a" }] },
      "Certificates.0.CertificateArn",
      "certificate_arn",
    ],
    [
      "pairs",
      "aws_cloudwatch_metric_alarm",
      { dimensions: { A: "b" } },
      { Dimensions: [{ Name: "A", Value: "b" }] },
      "Dimensions.0",
      "dimensions",
    ],
    [
      "unknown pairs",
      "aws_cloudwatch_metric_alarm",
      { dimensions: "${var.d}" },
      { Dimensions: { Ref: "UnknownList" } },
      "Dimensions",
      "dimensions",
    ],
    [
      "entries of a map",
      "aws_db_parameter_group",
      { parameter: [{ name: "a", value: "1" }] },
      { Parameters: { a: "1" } },
      "Parameters.a",
      "parameter",
    ],
    [
      "unknown entries",
      "aws_db_parameter_group",
      { parameter: "${dynamic}" },
      { Parameters: { Ref: "UnknownString" } },
      "Parameters",
      "parameter",
    ],
    [
      "blocks with a key",
      "aws_apigatewayv2_stage",
      { route_settings: [{ route_key: "GET /", logging_level: null, throttling_burst_limit: 5 }] },
      { RouteSettings: { "GET /": { ThrottlingBurstLimit: 5 } } },
      "RouteSettings",
      "route_settings",
    ],
    [
      "unknown blocks with a key",
      "aws_apigatewayv2_stage",
      { route_settings: "${dynamic}" },
      { RouteSettings: { Ref: "UnknownString" } },
      "RouteSettings",
      "route_settings",
    ],
    [
      "further properties",
      "aws_flow_log",
      { vpc_id: "vpc-1" },
      { ResourceId: "vpc-1", ResourceType: "VPC" },
      "ResourceId",
      "vpc_id",
    ],
    [
      "properties that the provider makes",
      "aws_lambda_function",
      { filename: "a.zip" },
      { Code: { S3Bucket: { Ref: "UnknownString" }, S3Key: { Ref: "UnknownString" } } },
      "Code.S3Key",
      "filename",
    ],
    [
      "quantities",
      "aws_cloudfront_distribution",
      { origin_group: [{ origin_id: "g" }] },
      { DistributionConfig: { OriginGroups: { Quantity: 1, Items: [{ Id: "g" }] } } },
      "DistributionConfig.OriginGroups.Items.0.Id",
      "origin_group[0].origin_id",
    ],
    [
      "enclosing objects",
      "aws_api_gateway_stage",
      { stage_name: "v1" },
      { StageName: "v1" },
      "StageName",
      "stage_name",
    ],
    [
      "blocks of a list",
      "aws_lb_listener",
      { default_action: [{ type: "forward" }] },
      { DefaultActions: [{ Type: "forward" }] },
      "DefaultActions.0.Type",
      "default_action[0].type",
    ],
    [
      "nested paths",
      "aws_sfn_state_machine",
      { logging_configuration: { log_destination: "arn" } },
      { LoggingConfiguration: { Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: "arn" } }] } },
      "LoggingConfiguration.Destinations.0",
      "logging_configuration.log_destination",
    ],
    [
      "constants",
      "aws_dynamodb_table",
      { hash_key: "id" },
      { KeySchema: [{ AttributeName: "id", KeyType: "HASH" }] },
      "KeySchema.0.KeyType",
      "hash_key",
    ],
  ])("translates %s, and finds the argument of the property", (_, type, values, expected, property, argument) => {
    const logicalId = `${type.replace(/^aws_/, "").replaceAll("_", "")}x`;
    const resource = { [type]: { x: values } };
    expect(propertiesOf(logicalId, resource)).toEqual(expected);
    expect(originOf(logicalId, property, resource)).toBe(`${type}.x ${argument}`.trim());
  });

  test("reports arguments without property", () => {
    const [template] = templatesOf(stackOf("shop", { aws_sqs_queue: { q: { name: "q", nonsense: 1 } } }));
    expect([...template!.unmapped]).toEqual(["aws_sqs_queue nonsense"]);
  });

  test("appends what several arguments write to one list", () => {
    const attributes = { hash_key: "id", range_key: "at" };
    expect(propertiesOf("dynamodbtablet", { aws_dynamodb_table: { t: attributes } })).toEqual({
      KeySchema: [
        { AttributeName: "id", KeyType: "HASH" },
        { AttributeName: "at", KeyType: "RANGE" },
      ],
    });
  });
});

describe("parts of other resources", () => {
  const bucket = { aws_s3_bucket: { b: { bucket: "orders" } } };

  test.each([
    ["a reference", "${aws_s3_bucket.b.id}"],
    ["a name", "orders"],
    ["another part", "${aws_s3_bucket_public_access_block.p.bucket}"],
  ])("are found by %s", (_, reference) => {
    const resource = {
      ...bucket,
      aws_s3_bucket_public_access_block: { p: { bucket: "${aws_s3_bucket.b.id}", block_public_acls: true } },
      aws_s3_bucket_versioning: { v: { bucket: reference, versioning_configuration: { status: "Enabled" } } },
    };
    expect(propertiesOf("s3bucketb", resource)).toEqual({
      BucketName: "orders",
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
      VersioningConfiguration: { Status: "Enabled" },
    });
    expect(originOf("s3bucketb", "VersioningConfiguration.Status", resource)).toBe(
      "aws_s3_bucket_versioning.v versioning_configuration.status",
    );
  });

  test.each([["elsewhere"], ["${aws_sns_topic.t.name}"], ["${var.bucket}"]])("of %s are not seen", (reference) => {
    const resource = { ...bucket, ...topic, aws_s3_bucket_versioning: { v: { bucket: reference } } };
    expect(templatesOf(stackOf("shop", resource))[0]!.unseen).toEqual(["aws_s3_bucket_versioning.v"]);
  });

  test("are objects, or elements of a list, that equal arguments find", () => {
    const keys = { rest_api_id: "api", resource_id: "r", http_method: "GET" };
    const resource = {
      aws_api_gateway_method: { m: keys, other: { ...keys, http_method: "PUT" } },
      aws_api_gateway_integration: { i: { ...keys, type: "MOCK" }, lost: { ...keys, http_method: "POST" } },
      aws_api_gateway_method_response: { r: { ...keys, status_code: "200" }, s: { ...keys, status_code: "400" } },
    };
    expect(propertiesOf("apigatewaymethodm", resource)).toMatchObject({
      Integration: { Type: "MOCK" },
      MethodResponses: [{ StatusCode: "200" }, { StatusCode: "400" }],
    });
    expect(originOf("apigatewaymethodm", "MethodResponses.1.StatusCode", resource)).toBe(
      "aws_api_gateway_method_response.s status_code",
    );
    expect(originOf("apigatewaymethodm", "MethodResponses.1", resource)).toBe("aws_api_gateway_method_response.s");
    expect(templatesOf(stackOf("shop", resource))[0]!.unseen).toEqual(["aws_api_gateway_integration.lost"]);
  });
});

describe("differences between the shapes", () => {
  test("local indexes repeat the hash key", () => {
    const local_secondary_index = [{ name: "i", range_key: "at", projection_type: "ALL" }];
    const resource = {
      aws_dynamodb_table: {
        t: { hash_key: "id", local_secondary_index, stream_enabled: false, stream_view_type: "KEYS_ONLY" },
      },
    };
    expect(propertiesOf("dynamodbtablet", resource)).toEqual({
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      LocalSecondaryIndexes: [
        {
          IndexName: "i",
          KeySchema: [
            { AttributeName: "id", KeyType: "HASH" },
            { AttributeName: "at", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    });
  });

  test("origins without a configuration are buckets", () => {
    const origin = [{ origin_id: "a" }, { origin_id: "b", vpc_origin_config: { vpc_origin_id: "v" } }];
    expect(propertiesOf("cloudfrontdistributiond", { aws_cloudfront_distribution: { d: { origin } } })).toEqual({
      DistributionConfig: {
        Origins: [
          { Id: "a", S3OriginConfig: {} },
          { Id: "b", VpcOriginConfig: { VpcOriginId: "v" } },
        ],
      },
    });
  });

  test("logical ids differ where addresses differ by punctuation only", () => {
    const resource = { aws_sqs_queue: { a_b: { name: "1" }, "a-b": { name: "2" } } };
    expect(Object.keys(templatesOf(stackOf("shop", resource))[0]!.resources)).toEqual(["sqsqueueab", "sqsqueueab2"]);
  });
});

test("repeated resources of a configuration, and untranslated types, are not seen", () => {
  const resource = {
    aws_sqs_queue: { a: { for_each: "${toset(var.names)}", name: "${each.key}" }, b: { count: 2, name: "b" } },
    aws_s3_object: { o: {} },
  };
  const [template] = templatesOf(stackOf("shop", resource));
  expect(template).toMatchObject({ resources: {}, unseen: ["aws_s3_object.o", "aws_sqs_queue.a", "aws_sqs_queue.b"] });
});
