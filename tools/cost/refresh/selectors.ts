/** Products of the price list that have the price of a key. */
export interface Selector {
  readonly key: string;
  /** Code of the offer, the file of a service. */
  readonly offer: string;
  /** `usagetype` without the prefix of the region. */
  readonly usageType: string;
  /** Other attributes that must be equal. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Prefix of `usagetype` by region. Ireland is the only one without a number. */
export const USAGE_PREFIXES: Readonly<Record<string, readonly string[]>> = {
  "us-east-1": ["", "USE1-"],
  "us-east-2": ["USE2-"],
  "us-west-2": ["USW2-"],
  "eu-west-1": ["EU-", "EUW1-"],
};

function of(
  offer: string,
  usageTypes: Readonly<Record<string, string>>,
  attributes?: Selector["attributes"],
): Selector[] {
  return Object.entries(usageTypes).map(([key, usageType]) => ({ key, offer, usageType, attributes }));
}

function instances(key: string, engine: string, classes: readonly string[]): Selector[] {
  return classes.flatMap((instanceType) =>
    (["single", "multi"] as const).map((zones) => ({
      key: `rds.${key}.${instanceType}.${zones}`,
      offer: "AmazonRDS",
      usageType: `${zones === "multi" ? "Multi-AZUsage" : "InstanceUsage"}:${instanceType}`,
      attributes: { databaseEngine: engine },
    })),
  );
}

function nodes(engine: string, name: string, types: readonly string[]): Selector[] {
  return types.map((type) => ({
    key: `cache.${engine}.${type}`,
    offer: "AmazonElastiCache",
    usageType: `NodeUsage:${type}`,
    attributes: { cacheEngine: name },
  }));
}

const AURORA = { databaseEngine: "Aurora PostgreSQL" };
const CACHE_TYPES = ["cache.r6g.large", "cache.r7g.large", "cache.m7g.large", "cache.t4g.micro", "cache.t4g.small"];

/**
 * Selectors of the keys that `groundplan cost --refresh` updates. The others stay as they are: NAT gateways are in the
 * file of EC2, which has 450 MB for each region.
 */
export const SELECTORS: readonly Selector[] = [
  ...of("AmazonVPC", {
    "ipv4.hour": "PublicIPv4:InUseAddress",
    "vpc-endpoint.hour": "VpcEndpoint-Hours",
    "vpc-endpoint.data": "VpcEndpoint-Bytes",
  }),
  ...of(
    "AWSELB",
    { "alb.hour": "LoadBalancerUsage", "alb.lcu": "LCUUsage" },
    { operation: "LoadBalancing:Application" },
  ),
  ...of("AmazonECS", {
    "fargate.x86.vcpu": "Fargate-vCPU-Hours:perCPU",
    "fargate.x86.gb": "Fargate-GB-Hours",
    "fargate.arm.vcpu": "Fargate-ARM-vCPU-Hours:perCPU",
    "fargate.arm.gb": "Fargate-ARM-GB-Hours",
    "fargate.ephemeral": "Fargate-EphemeralStorage-GB-Hours",
  }),
  ...of("AWSLambda", { "lambda.requests": "Request" }, { group: "AWS-Lambda-Requests" }),
  ...of("AWSLambda", { "lambda.x86.duration": "Lambda-GB-Second" }, { group: "AWS-Lambda-Duration" }),
  ...of("AWSLambda", { "lambda.arm.duration": "Lambda-GB-Second-ARM" }, { group: "AWS-Lambda-Duration-ARM" }),
  ...of("AWSLambda", {
    "lambda.x86.provisioned": "Lambda-Provisioned-Concurrency",
    "lambda.arm.provisioned": "Lambda-Provisioned-Concurrency-ARM",
    "lambda.x86.provisioned-duration": "Lambda-Provisioned-GB-Second",
    "lambda.arm.provisioned-duration": "Lambda-Provisioned-GB-Second-ARM",
  }),
  ...of(
    "AmazonRDS",
    {
      "aurora.acu": "Aurora:ServerlessV2Usage",
      "aurora.io-optimized.acu": "Aurora:ServerlessV2IOOptimizedUsage",
      "aurora.storage": "Aurora:StorageUsage",
      "aurora.io": "Aurora:StorageIOUsage",
      "aurora.backup": "Aurora:BackupUsage",
    },
    AURORA,
  ),
  ...instances("pg", "PostgreSQL", ["db.r6g.large", "db.r6g.xlarge", "db.t4g.micro", "db.t4g.small", "db.t4g.medium"]),
  ...instances("my", "MySQL", ["db.t3.micro", "db.t3.small", "db.r6g.large"]),
  ...of(
    "AmazonRDS",
    { "rds.gp.single": "RDS:GP3-Storage", "rds.gp.multi": "RDS:Multi-AZ-GP3-Storage" },
    { databaseEngine: "PostgreSQL" },
  ),
  ...nodes("redis", "Redis", CACHE_TYPES),
  ...nodes("valkey", "Valkey", CACHE_TYPES),
  ...of("AmazonElastiCache", {
    "cache.serverless.redis.storage": "CachedData:Redis",
    "cache.serverless.redis.ecpu": "ElastiCacheProcessingUnits:Redis",
    "cache.serverless.valkey.storage": "CachedData:Valkey",
    "cache.serverless.valkey.ecpu": "ElastiCacheProcessingUnits:Valkey",
  }),
  ...of("AmazonDynamoDB", {
    "dynamodb.write-request-unit": "WriteRequestUnits",
    "dynamodb.read-request-unit": "ReadRequestUnits",
    "dynamodb.write-capacity-unit": "WriteCapacityUnit-Hrs",
    "dynamodb.read-capacity-unit": "ReadCapacityUnit-Hrs",
    "dynamodb.storage": "TimedStorage-ByteHrs",
  }),
  ...of("AmazonS3", { "s3.standard": "TimedStorage-ByteHrs" }, { volumeType: "Standard" }),
  ...of("AmazonS3", { "s3.put": "Requests-Tier1", "s3.get": "Requests-Tier2" }),
  ...of("AmazonApiGateway", { "api-gateway.http": "ApiGatewayHttpRequest", "api-gateway.rest": "ApiGatewayRequest" }),
  ...of("awskms", { "kms.key": "KMS-Keys" }),
  ...of("AmazonCloudWatch", {
    "cloudwatch.alarm": "CW:AlarmMonitorUsage",
    "logs.ingestion": "DataProcessing-Bytes",
    "logs.storage": "TimedStorage-ByteHrs",
  }),
  ...of("AWSCodePipeline", { "codepipeline.v2.minute": "actionExecutionMinute" }),
  ...of("CodeBuild", { "codebuild.small": "Build-Min:Linux:g1.small" }),
  ...of("AWSGlue", { "glue.dpu": "ETL-DPU-Hour" }),
  ...of("AmazonAthena", { athena: "DataScannedInTB" }),
];
