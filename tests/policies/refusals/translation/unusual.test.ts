import path from "node:path";
import { findRefusals, templatesOf } from "../../../../policies/refusals";
import { refusalsOf } from "../../../../policies/refusals/findings";
import { assign, placeOf } from "../../../../policies/refusals/translation/place";
import { stackOf } from "../stack";

/** Properties of one resource of a stack. */
function propertiesOf(logicalId: string, resource: object, others: object = {}): unknown {
  return templatesOf(stackOf("shop", resource, others))[0]!.resources[logicalId]?.Properties;
}

const queue = (values: object, others: object = {}) =>
  propertiesOf("sqsqueueq", { aws_sqs_queue: { q: values }, ...others });
const topic = { aws_sns_topic: { t: { name: "t", display_name: "Orders" } } };

describe("unusual configurations", () => {
  test("a list for a single value is its last element, and none if it is empty", () => {
    expect(queue({ name: ["a", "b"], delay_seconds: [] })).toEqual({ QueueName: "b" });
  });

  test("a single object may stand for a list", () => {
    const cors_rule = { allowed_methods: "GET" };
    const resource = {
      aws_s3_bucket: { b: {} },
      aws_s3_bucket_cors_configuration: { c: { bucket: "${aws_s3_bucket.b.id}", cors_rule } },
    };
    expect(propertiesOf("s3bucketb", resource)).toEqual({
      CorsConfiguration: { CorsRules: [{ AllowedMethods: ["GET"] }] },
    });
  });

  test("tags may be lists of keys and values", () => {
    const tag = { key: "Team", value: "shop" };
    const rule = [{ id: "r", filter: { tag } }];
    const resource = {
      aws_s3_bucket: { b: {} },
      aws_s3_bucket_lifecycle_configuration: { c: { bucket: "${aws_s3_bucket.b.id}", rule } },
    };
    expect(propertiesOf("s3bucketb", resource)).toMatchObject({
      LifecycleConfiguration: { Rules: [{ Id: "r", TagFilters: [{ Key: "Team", Value: "shop" }] }] },
    });
  });

  test("a part may come before the object that another part writes", () => {
    const keys = { rest_api_id: "api", resource_id: "r", http_method: "GET" };
    const resource = {
      aws_api_gateway_method: { m: keys },
      aws_api_gateway_integration_response: { r: { ...keys, status_code: "200" } },
      aws_api_gateway_integration: { i: { ...keys, type: "MOCK" } },
    };
    expect(propertiesOf("apigatewaymethodm", resource)).toMatchObject({
      Integration: { Type: "MOCK", IntegrationResponses: [{ StatusCode: "200" }] },
    });
  });

  test("an unknown object gives way to known properties", () => {
    const resource = { aws_ecs_service: { s: { deployment_maximum_percent: 200, alarms: "${dynamic}" } } };
    expect(propertiesOf("ecsservices", resource)).toEqual({
      DeploymentConfiguration: { MaximumPercent: 200, Alarms: { Ref: "UnknownString" } },
    });
    const unknown = { object: { A: { Ref: "UnknownString" } }, property: "A", type: undefined, path: "A" };
    assign(unknown, { B: 1 });
    expect(unknown.object).toEqual({ A: { B: 1 } });
    const shape = { name: "X", identifier: "Id", attributes: [], properties: {}, definitions: {} };
    expect(placeOf("A.B", [{ object: { A: { Ref: "UnknownString" } }, path: "P" }], shape).path).toBe("P.A.B");
  });

  test("a property without origin belongs to its resource, one without resource to none", () => {
    const [{ origins }] = templatesOf(stackOf("shop", topic)) as [ReturnType<typeof templatesOf>[number]];
    expect(origins.find("snstopict", "Properties.Nope")).toEqual({ address: "aws_sns_topic.t", argument: "" });
    expect(origins.find("nope", "Properties.Nope")).toBeUndefined();
  });

  test("a document may be a list", () => {
    expect(queue({ redrive_policy: [{ maxReceiveCount: 5 }] })).toEqual({ RedrivePolicy: [{ maxReceiveCount: 5 }] });
  });

  test("a value of a local that does not exist, and a part without its whole, are unknown", () => {
    expect(queue({ name: "${local.nope}" })).toEqual({ QueueName: { Ref: "UnknownString" } });
    expect(templatesOf(stackOf("shop", { aws_s3_bucket_versioning: { v: {} } }))[0]!.unseen).toEqual([
      "aws_s3_bucket_versioning.v",
    ]);
  });

  test("tags may be objects", () => {
    expect(queue({ tags: [{ key: "Team", value: "shop" }] })).toEqual({ Tags: [{ Key: "Team", Value: "shop" }] });
  });

  test("names of blocks may be keys", () => {
    const association_config = { request_body: { cloudfront: { default_size_inspection_limit: "KB_16" } } };
    expect(propertiesOf("wafv2webacla", { aws_wafv2_web_acl: { a: { association_config } } })).toEqual({
      AssociationConfig: { RequestBody: { CLOUDFRONT: { DefaultSizeInspectionLimit: "KB_16" } } },
    });
  });

  test("a block that is unknown sets all properties that it may have", () => {
    const resource = { aws_lb: { l: { access_logs: "${dynamic}" } } };
    expect(propertiesOf("lbl", resource)).toEqual({
      LoadBalancerAttributes: ["bucket", "prefix", "enabled"].map((name) => ({
        Key: `access_logs.s3.${name}`,
        Value: { Ref: "UnknownString" },
      })),
    });
    expect(
      propertiesOf("route53recordr", { aws_route53_record: { r: { latency_routing_policy: "${dynamic}" } } }),
    ).toEqual({ Region: { Ref: "UnknownString" } });
  });

  test("a document with an unknown block is unknown", () => {
    const documentOf = (statement: unknown) => {
      const data = { aws_iam_policy_document: { d: { statement } } };
      const resource = { aws_iam_policy: { p: { policy: "${data.aws_iam_policy_document.d.json}" } } };
      return propertiesOf("iampolicyp", resource, { data });
    };
    const unknown = { PolicyDocument: { Ref: "UnknownString" } };
    expect(documentOf("${dynamic}")).toEqual(unknown);
    expect(documentOf([{ actions: ["s3:*"], principals: "${dynamic}" }])).toEqual(unknown);
  });

  test("a diagnostic of no resource is no refusal", () => {
    const [template] = templatesOf(stackOf("shop", topic));
    const diagnostic = { ruleId: "X", source: "ENGINE", message: "" } as const;
    expect(refusalsOf(diagnostic, template!, { isDoubtful: () => false })).toEqual([]);
  });

  test("without stacks there is nothing to refuse", () => {
    expect(findRefusals([], { root: path.resolve(__dirname, "../../../..") }).found).toEqual([]);
  });

  test("attributes may be literals, or known to nobody", () => {
    const alias = {
      name: "${aws_cloudfront_distribution.d.hosted_zone_id}",
      kms_master_key_id: "${aws_lambda_function.f.version}",
    };
    const others = { aws_cloudfront_distribution: { d: {} }, aws_lambda_function: { f: {} } };
    expect(queue({ ...alias, deduplication_scope: "${aws_sqs_queue.q.url}" }, others)).toEqual({
      QueueName: "Z2FDTNDATAQYW2",
      KmsMasterKeyId: { Ref: "UnknownString" },
      DeduplicationScope: { Ref: "sqsqueueq" },
    });
  });
});
