import { readConfiguration } from "../../../policies";
import { estimate } from "../../../tools/cost/estimate";
import { PriceList } from "../../../tools/cost/prices/price-list";
import { openCharges } from "./charges";

test.each([
  ["a role", { aws_iam_role: { api: {} } }, "IAM is free"],
  ["a gateway endpoint", { aws_vpc_endpoint: { s3: {} } }, "gateway endpoints are free"],
  ["a standard parameter", { aws_ssm_parameter: { a: {} } }, "standard parameters are free"],
  ["an alias record", { aws_route53_record: { a: { alias: { name: "a" } } } }, "queries of alias records are free"],
  ["a stage without a cache", { aws_api_gateway_stage: { a: {} } }, "requests are charged at the API"],
  ["a data source", { aws_quicksight_data_source: { a: {} } }, "QuickSight charges users, not data sources"],
  ["a VPC connection", { aws_quicksight_vpc_connection: { a: {} } }, "QuickSight charges users, not VPC connections"],
  ["a disabled schedule", { aws_scheduler_schedule: { a: { state: "DISABLED" } } }, "the schedule is disabled"],
  [
    "a queue's subscription",
    { aws_sns_topic_subscription: { a: { protocol: "sqs" } } },
    "deliveries to queues and functions are free",
  ],
])("%s is free, and the reason is stated", (_title, resources, reason) => {
  expect(openCharges({ resources })).toContain(`free: resource: ${reason}`);
});

test.each([
  ["a type without prices", { aws_instance: { a: {} } }, "resource: no prices for aws_instance"],
  [
    "an instance class without a price",
    { aws_db_instance: { a: { engine: "postgres", instance_class: "db.x9.huge", allocated_storage: 20 } } },
    "instance: no price of rds.pg.db.x9.huge.single in region us-east-1",
  ],
  [
    "an engine without a price",
    { aws_db_instance: { a: { engine: "oracle-ee", instance_class: "db.t3.micro" } } },
    "instance: no price for engine oracle-ee",
  ],
  [
    "storage of an unknown size",
    { aws_db_instance: { a: { engine: "mysql", instance_class: "db.t3.micro", allocated_storage: "${var.size}" } } },
    "storage: allocated_storage is unknown",
  ],
  [
    "tasks on Fargate Spot",
    { aws_ecs_service: { a: { capacity_provider_strategy: [{ capacity_provider: "FARGATE_SPOT" }] } } },
    "tasks: the price of Fargate Spot varies and is in no price list",
  ],
  ["tasks on instances", { aws_ecs_service: { a: {} } }, "tasks: runs on EC2 instances, whose price is not estimated"],
  [
    "subnets that are unknown until apply",
    { aws_lb: { a: { subnets: "${var.subnets}" } } },
    "public IPv4 addresses: subnets are unknown until apply",
  ],
  [
    "a cache size without a price",
    { aws_api_gateway_stage: { a: { cache_cluster_enabled: true, cache_cluster_size: "6.1" } } },
    "cache: no price of api-gateway.cache.6.1 in region us-east-1",
  ],
])("%s is listed as not priced", (_title, resources, reason) => {
  expect(openCharges({ resources })).toContain(`not priced: ${reason}`);
});

test("a charge that depends on usage names the parameters that the usage file lacks", () => {
  expect(openCharges({ resources: { aws_lambda_function: { api: {} } } })).toEqual([
    "usage missing: requests: give monthly_requests",
    "usage missing: duration: give monthly_requests and average_request_duration_ms",
  ]);
});

test("a region without prices has no price of another region, unless both are known to be equal", () => {
  const cache = { resources: { aws_elasticache_serverless_cache: { a: { engine: "redis" } } } };
  const reason = "not priced: minimum data: no price of cache.serverless.redis.storage in region eu-west-1";
  expect(openCharges({ ...cache, region: "eu-west-1" })).toContain(reason);
  expect(openCharges({ ...cache, region: "us-west-2" }).join()).not.toContain("not priced");
});

test("a module call of a configuration is listed, since only a plan contains its resources", () => {
  const config = { provider: { aws: { region: "us-east-1" } }, module: { network: { source: "./network" } } };
  const stacks = [readConfiguration({ name: "shop", config })];
  const lines = estimate({ stacks, prices: new PriceList(), usage: new Map() });
  expect(lines.map(({ address, kind, reason }) => [address, kind, reason])).toEqual([
    ["module.network", "not priced", "only a plan contains its resources"],
  ]);
});

test("a number of instances that only a plan knows is not priced", () => {
  expect(openCharges({ resources: { aws_eip: { a: { count: "${var.zones}" } } } })).toEqual([
    "not priced: public IPv4 address: the number of instances is unknown until plan",
  ]);
});

test("resources of Terraform's own providers are free, those of other clouds are not", () => {
  const resources = { random_id: { a: {} }, google_sql_database: { a: {} } };
  expect(openCharges({ resources })).toEqual([
    "free: resource: creates nothing in AWS",
    "not priced: resource: no prices for google_sql_database",
  ]);
});

test.each([
  [
    "insights of databases beyond seven days",
    {
      aws_db_instance: {
        a: {
          engine: "mysql",
          instance_class: "db.t3.micro",
          allocated_storage: 20,
          performance_insights_retention_period: 31,
        },
      },
    },
    "Database Insights: charged for each vCPU or ACU; only seven days are free",
  ],
  [
    "insights of containers",
    { aws_ecs_cluster: { a: { setting: [{ name: "containerInsights", value: "enabled" }] } } },
    "Container Insights: its metrics and logs grow with services and tasks",
  ],
])("%s are not priced, and not silently free", (_title, resources, reason) => {
  expect(openCharges({ resources })).toContain(`not priced: ${reason}`);
});
