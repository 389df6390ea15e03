import type { TerraformBlock } from "../../modules/core";
import { synthesizedStack } from "../support/synthesized";

const dev = synthesizedStack("dev");
const staging = synthesizedStack("staging");
const prod = synthesizedStack("prod");
const delivery = synthesizedStack("delivery");
const bootstrap = synthesizedStack("bootstrap");

const each = [
  ["dev", dev],
  ["staging", staging],
  ["prod", prod],
] as const;

const references = (type: string): unknown => expect.stringContaining(`\${${type}.`);

describe("HTTP API", () => {
  const stage = staging.resource("aws_apigatewayv2_stage");

  test("R-C1 has a stage named after the environment that logs and throttles", () => {
    expect(stage).toMatchObject({
      name: "staging",
      auto_deploy: true,
      access_log_settings: { destination_arn: expect.stringContaining("aws_cloudwatch_log_group.api_log-group") },
      default_route_settings: { throttling_rate_limit: 500, throttling_burst_limit: 1000 },
    });
    expect(staging.resource("aws_cloudwatch_log_group", "api_")["name"]).toBe(
      "/aws/apigateway/groundplan-staging-http-api",
    );
  });

  test("R-C1 has explicit routes for the API and the health check, all by Lambda proxy", () => {
    const routes = Object.values(staging.resources("aws_apigatewayv2_route"));
    expect(routes.map(({ route_key: key }) => key).sort()).toEqual([
      "ANY /{proxy+}",
      "DELETE /api/session",
      "GET /api/cart",
      "GET /api/customers/me",
      "GET /api/customers/me/points",
      "GET /api/orders",
      "GET /api/orders/{id}",
      "GET /api/products",
      "GET /api/products/{id}",
      "GET /api/products/{id}/feedback",
      "GET /health",
      "HEAD /health",
      "PATCH /api/cart",
      "POST /api/cart",
      "POST /api/cart/session",
      "POST /api/feedback",
      "POST /api/orders",
      "POST /api/session",
    ]);
    for (const { target } of routes) expect(target).toContain("aws_apigatewayv2_integration.api_integration");
    expect(staging.resource("aws_apigatewayv2_integration")).toMatchObject({
      integration_type: "AWS_PROXY",
      integration_uri: references("aws_lambda_alias"),
      payload_format_version: "2.0",
      timeout_milliseconds: 30000,
    });
  });

  test("R-C1 answers CORS at the gateway, for the site's own origin", () => {
    expect(staging.resource("aws_apigatewayv2_api")).toMatchObject({
      protocol_type: "HTTP",
      cors_configuration: {
        allow_origins: ["https://staging.example.com"],
        allow_methods: ["DELETE", "GET", "PATCH", "POST"],
        allow_headers: ["authorization", "content-type", "x-csrf-token", "idempotency-key"],
      },
    });
  });

  test("R-C1 is reachable through CloudFront only: the default endpoint is closed, and a secret opens the API", () => {
    expect(staging.resource("aws_apigatewayv2_api")["disable_execute_api_endpoint"]).toBe(true);
    expect(staging.resource("aws_apigatewayv2_domain_name")).toMatchObject({
      domain_name: "api.staging.example.com",
      domain_name_configuration: { security_policy: "TLS_1_2", endpoint_type: "REGIONAL" },
    });
    expect(dev.resource("aws_ssm_parameter", "origin-credentials-arn")).toMatchObject({
      name: "/groundplan/dev/origin/credentials-arn",
      insecure_value: references("aws_secretsmanager_secret"),
    });
  });

  test("R-C1 may invoke the function by its alias from this API's stage alone", () => {
    expect(staging.resource("aws_lambda_permission")).toMatchObject({
      principal: "apigateway.amazonaws.com",
      qualifier: "live",
      source_arn: expect.stringMatching(/execution_arn\}\/staging\/\*$/),
    });
  });
});

describe("API function", () => {
  test("R-C2 runs the image by digest in the private subnets, with X-Ray and its own log group", () => {
    expect(staging.resource("aws_lambda_function", /^api-function_/)).toMatchObject({
      function_name: "groundplan-staging-api",
      package_type: "Image",
      image_uri:
        "123456789012.dkr.ecr.us-east-1.amazonaws.com/groundplan-api@sha256:0000000000000000000000000000000000000000000000000000000000000000",
      image_config: { command: ["handlers/api.handler"] },
      memory_size: 1024,
      timeout: 30,
      publish: true,
      tracing_config: { mode: "Active" },
      logging_config: { log_group: references("aws_cloudwatch_log_group") },
      vpc_config: {
        subnet_ids: [expect.stringContaining("network_private-a"), expect.stringContaining("network_private-b")],
      },
    });
    expect(staging.resource("aws_cloudwatch_log_group", /^api-function_/)["name"]).toBe(
      "/aws/lambda/groundplan-staging-api",
    );
  });

  test("R-C2 takes memory, timeout and an image by tag from the environment", () => {
    expect(dev.resource("aws_lambda_function", /^api-function_/)).toMatchObject({
      image_uri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/groundplan-api:0.1.0",
      memory_size: 512,
    });
    expect(prod.resource("aws_lambda_function", /^api-function_/)).toMatchObject({ memory_size: 2048, timeout: 29 });
  });

  test.each(each)(
    "R-C2 reads configuration from the parameters of %s and secrets from Secrets Manager",
    (name, stack) => {
      expect(stack.resource("aws_lambda_function", /^api-function_/)["environment"]).toEqual({
        variables: { ENVIRONMENT: name, PARAMETER_PATH: `/groundplan/${name}`, CSRF_PROTECTION: "enforce" },
      });
      const parameters = Object.values(stack.resources("aws_ssm_parameter")).map((parameter) => parameter["name"]);
      expect(parameters.sort()).toEqual(
        [
          "cache/endpoint",
          "cache/port",
          "database/credentials-arn",
          "database/endpoint",
          "database/name",
          "database/reader-endpoint",
          "identity/client-id",
          "identity/issuer",
          "orders/queue-url",
          "origin/credentials-arn",
          "payments/workflow-arn",
          "session/credentials-arn",
          "site/bucket",
          "site/distribution",
        ].map((parameter) => `/groundplan/${name}/${parameter}`),
      );
    },
  );

  test.each(each)("R-C2 gives the role of %s its own logs, traces, parameters and three secrets", (name, stack) => {
    const statements = stack.statements("api-function_role_permissions");
    const resourcesOf = (action: string) =>
      statements
        .filter(({ actions }) => (actions as string[]).includes(action))
        .flatMap(({ resources }) => resources as string[]);
    expect(resourcesOf("secretsmanager:GetSecretValue")).toEqual([
      expect.stringContaining("aws_rds_cluster.database_cluster"),
      expect.stringContaining("aws_secretsmanager_secret.origin-secret"),
      expect.stringContaining("aws_secretsmanager_secret.session-secret"),
    ]);
    const parameters = `arn:aws:ssm:us-east-1:123456789012:parameter/groundplan/${name}`;
    expect(resourcesOf("ssm:GetParametersByPath").every((arn) => arn.startsWith(parameters))).toBe(true);
    expect(resourcesOf("logs:PutLogEvents")).toEqual([expect.stringContaining("api-function_log-group")]);
    const actions = statements.flatMap(({ actions: all }) => all as string[]);
    expect(actions.filter((action) => action.endsWith("*") && !action.startsWith("kms:"))).toEqual([]);
    expect(resourcesOf("kms:Decrypt")).not.toContain("*");
  });

  test.each(each)(
    "R-A1 no function of %s serves a new image before the migration, which waits for nobody's traffic",
    (_name, stack) => {
      const waitsForMigration = ([, { depends_on: waitsFor = [] }]: [string, TerraformBlock]) =>
        (waitsFor as string[]).some((address) => address.startsWith("aws_lambda_invocation.migration_"));
      const aliases = Object.entries(stack.resources("aws_lambda_alias"));
      const serving = aliases.filter(waitsForMigration).map(([id]) => id.split("_")[0]);
      expect(serving.sort()).toEqual(["api-function", "outbox", "payment", "worker"]);
      expect(aliases).toHaveLength(5);
    },
  );

  test.each([
    ["dev", dev, { api: 20, worker: 2, outbox: 1, payment: 5, migrate: 1 }],
    ["staging", staging, { api: 100, worker: 5, outbox: 1, payment: 10, migrate: 1 }],
    ["prod", prod, { api: 400, worker: 20, outbox: 1, payment: 40, migrate: 1 }],
  ] as const)(
    "R-C3 every function of %s has an upper limit, which an environment sets for most",
    (name, stack, limits) => {
      const reserved = Object.values(stack.resources("aws_lambda_function")).map((one) => [
        String(one["function_name"]).replace(`groundplan-${name}-`, ""),
        one["reserved_concurrent_executions"],
      ]);
      expect(Object.fromEntries(reserved)).toEqual(limits);
    },
  );

  test.each(each)("R-A1 %s migrates for every new image, and for a cluster in the place of another", (_name, stack) => {
    expect(stack.resource("aws_lambda_invocation")["triggers"]).toEqual({
      image: stack.resource("aws_lambda_function", /^migrate_/)["image_uri"],
      cluster: expect.stringMatching(/^\$\{aws_rds_cluster\.database_cluster_\w+\.cluster_resource_id\}$/),
    });
  });

  test("R-C3 keeps provisioned concurrency behind the alias, where the environment asks for it", () => {
    expect(prod.resource("aws_lambda_provisioned_concurrency_config")).toMatchObject({
      provisioned_concurrent_executions: 5,
      qualifier: references("aws_lambda_alias"),
    });
    expect(staging.resources("aws_lambda_provisioned_concurrency_config")).toEqual({});
    expect(staging.resource("aws_lambda_alias", /^api-function_/)).toMatchObject({
      name: "live",
      function_version: references("aws_lambda_function"),
    });
  });
});

describe("database", () => {
  const cluster = staging.resource("aws_rds_cluster");

  test("R-D1 is Aurora PostgreSQL 16 on Serverless v2 from 0.5 to 4 ACU", () => {
    expect(cluster).toMatchObject({
      engine: "aurora-postgresql",
      engine_mode: "provisioned",
      engine_version: expect.stringMatching(/^16\./),
      serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 4 },
    });
  });

  test("R-D1 has an instance to fail over to in a second zone of the private subnets", () => {
    const instances = Object.values(staging.resources("aws_rds_cluster_instance"));
    expect(instances.map(({ availability_zone: zone }) => zone)).toEqual(["us-east-1a", "us-east-1b"]);
    for (const instance of instances) {
      expect(instance).toMatchObject({ instance_class: "db.serverless", publicly_accessible: false });
    }
    expect(staging.resource("aws_db_subnet_group")["subnet_ids"]).toEqual([
      expect.stringContaining("network_private-a"),
      expect.stringContaining("network_private-b"),
    ]);
    expect(Object.keys(prod.resources("aws_rds_cluster_instance"))).toHaveLength(3);
    expect(Object.keys(dev.resources("aws_rds_cluster_instance"))).toHaveLength(1);
  });

  test("R-D1 keeps backups for 7 days, encrypts with a customer key and demands TLS", () => {
    expect(cluster).toMatchObject({
      backup_retention_period: 7,
      storage_encrypted: true,
      kms_key_id: expect.stringContaining("aws_kms_key.data-key"),
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: "groundplan-staging-database-final",
    });
    expect(staging.resource("aws_rds_cluster_parameter_group")["parameter"]).toContainEqual({
      name: "rds.force_ssl",
      value: "1",
    });
  });

  test("R-D1 exports PostgreSQL's log to a group that exists before the cluster", () => {
    expect(cluster["enabled_cloudwatch_logs_exports"]).toEqual(["postgresql"]);
    expect(cluster["depends_on"]).toEqual([expect.stringContaining("aws_cloudwatch_log_group.database_log-group")]);
    expect(staging.resource("aws_cloudwatch_log_group", "database_")["name"]).toBe(
      "/aws/rds/cluster/groundplan-staging-database/postgresql",
    );
  });

  test.each(each)(
    "R-D1 lets RDS keep the master password of %s, so that it stands nowhere in plain text",
    (_name, stack) => {
      const database = stack.resource("aws_rds_cluster");
      expect(database).toMatchObject({
        manage_master_user_password: true,
        master_user_secret_kms_key_id: expect.stringContaining("aws_kms_key.data-key"),
      });
      expect(database).not.toHaveProperty("master_password");
    },
  );

  test("R-D1 can be deleted with its data in dev alone", () => {
    const destroyable = each.filter(([, stack]) => !stack.resource("aws_rds_cluster")["deletion_protection"]);
    expect(destroyable.map(([name]) => name)).toEqual(["dev"]);
  });
});

test("R-D2 has a serverless Redis 7 of 1 to 10 GB in the private subnets, encrypted; TLS is always on", () => {
  expect(staging.resource("aws_elasticache_serverless_cache")).toMatchObject({
    engine: "redis",
    major_engine_version: "7",
    cache_usage_limits: [
      { data_storage: [{ minimum: 1, maximum: 10, unit: "GB" }], ecpu_per_second: [{ maximum: 5000 }] },
    ],
    kms_key_id: expect.stringContaining("aws_kms_key.data-key"),
    subnet_ids: [expect.stringContaining("network_private-a"), expect.stringContaining("network_private-b")],
  });
});

describe("buckets", () => {
  test.each([...each, ["delivery", delivery] as const, ["bootstrap", bootstrap] as const])(
    "R-D3 of %s are private, encrypted and refuse anything but TLS",
    (_name, stack) => {
      const buckets = Object.keys(stack.resources("aws_s3_bucket"));
      const of = (type: string) => Object.values(stack.resources(type));
      expect(buckets.length).toBeGreaterThan(0);
      expect(of("aws_s3_bucket_public_access_block")).toEqual(
        buckets.map(() =>
          expect.objectContaining({
            block_public_acls: true,
            block_public_policy: true,
            ignore_public_acls: true,
            restrict_public_buckets: true,
          }),
        ),
      );
      expect(of("aws_s3_bucket_server_side_encryption_configuration")).toHaveLength(buckets.length);
      expect(of("aws_s3_bucket_policy")).toHaveLength(buckets.length);
      const policies = Object.entries(stack.config.data!["aws_iam_policy_document"]!).filter(([name]) =>
        name.includes("bucket-policy"),
      );
      expect(policies).toHaveLength(buckets.length);
      for (const [, { statement }] of policies) {
        const denials = (statement as TerraformBlock[]).filter(({ effect }) => effect === "Deny");
        expect(JSON.stringify(denials)).toContain("aws:SecureTransport");
      }
    },
  );

  test("R-D3 keeps versions of the site and lets this distribution alone read it", () => {
    expect(staging.resource("aws_s3_bucket_versioning", "site_")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    const allowed = staging.statements("site_bucket-policy").filter(({ effect }) => effect === "Allow");
    expect(allowed).toEqual([
      expect.objectContaining({
        actions: ["s3:GetObject"],
        principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
        condition: [
          expect.objectContaining({
            variable: expect.stringMatching(/^aws:SourceArn$/i),
            values: [expect.stringContaining("aws_cloudfront_distribution.distribution")],
          }),
        ],
      }),
    ]);
  });
});
