import { InputError, type AwsStack, type KeyReference } from "../../../../modules/core";
import {
  AccessAnalyzer,
  CONFIGURATION_RECORDER_DEFAULTS,
  CatalogEncryption,
  ConfigurationRecorder,
  SecurityHub,
  THREAT_DETECTION_DEFAULTS,
  ThreatDetection,
  type ConfigurationRecorderProps,
  type ThreatDetectionProps,
} from "../../../../modules/account/audit";
import { Bucket } from "../../../../modules/data/storage";
import { EncryptionKey } from "../../../../modules/security";
import { synthesizeStack } from "../../../../testing";

type Stack = AwsStack<"us-east-1">;

const key: KeyReference = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/catalog",
  region: "us-east-1",
  grantUse: (grantee) =>
    grantee.addStatement({ sid: "UseKey", actions: ["kms:Decrypt"], resources: ["arn:aws:kms:::key/catalog"] }),
};

function problemsOf(define: (stack: Stack) => unknown): string[] {
  try {
    synthesizeStack(define);
  } catch (error) {
    return (error as InputError).problems.map(({ property, value }) => `${property}: ${JSON.stringify(value)}`);
  }
  return [];
}

describe("ThreatDetection", () => {
  const create = (stack: Stack, differences: Partial<ThreatDetectionProps> = {}) =>
    new ThreatDetection(stack, "detection", { name: "shop", ...differences });

  test("enables the detector and five features, tasks with an agent of GuardDuty", () => {
    const stack = synthesizeStack((scope) => create(scope));
    expect(stack.resource("aws_guardduty_detector")).toMatchObject({
      enable: true,
      finding_publishing_frequency: "FIFTEEN_MINUTES",
      lifecycle: { prevent_destroy: true },
    });
    const features = Object.values(stack.resources("aws_guardduty_detector_feature"));
    expect(features.map(({ name, status }) => `${String(name)} ${String(status)}`)).toEqual([
      "EBS_MALWARE_PROTECTION ENABLED",
      "LAMBDA_NETWORK_LOGS ENABLED",
      "RDS_LOGIN_EVENTS ENABLED",
      "RUNTIME_MONITORING ENABLED",
      "S3_DATA_EVENTS ENABLED",
    ]);
    const configured = features.filter((feature) => "additional_configuration" in feature);
    expect(configured).toMatchObject([
      {
        name: "RUNTIME_MONITORING",
        additional_configuration: [{ name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" }],
      },
    ]);
  });

  test("the defaults also hold for settings that are undefined", () => {
    const settings = Object.fromEntries(Object.keys(THREAT_DETECTION_DEFAULTS).map((name) => [name, undefined]));
    const { config } = synthesizeStack((scope) => create(scope));
    expect(synthesizeStack((scope) => create(scope, settings)).config).toEqual(config);
  });

  test("features and deletion protection are settings", () => {
    const stack = synthesizeStack((scope) =>
      create(scope, { features: ["S3_DATA_EVENTS"], deletionProtection: false }),
    );
    expect(Object.values(stack.resources("aws_guardduty_detector_feature"))).toHaveLength(1);
    expect(stack.resource("aws_guardduty_detector")).toMatchObject({ lifecycle: { prevent_destroy: false } });
  });

  test("a finding of high severity is a signal", () => {
    const stack = synthesizeStack((scope) => {
      expect(create(scope).signals).toMatchObject([
        { id: "detection-findings", dimensions: { RuleName: "shop-threat-findings" } },
      ]);
    });
    expect(JSON.parse(stack.resource("aws_cloudwatch_event_rule")["event_pattern"] as string)).toEqual({
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", 7] }] },
    });
  });

  test.each<[Partial<ThreatDetectionProps>, string]>([
    [
      { features: ["EKS_RUNTIME_MONITORING", "RUNTIME_MONITORING"] },
      'features: ["EKS_RUNTIME_MONITORING","RUNTIME_MONITORING"]',
    ],
    [{ features: ["S3_DATA_EVENTS", "S3_DATA_EVENTS"] }, 'features: "S3_DATA_EVENTS"'],
    [{ features: ["MAGIC" as "S3_DATA_EVENTS"] }, 'features: "MAGIC"'],
    [{ name: "my shop" }, 'name: "my shop"'],
  ])("is refused with %j", (differences, problem) => {
    expect(problemsOf((stack) => create(stack, differences))).toEqual([problem]);
  });

  test("accepts each runtime feature alone", () => {
    expect(problemsOf((stack) => create(stack, { features: ["EKS_RUNTIME_MONITORING"] }))).toEqual([]);
    expect(problemsOf((stack) => create(stack, { features: ["RUNTIME_MONITORING"] }))).toEqual([]);
  });
});

describe("AccessAnalyzer", () => {
  test("analyzes the account, and an active finding is a signal", () => {
    const stack = synthesizeStack((scope) => {
      expect(new AccessAnalyzer(scope, "analyzer", { name: "shop" }).signals).toMatchObject([
        { id: "analyzer-findings", dimensions: { RuleName: "shop-access-findings" } },
      ]);
    });
    expect(stack.resource("aws_accessanalyzer_analyzer")).toMatchObject({ analyzer_name: "shop", type: "ACCOUNT" });
    expect(JSON.parse(stack.resource("aws_cloudwatch_event_rule")["event_pattern"] as string)).toMatchObject({
      source: ["aws.access-analyzer"],
      detail: { status: ["ACTIVE"] },
    });
  });

  test("is refused with a name that does not begin with a letter", () => {
    expect(problemsOf((stack) => new AccessAnalyzer(stack, "analyzer", { name: "1shop" }))).toEqual(['name: "1shop"']);
  });
});

describe("ConfigurationRecorder", () => {
  const create = (stack: Stack, differences: Partial<ConfigurationRecorderProps> = {}) => {
    const bucket = new Bucket(stack, "logs", { name: "shop-logs", intent: "logs" });
    return new ConfigurationRecorder(stack, "recorder", { bucket, ...differences });
  };

  test("records every change of all types with the role of the service", () => {
    const stack = synthesizeStack((scope) => create(scope));
    expect(stack.resource("aws_config_configuration_recorder")).toMatchObject({
      name: "default",
      role_arn: expect.stringMatching(/^\$\{aws_iam_service_linked_role\./),
      recording_group: { all_supported: true, include_global_resource_types: true },
      recording_mode: { recording_frequency: "CONTINUOUS" },
    });
    expect(stack.resource("aws_iam_service_linked_role")).toMatchObject({ aws_service_name: "config.amazonaws.com" });
  });

  test("is enabled after its channel, which waits for the policy of the bucket", () => {
    const stack = synthesizeStack((scope) => create(scope));
    expect(stack.resource("aws_config_delivery_channel")["depends_on"]).toEqual([
      expect.stringMatching(/^aws_config_configuration_recorder\./),
      expect.stringMatching(/^aws_s3_bucket_policy\./),
    ]);
    expect(stack.resource("aws_config_configuration_recorder_status")).toMatchObject({
      is_enabled: true,
      name: expect.stringMatching(/^\$\{aws_config_configuration_recorder\./),
      depends_on: [expect.stringMatching(/^aws_config_delivery_channel\./)],
    });
    expect(stack.statements(/bucket-policy/).filter(({ sid }) => String(sid).startsWith("Config"))).toMatchObject([
      { sid: "ConfigTests", actions: ["s3:GetBucketAcl", "s3:ListBucket"] },
      { sid: "ConfigWrites", actions: ["s3:PutObject"] },
    ]);
  });

  test("the key of its bucket admits AWS Config, or the bucket is refused", () => {
    const define = (own: boolean) => (stack: Stack) => {
      const created = own ? new EncryptionKey(stack, "key", { name: "shop", description: "Shop" }) : key;
      create(stack, { bucket: new Bucket(stack, "evidence", { name: "a-b-c", intent: "content", key: created }) });
    };
    expect(
      synthesizeStack(define(true))
        .statements(/key-policy/)
        .map(({ sid }) => sid),
    ).toContain("ConfigOfThisAccount");
    expect(() => synthesizeStack(define(false))).toThrow("a key whose policy admits the service config");
  });

  test("frequency, global resource types and an existing role are settings", () => {
    const settings = { frequency: "DAILY", includeGlobalResourceTypes: false, serviceLinkedRole: "existing" } as const;
    const stack = synthesizeStack((scope) => create(scope, settings));
    expect(stack.resource("aws_config_configuration_recorder")).toMatchObject({
      role_arn: "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
      recording_group: { all_supported: true, include_global_resource_types: false },
      recording_mode: { recording_frequency: "DAILY" },
    });
    expect(stack.resources("aws_iam_service_linked_role")).toEqual({});
  });

  test("the defaults have these values, also for settings that are undefined", () => {
    expect(CONFIGURATION_RECORDER_DEFAULTS).toEqual({
      frequency: "CONTINUOUS",
      includeGlobalResourceTypes: true,
      serviceLinkedRole: "create",
    });
    const { config } = synthesizeStack((scope) => create(scope));
    const undefinedOnes = { frequency: undefined, includeGlobalResourceTypes: undefined, serviceLinkedRole: undefined };
    expect(synthesizeStack((scope) => create(scope, undefinedOnes)).config).toEqual(config);
  });

  test("is refused with another frequency or role", () => {
    expect(problemsOf((stack) => create(stack, { frequency: "HOURLY" as "DAILY" }))).toEqual(['frequency: "HOURLY"']);
    expect(problemsOf((stack) => create(stack, { serviceLinkedRole: "own" as "create" }))).toEqual([
      'serviceLinkedRole: "own"',
    ]);
  });
});

test("SecurityHub enables the default standards after the recorder", () => {
  const stack = synthesizeStack((scope) => {
    const bucket = { bucketName: "shop-logs", allowAuditLogsFrom: () => [] };
    new SecurityHub(scope, "hub", { recorder: new ConfigurationRecorder(scope, "recorder", { bucket }) });
  });
  expect(stack.resource("aws_securityhub_account")).toMatchObject({
    enable_default_standards: true,
    auto_enable_controls: true,
    control_finding_generator: "SECURITY_CONTROL",
    depends_on: expect.arrayContaining([expect.stringMatching(/^aws_config_configuration_recorder_status\./)]),
  });
});

describe("CatalogEncryption", () => {
  test("Glue encrypts definitions and passwords by a role that may use the key", () => {
    const stack = synthesizeStack((scope) => new CatalogEncryption(scope, "encryption", { name: "shop", key }));
    expect(stack.resource("aws_glue_data_catalog_encryption_settings")).toMatchObject({
      data_catalog_encryption_settings: {
        connection_password_encryption: { return_connection_password_encrypted: true, aws_kms_key_id: key.keyArn },
        encryption_at_rest: {
          catalog_encryption_mode: "SSE-KMS-WITH-SERVICE-ROLE",
          catalog_encryption_service_role: expect.stringMatching(/^\$\{aws_iam_role\./),
          sse_aws_kms_key_id: key.keyArn,
        },
      },
      depends_on: [expect.stringMatching(/^aws_iam_role\./), expect.stringMatching(/^aws_iam_role_policy\./)],
    });
    expect(stack.statements(/role_permissions/)).toMatchObject([{ sid: "UseKey" }]);
    expect(stack.statements(/role_trust/)).toMatchObject([
      { condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }] },
    ]);
  });

  test("is refused with a key of another region, and a name that is none", () => {
    const create = (stack: Stack, differences: object) =>
      new CatalogEncryption(stack, "encryption", { name: "shop", key, ...differences });
    expect(problemsOf((stack) => create(stack, { key: { ...key, region: "eu-west-1" } }))).toEqual([
      'key.region: "eu-west-1"',
    ]);
    expect(problemsOf((stack) => create(stack, { name: "my shop" }))).toEqual(['name: "my shop"']);
  });
});
