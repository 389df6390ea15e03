import { temporaryFolder } from "../fixtures";
import { appWith, origin, pageOf, textOf, type Stack } from "./fixtures";

const root = temporaryFolder();
const soon = new Date(Date.now() + 20 * 24 * 3600 * 1000).toISOString().slice(0, 10);
const later = new Date(Date.now() + 100 * 24 * 3600 * 1000).toISOString().slice(0, 10);
const waiver = (expires: string) => ({ reason: "The load test needs public addresses", owner: "shop", expires });

const PROD: Stack = {
  environment: "prod",
  resource: {
    aws_rds_cluster: {
      db: {
        "//": origin("prod", "database", "cluster"),
        cluster_identifier: "shop",
        backup_retention_period: 7,
        deletion_protection: true,
        tags: { backup: "shop" },
      },
    },
    aws_cognito_user_pool: { users: { "//": origin("prod", "users"), name: "shop" } },
    aws_sqs_queue: { orders: { "//": origin("prod", "queue"), name: "orders" } },
    aws_backup_plan: {
      plan: {
        "//": origin("prod", "backups"),
        name: "shop",
        rule: [
          {
            rule_name: "daily",
            schedule: "cron(0 5 * * ? *)",
            lifecycle: { delete_after: 30 },
            copy_action: [
              {
                destination_vault_arn: "arn:aws:backup:us-west-2:111122223333:backup-vault:copies",
                lifecycle: { delete_after: 9 },
              },
            ],
          },
          {
            rule_name: "yearly",
            schedule: "cron(0 5 1 1 ? *)",
            copy_action: [{ destination_vault_arn: "${var.vault}" }],
          },
        ],
      },
    },
    aws_backup_selection: {
      all: {
        "//": origin("prod", "backups"),
        plan_id: "${aws_backup_plan.plan.id}",
        selection_tag: [{ type: "STRINGEQUALS", key: "backup", value: "shop" }],
      },
    },
    aws_backup_restore_testing_plan: {
      t: { "//": origin("prod", "tests"), schedule_expression: "cron(0 9 ? * MON *)" },
    },
    aws_sns_topic: { alarms: { "//": origin("prod", "topic"), name: "alarms" } },
    aws_sns_topic_subscription: {
      mail: {
        "//": origin("prod", "topic"),
        topic_arn: "${aws_sns_topic.alarms.arn}",
        protocol: "email",
        endpoint: "on-call@example.com",
      },
    },
    aws_cloudwatch_metric_alarm: {
      age: {
        "//": origin("prod", "alarms"),
        alarm_name: "orders-age",
        alarm_description: "Orders wait",
        alarm_actions: ["${aws_sns_topic.alarms.arn}"],
        metric_name: "ApproximateAgeOfOldestMessage",
        statistic: "Maximum",
        comparison_operator: "GreaterThanThreshold",
        threshold: 60,
        period: 300,
        evaluation_periods: 2,
        dimensions: { QueueName: "orders" },
      },
      anomaly: {
        "//": origin("prod", "alarms"),
        comparison_operator: "GreaterThanUpperThreshold",
        metric_query: [
          {
            id: "m",
            metric: [{ metric_name: "CPU", dimensions: { DBClusterIdentifier: "${aws_rds_cluster.db.id}" } }],
          },
          { id: "e", expression: "m * 2" },
        ],
      },
      charges: { "//": origin("prod", "alarms"), metric_name: "EstimatedCharges", dimensions: { Currency: "USD" } },
    },
    aws_subnet: {
      a: {
        "//": { ...origin("prod", "network", "a"), waivers: { "NET-03": waiver(soon) } },
        map_public_ip_on_launch: true,
      },
      b: {
        "//": { ...origin("prod", "network", "b"), waivers: { "NET-03": waiver(later) } },
        map_public_ip_on_launch: true,
      },
      c: { "//": origin("prod", "network", "c"), map_public_ip_on_launch: true },
    },
    aws_lambda_function: { api: { "//": origin("prod", "api") } },
    aws_iam_role: { api: { "//": origin("prod", "api") } },
    aws_iam_role_policy: {
      api: {
        "//": origin("prod", "api"),
        role: "${aws_iam_role.api.id}",
        policy: JSON.stringify({
          Statement: [
            {
              Effect: "Allow",
              Resource: "${aws_rds_cluster.db.arn}",
              Action: ["a", "b", "c", "d", "e", "f", "g"].map((one) => `rds:${one}`),
            },
          ],
        }),
      },
    },
    aws_lb: { lb: { "//": origin("prod", "balancer") } },
  },
};

const change = (type: string, name: string, actions: readonly string[], more: object = {}) => ({
  address: `${type}.${name}`,
  mode: "managed",
  type,
  name,
  change: {
    actions,
    before: {},
    after: actions.includes("delete") && !actions.includes("create") ? null : {},
    ...more,
  },
});

describe("the page of an app", () => {
  const page = (stacks: Readonly<Record<string, Stack>>, files?: Readonly<Record<string, string>>) =>
    pageOf(appWith(root, stacks, files));

  test("lists what reaches a part and its resources", async () => {
    const text = textOf(await page({ prod: PROD }), "prod-architecture");
    expect(text).toContain(
      "Database Aurora, 0 instances Data · us-east-1 · stack prod Reached by API : rds:a, rds:b, rds:c, rds:d, rds:e, rds:f and 1 more",
    );
    expect(text).toContain("Reaches It reaches nothing. 1 resource rds_cluster cluster");
    expect(text).toContain(
      "Balancer Load balancer API and identity · us-east-1 · stack prod Reached by Internet : public endpoint",
    );
    expect(text).toContain("Nothing reaches it.");
  });

  test("names the stack of a part if the environment has another one, and its subnets", async () => {
    const resource = {
      aws_vpc: { v: { "//": origin("recovery", "net") } },
      aws_subnet: {
        a: { "//": origin("recovery", "net", "private-a"), availability_zone: "us-east-1a", vpc_id: "${aws_vpc.v.id}" },
      },
      aws_lambda_function: {
        f: { "//": origin("recovery", "job"), vpc_config: { subnet_ids: ["${aws_subnet.a.id}"] } },
      },
    };
    const text = textOf(await page({ prod: PROD, recovery: { environment: "prod", resource } }), "prod-architecture");
    expect(text).toContain("Job Lambda function · recovery Compute · us-east-1 · private subnets · stack recovery");
    const standby = { "prod-standby": { environment: "prod", resource } };
    expect(textOf(await page({ prod: PROD, ...standby }), "prod-architecture")).toContain(
      "Job, standby Lambda function",
    );
  });

  test("says which plans are missing and how to make them", async () => {
    expect(textOf(await page({ prod: PROD }), "prod-changes")).toBe("Planned changes No plan of prod. groundplan plan");
  });

  test("lists planned losses before replacements, destructions and changes, and counts additions", async () => {
    const plan = [
      change("aws_sqs_queue", "new", ["create"]),
      change("aws_lambda_function", "api", ["update"]),
      change("aws_lambda_function", "old", ["delete"]),
      change("aws_rds_cluster", "db", ["delete", "create"], { replace_paths: [["engine"]] }),
      change("aws_sqs_queue", "same", ["no-op"]),
      { ...change("aws_iam_policy_document", "d", ["read"]), mode: "data", address: "data.aws_iam_policy_document.d" },
    ];
    const text = textOf(await page({ prod: { ...PROD, plan } }), "prod-changes");
    expect(text).toContain("1 to add, 1 to change, 1 to destroy, 1 to replace. 1 lose data, evidence or an address.");
    expect(text).toMatch(
      /rds_cluster database\/cluster prod replace data changed engine; .*aws_lambda_function\.old prod destroy nothing .*lambda_function api\/resource prod change nothing 1 additions/,
    );
  });

  test("says that a plan on an empty state adds everything, or that nothing changes", async () => {
    const added = await page({ prod: { ...PROD, plan: [change("aws_sqs_queue", "orders", ["create"])] } });
    expect(textOf(added, "prod-changes")).toContain(
      "Nothing is lost. The plans start from an empty state: every resource is added.",
    );
    const same = await page({ prod: { ...PROD, plan: [change("aws_sqs_queue", "orders", ["no-op"])] } });
    expect(textOf(same, "prod-changes")).toContain(
      "0 to add, 0 to change, 0 to destroy, 0 to replace. Nothing is lost.",
    );
  });

  test("lists findings with their fix and source, and waivers by their expiry", async () => {
    const source = 'new Subnet(this, "network");\n';
    const text = await page({ prod: PROD }, { "main.ts": `\n${source}` });
    expect(textOf(text, "prod-findings")).toMatch(
      /NET-03 .* high subnet network\/c prod map_public_ip_on_launch: .* main\.ts:2/,
    );
    expect(textOf(text, "prod-findings")).not.toContain("subnet network/a");
    const inStacks = await page({ prod: PROD }, { "main.ts": source, "stacks/shop.ts": source });
    expect(textOf(inStacks, "prod-findings")).toContain("stacks/shop.ts:1");
    const waivers = textOf(text, "prod-waivers");
    expect(waivers).toMatch(
      new RegExp(`NET-03 ${soon} 20 days subnet network/a .* ${later} 100 days subnet network/b`),
    );
    const clean = await page({ dev: { environment: "dev", resource: { aws_sqs_queue: { q: {} } } } });
    expect(textOf(clean, "dev-waivers")).toBe("Waivers No finding is waived.");
  });

  test("shows an expired waiver", async () => {
    const resource = {
      aws_subnet: {
        a: {
          "//": { ...origin("prod", "n"), waivers: { "NET-03": waiver("2026-01-01") } },
          map_public_ip_on_launch: true,
        },
      },
    };
    expect(textOf(await page({ prod: { environment: "prod", resource } }), "prod-waivers")).toContain(
      "2026-01-01 expired",
    );
  });

  test("counts checks that a plan decides", async () => {
    const resource = { aws_subnet: { a: { map_public_ip_on_launch: "${var.open}" } } };
    expect(textOf(await page({ prod: { environment: "prod", resource } }), "prod-findings")).toContain(
      "1 unknown until plan",
    );
  });

  test("shows cost by part, and charges without an amount", async () => {
    const usage = {
      workload: { orders: { value: "1000000", note: "measured" } },
      entries: [{ resources: "aws_sqs_queue.*", parameters: {} }],
    };
    expect(usage.entries).toHaveLength(1);
    const text = textOf(await page({ prod: PROD }), "prod-cost");
    expect(text).toMatch(/About [\d.,]+ USD a month/);
    expect(text).toMatch(/Balancer Load balancer 1[\d.]+ [\d.]+ % load balancer 1/);
    expect(text).toContain("Charges that depend on usage are missing. usage/prod.json, then groundplan cost");
    expect(text).toMatch(
      /\d+ charges without an amount .*usage missing: aws_sqs_queue requests \(give monthly_requests\)/,
    );
    const free = await page({ dev: { environment: "dev", resource: { aws_iam_role: { r: {} } } } });
    expect(textOf(free, "dev-cost")).toContain("Every charge has an amount or is free for a stated reason.");
  });

  test("lists alarms by what they watch, and parts without alarms", async () => {
    const text = textOf(await page({ prod: PROD }), "prod-alarms");
    expect(text).toContain("3 alarms notify Topic of prod.");
    expect(text).toContain(
      "Queue 1 alarm Queue alarm condition meaning orders-age ApproximateAgeOfOldestMessage Maximum &gt; 60, 2 × 300 s Orders wait",
    );
    expect(text).toContain(
      "Database 1 alarm Database alarm condition meaning aws_cloudwatch_metric_alarm.anomaly expression GreaterThanUpperThreshold band",
    );
    expect(text).toContain("Account and other metrics 1 alarm");
    expect(text).toContain("No alarm watches: API , Balancer , Users .");
    expect(text).toContain("email on-call@example.com");
  });

  test("finds services in clusters and nodes of caches by their alarms", async () => {
    const alarm = (dimensions: object) => ({ "//": origin("prod", "alarms"), metric_name: "CPU", dimensions });
    const resource = {
      aws_ecs_cluster: { c: { "//": origin("prod", "cluster"), name: "shop" } },
      aws_ecs_service: { s: { "//": origin("prod", "api"), name: "api" }, n: { "//": origin("prod", "unnamed") } },
      aws_elasticache_replication_group: { r: { "//": origin("prod", "cache"), replication_group_id: "carts" } },
      aws_cloudwatch_metric_alarm: {
        service: alarm({ ClusterName: "shop", ServiceName: "api" }),
        cluster: alarm({ ClusterName: "shop" }),
        one: alarm({ CacheClusterId: "carts-001" }),
        two: alarm({ CacheClusterId: "carts-002" }),
      },
    };
    const text = textOf(await page({ prod: { environment: "prod", resource } }), "prod-alarms");
    expect(text).toContain("Cache 2 alarms");
    expect(text).toContain("API 1 alarm ");
    expect(text).toContain("Cluster 1 alarm ");
    expect(text).toContain("No alarm watches: Unnamed");
  });

  test("says that there is no alarm, topic, store, test or finding", async () => {
    const bare = await page({
      dev: { environment: "dev", resource: { aws_iam_role: { r: {} } } },
      prod: {
        environment: "prod",
        resource: { aws_cloudwatch_metric_alarm: { a: { metric_name: "m" } }, aws_rds_cluster: { c: {} } },
      },
    });
    expect(textOf(bare, "dev-alarms")).toBe("Alarms No alarm.");
    expect(textOf(bare, "dev-recovery")).toBe("Recovery No store of data.");
    expect(textOf(bare, "prod-alarms")).toContain("1 alarms notify no topic.");
    expect(textOf(bare, "prod-recovery")).toContain("No restore test.");
    expect(textOf(bare, "prod-recovery")).toContain("aws_rds_cluster.c prod none no selection no");
  });

  test("lists stores without a backup first, with the rules of the others", async () => {
    const text = textOf(await page({ prod: PROD }), "prod-recovery");
    expect(text).toMatch(/deletion cognito_user_pool users\/resource prod none no selection no rds_cluster/);
    expect(text).toContain(
      "any time of the last 7 days daily (cron(0 5 * * ? *)), kept 30 days, copy in us-west-2 for 9 days",
    );
    expect(text).toContain("yearly (cron(0 5 1 1 ? *)), kept for ever days, copy in another vault for ever days");
    expect(text).toContain("yes Restore tests: prod cron(0 9 ? * MON *).");
  });

  test.each([
    ["aws_db_instance", { backup_retention_period: "3" }, "any time of the last 3 days"],
    ["aws_dynamodb_table", { point_in_time_recovery: { enabled: true } }, "any time of the last 35 days"],
    ["aws_dynamodb_table", {}, "none"],
    ["aws_elasticache_replication_group", { snapshot_retention_limit: 5 }, "daily snapshots for 5 days"],
    ["aws_elasticache_serverless_cache", {}, "none"],
    ["aws_efs_file_system", {}, "none"],
    ["aws_s3_bucket", {}, "none"],
  ])("knows the protection of %s %j", async (type, values, text) => {
    const stack = { environment: "prod", resource: { [type]: { one: values } } };
    expect(textOf(await page({ prod: stack }), "prod-recovery")).toContain(`${type}.one prod ${text}`);
  });

  test("knows stores that only AWS Backup protects", async () => {
    const { aws_backup_plan, aws_backup_selection } = PROD.resource;
    const resource = {
      aws_backup_plan,
      aws_backup_selection,
      aws_efs_file_system: { f: { tags: { backup: "shop" } } },
    };
    const text = textOf(
      await page({ prod: { environment: "prod", resource: resource as Stack["resource"] } }),
      "prod-recovery",
    );
    expect(text).toContain("aws_efs_file_system.f prod none daily (");
  });

  test("knows versions of buckets", async () => {
    const resource = { aws_s3_bucket: { b: {} }, aws_s3_bucket_versioning: { b: { bucket: "${aws_s3_bucket.b.id}" } } };
    expect(textOf(await page({ prod: { environment: "prod", resource } }), "prod-recovery")).toContain(
      "versions of objects",
    );
  });

  test("shows environments side by side: differences only, without names and other systems", async () => {
    const shop = (environment: string, size: number, more: object = {}) => ({
      environment,
      resource: {
        aws_rds_cluster: {
          db: {
            "//": origin(environment, "database"),
            cluster_identifier: environment,
            backup_retention_period: size,
            engine: "x",
          },
        },
        aws_sqs_queue: {
          q: { "//": origin(environment, "queue"), delay_seconds: 1, fifo_queue: "redrive" in more, ...more },
        },
      },
    });
    const other = {
      environment: "tooling",
      resource: { aws_codebuild_project: { p: {} }, aws_ecr_repository: { r: {} } },
    };
    const text = textOf(
      await page({
        dev: shop("dev", 1),
        prod: shop("prod", 35, { policy: "x", redrive: "y".repeat(60) }),
        tooling: other,
      }),
      "differences",
    );
    expect(text).toMatch(/^Environments side by side figure prod dev USD a month/);
    expect(text).toContain("Database 1 difference setting prod dev rds_cluster: backup_retention_period 35 1");
    expect(text).toContain(
      `Queue 2 differences setting prod dev sqs_queue: fifo_queue true false sqs_queue: redrive ${"y".repeat(47)}… –`,
    );
    expect(text).not.toContain("engine");
    expect(text).not.toContain("tooling");
    const same = textOf(await page({ dev: shop("dev", 1), prod: shop("prod", 1) }), "differences");
    expect(same).toContain("No difference.");
  });

  test("counts a type that one environment lacks as one difference", async () => {
    const queue = (name: string) => ({ "//": origin(name, "queue"), delay_seconds: 3 });
    const text = textOf(
      await page({
        dev: {
          environment: "dev",
          resource: { aws_sqs_queue: { q: queue("dev") }, aws_iam_role: { r: { "//": origin("dev", "queue") } } },
        },
        prod: { environment: "prod", resource: { aws_sqs_queue: { q: queue("prod") } } },
      }),
      "differences",
    );
    expect(text).toContain("Queue 1 difference setting prod dev iam_role: number – 1");
  });

  test("escapes hostile names everywhere", async () => {
    const evil = `"><script>alert('x')</script>`;
    const hostile = {
      environment: evil,
      resource: {
        aws_sqs_queue: { q: { "//": origin("s", evil), name: evil } },
        aws_sns_topic: { t: { "//": origin("s", evil), name: evil } },
        aws_cloudwatch_metric_alarm: {
          a: {
            "//": origin("s", evil),
            alarm_name: evil,
            alarm_description: evil,
            alarm_actions: ["${aws_sns_topic.t.arn}"],
            dimensions: { QueueName: evil },
          },
        },
      },
    };
    const text = await page({ s: hostile }, { "package.json": JSON.stringify({ name: evil }) });
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toContain("alert('x')");
  });

  test("loads nothing from elsewhere, and allows its own style and script by their hashes only", async () => {
    const text = await page({ prod: PROD });
    expect(text).toMatch(
      /content="default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]+&#39;; script-src &#39;sha256-[\w+/=]+&#39;;/,
    );
    expect(text).not.toMatch(/\b(?:src|srcset)=|@import|url\((?!#)| style="| on\w+="/);
  });
});
