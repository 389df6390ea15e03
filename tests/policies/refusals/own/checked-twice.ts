import { ServiceScaling } from "../../../../modules/compute/containers";
import { POSTGRES_WORDS, MYSQL_WORDS } from "../../../../policies/refusals/own/data/reserved-words";
import { type Stack, targetGroup } from "../../../modules/bad-inputs/constructs";
import { budget, instance, redisCluster, table } from "../../../modules/bad-inputs/data-rows";
import { createService } from "../../../modules/compute/containers/services";

/** A prop and the argument that it becomes: the module checks the one, a rule the other. */
export interface CheckedTwice {
  readonly rule: string;
  readonly prop: string;
  readonly values: readonly unknown[];
  readonly create: (stack: Stack, value: never) => unknown;
  readonly resource: (value: never) => object;
}

const MYSQL = { engine: "mysql", engineVersion: "8.4.8", maxConnections: 40 } as const;
const master = (differences: object) => ({
  secretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-master",
  username: "dbowner",
  value: "from-the-secret",
  length: 32,
  grantRead: () => {},
  ...differences,
});
const database = (values: object) => ({ aws_db_instance: { shop: { identifier: "shop", ...values } } });
const budgetOf = (values: object) => ({ aws_budgets_budget: { shop: { name: "shop", limit_amount: "1", ...values } } });
const scalable = ([min_capacity, max_capacity]: readonly number[]) => ({
  aws_appautoscaling_target: { shop: { min_capacity, max_capacity } },
});

const NAMES = ["dbowner", "owner_1", "pg_owner", "PG_Owner", ...[16, 17, 63, 64].map((length) => "o".repeat(length))];
const LENGTHS = [32, 41, 42, 128, 129];
const RANGES = [
  [2, 1],
  [10, 9],
  [2, 2],
  [1, 4],
];

/** Values on both sides of each limit. */
export const CHECKED_TWICE: readonly CheckedTwice[] = [
  {
    rule: "gp-rds-master-username",
    prop: "credentials.username with MySQL",
    values: [...MYSQL_WORDS, ...NAMES],
    create: (stack, username: string) => instance(stack, { ...MYSQL, credentials: master({ username }) }),
    resource: (username: string) => database({ engine: "mysql", username }),
  },
  {
    rule: "gp-rds-master-username",
    prop: "credentials.username with PostgreSQL",
    values: [...POSTGRES_WORDS, ...NAMES],
    create: (stack, username: string) => instance(stack, { credentials: master({ username }) }),
    resource: (username: string) => database({ engine: "postgres", username }),
  },
  {
    rule: "gp-rds-master-password",
    prop: "credentials.length with MySQL",
    values: LENGTHS,
    create: (stack, length: number) => instance(stack, { ...MYSQL, credentials: master({ length }) }),
    resource: (length: number) => database({ engine: "mysql", password: "p".repeat(length) }),
  },
  {
    rule: "gp-rds-master-password",
    prop: "credentials.length with PostgreSQL",
    values: LENGTHS,
    create: (stack, length: number) => instance(stack, { credentials: master({ length }) }),
    resource: (length: number) => database({ engine: "postgres", password: "p".repeat(length) }),
  },
  {
    rule: "gp-rds-storage-minimum",
    prop: "storage.gb",
    values: [1, 5, 19, 20, 100],
    create: (stack, gb: number) => instance(stack, { storage: { gb } }),
    resource: (allocated_storage: number) => database({ storage_type: "gp3", allocated_storage }),
  },
  {
    rule: "gp-rds-insights-class",
    prop: "performanceInsights",
    values: ["t3", "t4g"].flatMap((family) => ["micro", "small", "medium"].map((size) => `db.${family}.${size}`)),
    create: (stack, instanceClass: "db.t3.micro") =>
      instance(stack, { ...MYSQL, instanceClass, performanceInsights: true }),
    resource: (instance_class: string) =>
      database({ engine: "mysql", instance_class, performance_insights_enabled: true }),
  },
  {
    rule: "gp-rds-replica-source-backups",
    prop: "backupRetentionDays",
    values: [0, 1, 35],
    create: (stack, backupRetentionDays: number) => instance(stack, { backupRetentionDays }),
    resource: (backup_retention_period: number) => ({
      aws_db_instance: {
        shop: { identifier: "shop", backup_retention_period },
        copy: { identifier: "copy", replicate_source_db: "${aws_db_instance.shop.identifier}" },
      },
    }),
  },
  {
    rule: "gp-rds-subnet-group-zones",
    prop: "placement",
    values: [["subnet-a"], ["subnet-a", "subnet-b"]],
    create: (stack, subnetIds: readonly string[]) => {
      const availabilityZones = ["us-east-1a", "us-east-1b"].slice(0, subnetIds.length);
      return instance(stack, { placement: { vpcId: "vpc-1", subnetIds, availabilityZones } });
    },
    resource: (subnet_ids: readonly string[]) => ({ aws_db_subnet_group: { shop: { name: "shop", subnet_ids } } }),
  },
  {
    rule: "gp-elasticache-snapshot-window",
    prop: "snapshotWindow",
    values: ["03:00-03:30", "03:00-03:59", "23:30-00:29", "03:00-04:00", "23:30-00:30"],
    create: (stack, snapshotWindow: string) => redisCluster(stack, { snapshotWindow }),
    resource: (snapshot_window: string) => ({ aws_elasticache_replication_group: { shop: { snapshot_window } } }),
  },
  {
    rule: "gp-elbv2-matcher-order",
    prop: "health.matcher",
    values: ["299-200", "201-200", "200", "200-299", "200,204"],
    create: (stack, matcher: string) => targetGroup(stack, { health: { path: "/health", matcher } }),
    resource: (matcher: string) => ({ aws_lb_target_group: { shop: { name: "shop", health_check: [{ matcher }] } } }),
  },
  {
    rule: "gp-ecs-rebalancing-percent",
    prop: "deployment.maximumPercent",
    values: [100, 101, 200],
    create: (stack, maximumPercent: number) =>
      createService(stack, { deployment: { controller: "rolling", minimumHealthyPercent: 50, maximumPercent } }),
    resource: (deployment_maximum_percent: number) => ({
      aws_ecs_service: { shop: { availability_zone_rebalancing: "ENABLED", deployment_maximum_percent } },
    }),
  },
  {
    rule: "gp-autoscaling-capacity-order",
    prop: "minTasks and maxTasks",
    values: RANGES,
    create: (stack, [minTasks, maxTasks]: [number, number]) => {
      const service = createService(stack, { desiredTasks: minTasks });
      return new ServiceScaling(stack, "scaling", {
        name: "shop",
        service,
        minTasks,
        maxTasks,
        track: { cpuPercent: 50 },
      });
    },
    resource: scalable,
  },
  {
    rule: "gp-autoscaling-capacity-order",
    prop: "capacity.read",
    values: RANGES,
    create: (stack, [minUnits, maxUnits]: [number, number]) => {
      const write = { minUnits: 1, maxUnits: 4 };
      return table(stack, { capacity: { billing: "provisioned", read: { minUnits, maxUnits }, write } });
    },
    resource: scalable,
  },
  {
    rule: "gp-budgets-name",
    prop: "name",
    values: ["shop:all", "shop\\all", "shop", "shop all/1"],
    create: (stack, name: string) => budget(stack, { name }),
    resource: (name: string) => budgetOf({ name }),
  },
  {
    rule: "gp-budgets-limit-amount",
    prop: "limitUsd",
    values: [NaN, Infinity, -200, 200, 200.5],
    create: (stack, limitUsd: number) => budget(stack, { limitUsd }),
    resource: (limit: number) => budgetOf({ limit_amount: String(limit) }),
  },
];

const NO_MODULE = "no module creates the type or sets the argument";

/** Rules about arguments that no prop decides. */
export const CHECKED_ONCE: Readonly<Record<string, string>> = {
  "gp-glue-crawler-new-folders": NO_MODULE,
  "gp-glue-job-version": NO_MODULE,
  "gp-athena-workgroup-primary": NO_MODULE,
  "gp-apigateway-response-type": "RestApi creates four responses",
  "gp-elasticache-cluster-failover": "RedisCluster always fails over",
  "gp-elasticache-iam-user": "both names of a user are one prop",
  "gp-ecs-target-type": "target groups of modules have addresses",
  "gp-rds-insights-advanced": NO_MODULE,
  "gp-rds-backup-copy-region": "the region of the copy is a type that excludes the own one",
  "gp-rds-proxy-secret": NO_MODULE,
  "gp-rds-proxy-subnets": NO_MODULE,
  "gp-codedeploy-configuration-name": "trafficShift selects from TRAFFIC_SHIFTS, all of which a test evaluates",
  "gp-codedeploy-target-group-pair": "BlueGreenTargetGroups are a pair",
  "gp-codedeploy-traffic-route": "BlueGreenTargetGroups have one listener of production",
  "gp-codepipeline-ecs-keys": "Pipeline sets the keys of a deployment",
  "gp-elbv2-redirect-loop": "ApplicationLoadBalancer redirects HTTP to HTTPS",
  "gp-elbv2-slow-start-algorithm": NO_MODULE,
  "gp-elbv2-access-logs-encryption": "buckets for logs of load balancers have the intent that requires keys of S3",
  "gp-ec2-acl-rule-number": "Network numbers the rules",
  "gp-ec2-acl-port-order": "rules of Network have one port, or the ephemeral ones",
  "gp-cloudwatch-composite-rule": NO_MODULE,
  "gp-cloudtrail-log-group": NO_MODULE,
  "gp-budgets-subscribers": "CostBudget notifies one topic",
  "gp-autoscaling-policy-configuration": "ServiceScaling and Table choose type and block together",
  "gp-autoscaling-resource-label": "requests are tracked with their target group",
  "gp-autoscaling-steps": "ServiceScaling computes the steps from thresholds",
};
