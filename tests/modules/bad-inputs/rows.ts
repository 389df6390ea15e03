import type { FargateSize } from "../../../modules/compute/containers";
import { PolicyDocument, SecurityGroup, ServiceRole } from "../../../modules/core";
import * as made from "./constructs";
import type { Stack } from "./constructs";

/** One bad input: the number of its row, what is wrong, and what the error must say. */
export interface BadInput {
  readonly row: number;
  readonly what: string;
  readonly define: (stack: Stack) => unknown;
  /** Path of the construct below the stack. */
  readonly at: string;
  readonly property: string;
  /** The value that the error repeats. */
  readonly value: unknown;
  readonly allowed: RegExp;
}

const row = (
  number: number,
  what: string,
  [at, property, value]: readonly [at: string, property: string, value: unknown],
  allowed: RegExp,
  define: (stack: Stack) => unknown,
): BadInput => ({ row: number, what, define, at, property, value, allowed });

const securityGroup = (stack: Stack, name: string, description: string) =>
  new SecurityGroup(stack, "group", { name, description, vpcId: "vpc-1", peerName: "peer" });
const statement = (stack: Stack, differences: object) =>
  new PolicyDocument(stack, "policy", [
    { sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a/*"], ...differences },
  ]);
const long = (length: number): string => "a".repeat(length);

/** Networks, buckets, data stores and functions. */
export const RESOURCE_ROWS: readonly BadInput[] = [
  row(3, "a network beyond /16", ["network", "cidr", "10.0.0.0/8"], /\/16 to/, (stack) =>
    made.network(stack, { cidr: "10.0.0.0/8" }),
  ),
  row(
    4,
    "host bits in a network",
    ["network", "cidr", "10.20.0.1/16"],
    /no bits after the prefix: 10\.20\.0\.0/,
    (stack) => made.network(stack, { cidr: "10.20.0.1/16" }),
  ),
  row(7, "one zone", ["network", "zones", 1], /from 2 to 6/, (stack) =>
    made.network(stack, { availabilityZones: ["us-east-1a"] }),
  ),
  row(
    7,
    "a zone of another region",
    ["network", "availabilityZones", "us-west-2a"],
    /us-east-1a, us-east-1b/,
    (stack) => made.network(stack, { availabilityZones: ["us-east-1a", "us-west-2a"] }),
  ),
  row(8, "a network too small for its zones", ["network", "cidr", "10.20.0.0/26"], /room for 2 subnets/, (stack) =>
    made.network(stack, { cidr: "10.20.0.0/26" }),
  ),
  row(9, "a security group called sg-", ["group", "name", "sg-shop"], /not beginning with sg-/, (stack) =>
    securityGroup(stack, "sg-shop", "Shop"),
  ),
  row(9, "a description that is not ASCII", ["group", "description", "Büro"], /letters, digits/, (stack) =>
    securityGroup(stack, "shop", "Büro"),
  ),
  ...["Shop-Site", "shop.site", "192.168.0.1", "xn--shop", long(64)].map((name) =>
    row(10, `a bucket called ${name}`, ["bucket", "name", name], /bucket name of at most 63/, (stack) =>
      made.bucket(stack, { name }),
    ),
  ),
  row(
    11,
    "a load balancer called internal-",
    ["load-balancer", "name", "internal-shop"],
    /not beginning with internal-/,
    (stack) => made.loadBalancer(stack, { name: "internal-shop" }),
  ),
  row(
    11,
    "a target group with a long name",
    ["load-balancer/api", "name", `${long(28)}-3000`],
    /at most 32 characters/,
    (stack) => made.targetGroup(stack, { name: long(28) }),
  ),
  row(
    16,
    "a load balancer in one zone",
    ["load-balancer", "placement.availabilityZones", ["us-east-1a"]],
    /at least two different Availability Zones/,
    (stack) =>
      made.loadBalancer(stack, {
        placement: { vpcId: "vpc-1", subnetIds: ["subnet-a"], availabilityZones: ["us-east-1a"] },
      }),
  ),
  row(
    18,
    "a health check that may take its interval",
    ["load-balancer/api", "health.timeoutSeconds", 15],
    /from 2 to 14/,
    (stack) => made.targetGroup(stack, { health: { path: "/health", timeoutSeconds: 15 } }),
  ),
  row(
    19,
    "CPU and memory that Fargate does not offer together",
    ["service", "size.memoryMib", 512],
    /1024, 2048, 3072, 4096 for 512 CPU units/,
    (stack) => made.service(stack, { size: { cpu: 512, memoryMib: 512 } as unknown as FargateSize }),
  ),
  row(20, "no room for new tasks", ["service", "deployment.maximumPercent", 100], /from 101 to 400/, (stack) =>
    made.service(stack, { deployment: { controller: "rolling", maximumPercent: 100 } }),
  ),
  ...["Shop", "shop--db", long(64)].map((name) =>
    row(13, `a database called ${name}`, ["database", "name", name], /cluster name of at most 63/, (stack) =>
      made.database(stack, { name }),
    ),
  ),
  row(13, "a cache's name of 41 characters", ["cache", "name", long(41)], /cache name of at most 40/, (stack) =>
    made.cache(stack, { name: long(41) }),
  ),
  row(14, "a function's name of 65 characters", ["function", "name", long(65)], /name of at most 64/, (stack) =>
    made.lambda(stack, { name: long(65) }),
  ),
  row(
    14,
    "a role's name of 65 characters",
    ["role", "name", long(65)],
    /role name of at most 64/,
    (stack) => new ServiceRole(stack, "role", { name: long(65), description: "x", service: "lambda.amazonaws.com" }),
  ),
  row(14, "a queue's name of 81 characters", ["queue", "name", `${long(81)}-dead-letters`], /most 80/, (stack) =>
    made.queue(stack, { name: long(81) }),
  ),
  row(21, "a least capacity above the most", ["database", "minCapacityAcu", 8], /at most maxCapacityAcu, 4/, (stack) =>
    made.database(stack, { minCapacityAcu: 8 }),
  ),
  row(21, "a cache's minimum above its maximum", ["cache", "minStorageGb", 11], /at most maxStorageGb, 10/, (stack) =>
    made.cache(stack, { minStorageGb: 11 }),
  ),
  ...[0.5, 1.3, 257].map((maxCapacityAcu) =>
    row(22, `${maxCapacityAcu} ACU`, ["database", "maxCapacityAcu", maxCapacityAcu], /1 to 256 in steps/, (stack) =>
      made.database(stack, { maxCapacityAcu, minCapacityAcu: 0 }),
    ),
  ),
  row(23, "backups for 36 days", ["database", "backupRetentionDays", 36], /from 1 to 35/, (stack) =>
    made.database(stack, { backupRetentionDays: 36 }),
  ),
  row(
    26,
    "a name that PostgreSQL keeps",
    ["database", "databaseName", "postgres"],
    /no reserved word of PostgreSQL/,
    (stack) => made.database(stack, { databaseName: "postgres" }),
  ),
  row(29, "a variable of Lambda's own", ["function", "environment", "AWS_REGION"], /not with AWS_/, (stack) =>
    made.lambda(stack, { environment: { AWS_REGION: "us-east-1" } }),
  ),
  row(29, "11 messages without a window", ["function", "consumeFrom.batchSize", 11], /from 1 to 10/, (stack) =>
    made.consumer(stack, { batchSize: 11 }),
  ),
  row(30, "a queue called .fifo", ["queue", "name", "orders.fifo-dead-letters"], /letters, digits, _ and -/, (stack) =>
    made.queue(stack, { name: "orders.fifo" }),
  ),
  row(30, "no receipts", ["queue", "maxReceiveCount", 0], /from 1 to 1000/, (stack) =>
    made.queue(stack, { maxReceiveCount: 0 }),
  ),
  row(
    30,
    "visible before the function ends",
    ["function", "consumeFrom.visibilityTimeoutSeconds", 29],
    /180/,
    (stack) => made.consumer(stack, { visibilityTimeoutSeconds: 29 }),
  ),
];

/** Access, edge, API, operations and delivery. */
export const OPERATION_ROWS: readonly BadInput[] = [
  row(34, "a rate limit of 9", ["web-acl", "requestsPerFiveMinutes", 9], /from 10/, (stack) => made.webAcl(stack, 9)),
  row(36, "a name outside its zone", ["zone/alias", "recordName", "www.example.org"], /a name below it/, (stack) =>
    made.alias(stack, "www.example.org"),
  ),
  row(
    37,
    "a primary record that never fails over",
    ["zone/failover-api-example-com", "healthCheck", undefined],
    /a health check of the primary/,
    (stack) => made.failover(stack, { healthCheck: undefined }),
  ),
  row(
    38,
    "an alarm's period of 45 seconds",
    ["alarms", "signals.errors.periodSeconds", 45],
    /multiple of 60/,
    (stack) => made.alarms(stack, { periodSeconds: 45 }),
  ),
  row(39, "logs for 45 days", ["function", "logRetentionDays", 45], /30, 60/, (stack) =>
    made.lambda(stack, { logRetentionDays: 45 as 60 }),
  ),
  ...["cron(0 5 * * ?)", "cron(0 5 1 * 1 *)", "rate(1 hours)", "rate(1 minutes)"].map((expression) =>
    row(
      40,
      `the schedule ${expression}`,
      ["schedule", "expression", expression],
      /six fields|day fields|rate of/,
      (stack) => made.schedule(stack, { expression }),
    ),
  ),
  row(40, "a rate for a backup", ["plan", "rules.hourly.schedule", "rate(1 hours)"], /cron\(/, (stack) =>
    made.backupPlan(stack, { schedule: "rate(1 hours)" }),
  ),
  row(
    41,
    "deletion before cold storage is paid",
    ["plan", "rules.hourly.deleteAfterDays", 30],
    /at least 120/,
    (stack) => made.backupPlan(stack, { coldStorageAfterDays: 30, deleteAfterDays: 30 }),
  ),
  row(41, "36 days of point-in-time recovery", ["plan", "rules.hourly.deleteAfterDays", 36], /from 1 to 35/, (stack) =>
    made.backupPlan(stack, { continuous: true, deleteAfterDays: 36 }),
  ),
  row(41, "a backup that must end first", ["plan", "rules.hourly.completionWindowMinutes", 100], /from 120/, (stack) =>
    made.backupPlan(stack, { completionWindowMinutes: 100 }),
  ),
  row(
    41,
    "backups every minute",
    ["plan", "rules.hourly.schedule", "cron(* * * * ? *)"],
    /at most one run an hour/,
    (stack) => made.backupPlan(stack, { schedule: "cron(* * * * ? *)" }),
  ),
  row(42, "a lock whose bounds cross", ["vault", "lock.maxRetentionDays", 5], /at least minRetentionDays, 7/, (stack) =>
    made.backupVault(stack, { minRetentionDays: 7, maxRetentionDays: 5 }),
  ),
  row(
    43,
    "a hyphen in a restore test's name",
    ["restore-testing", "name", "shop-prod"],
    /letters, digits and _/,
    (stack) => made.restoreTesting(stack, { name: "shop-prod" }),
  ),
  row(
    46,
    "a workflow that starts nowhere",
    ["workflow", "definition.StartAt", undefined],
    /one of the states Done/,
    (stack) => made.workflow(stack, { States: { Done: { Type: "Succeed" } } }),
  ),
  row(46, "a workflow that is not JSON", ["workflow", "definition", expect.anything()], /JSON/, (stack) =>
    made.workflow(stack, "{"),
  ),
  row(47, "an effect that is none", ["policy", "statement Read effect", "allow"], /Allow, Deny/, (stack) =>
    statement(stack, { effect: "allow" }),
  ),
  row(47, "an action without a service", ["policy", "statement Read actions", "GetObject"], /service:Action/, (stack) =>
    statement(stack, { actions: ["GetObject"] }),
  ),
  row(48, "a key that is gone in 6 days", ["key", "deletionWindowDays", 6], /from 7 to 30/, (stack) =>
    made.encryptionKey(stack, 6),
  ),
  row(49, "a parameter under /aws", ["parameters", "path", "/aws/shop"], /not beginning with \/aws/, (stack) =>
    made.parameters(stack, "/aws/shop"),
  ),
  row(49, "a parameter of 4097 characters", ["parameters", "values.port", long(4097)], /1 to 4096/, (stack) =>
    made.parameters(stack, "/shop/dev", long(4097)),
  ),
  row(50, "plain HTTP back from signing in", ["client", "allowReturnTo", "http://shop.example.com"], /https/, (stack) =>
    made.returningClient(stack, "http://shop.example.com"),
  ),
  row(50, "aws in the name of sign-in pages", ["user-pool", "domainPrefix", "shop-aws"], /without the words/, (stack) =>
    made.userPool(stack, "shop-aws"),
  ),
  row(51, "an API that waits 31 seconds", ["api", "handler.timeoutSeconds", 31], /from 1 to 30/, (stack) =>
    made.api(stack, { handler: { functionName: "a", aliasName: "live", invokeArn: "arn:aws:a", timeoutSeconds: 31 } }),
  ),
  row(51, "a route in lower case", ["api", "routes", "get /health"], /a method in capitals/, (stack) =>
    made.api(stack, { routes: [{ routeKey: "get /health" }] }),
  ),
  row(51, "any origin with credentials", ["api", "cors.allowCredentials", true], /false together with \*/, (stack) =>
    made.api(stack, {
      cors: { allowOrigins: ["*"], allowMethods: ["GET"], allowHeaders: [], allowCredentials: true },
    } as never),
  ),
  row(53, "a pipeline without a stage of its own", ["pipeline", "stages", []], /1 to 49 stages/, (stack) =>
    made.pipeline(stack, []),
  ),
  row(54, "a repository in capitals", ["images", "name", "Shop"], /image repository name/, (stack) =>
    made.images(stack, "Shop"),
  ),
  row(
    59,
    "a copy beside the original",
    ["plan", "rules.hourly.copyTo", "arn:aws:backup:us-east-1:111122223333:backup-vault:copies"],
    /another region than the plan's/,
    (stack) => made.backupPlan(stack, { copyTo: "arn:aws:backup:us-east-1:111122223333:backup-vault:copies" }),
  ),
  row(59, "an objective that no rule meets", ["plan", "recoveryPointObjectiveMinutes", 15], /hourly \d+/, (stack) =>
    made.backupPlan(stack, {}, 15),
  ),
];
