import { CostBudget } from "groundplan/account";
import type { FargateService } from "groundplan/compute/containers";
import type { ApplicationLoadBalancer, BlueGreenTargetGroups } from "groundplan/compute/load-balancing";
import type { Graph } from "groundplan/core";
import type { RdsInstance } from "groundplan/data/rds";
import type { BucketReplication } from "groundplan/data/storage";
import { BlueGreenDeployment } from "groundplan/delivery";
import type { WebAcl } from "groundplan/edge/firewall";
import type { Queue } from "groundplan/messaging";
import { AlarmTopic, Alarms, Dashboard } from "groundplan/observability";
import { names } from "../names";
import type { Context } from "./context";
import type { Cache } from "./data";
import type { Backups } from "./recovery";

export interface MonitoredParts extends Backups {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly targets: BlueGreenTargetGroups;
  readonly api: FargateService;
  readonly worker: FargateService;
  readonly webAcl: WebAcl;
  readonly database: RdsInstance;
  readonly cache: Cache;
  readonly queue: Queue;
  readonly replication: BucketReplication;
}

/** Alarms that judge a deployment: no healthy task, errors, and slow answers. */
const JUDGES = ["load-balancer-api-healthy-targets", "load-balancer-5xx", "load-balancer-latency"] as const;

/** Alarms, an overview and a budget, which notify one topic, and the deployments that alarms roll back. */
export function createMonitoring(context: Context, parts: MonitoredParts): void {
  const { stack, environment, keys } = context;
  const { prefix: name, alarmEmails: emails, budget, deletionProtection } = environment;
  const { topicArn } = new AlarmTopic(stack, "alarm-topic", {
    name: `${name}-alarms`,
    key: keys.alarms,
    emails,
    allowPublishFrom: ["budgets"],
    deletionProtection,
  });
  const { loadBalancer, targets, api, worker, webAcl, database, cache, queue, replication, vault, plan } = parts;
  const monitored = [
    loadBalancer,
    targets,
    api,
    worker,
    webAcl,
    database,
    cache.cluster,
    queue,
    replication,
    vault,
    plan,
  ];
  const signals = monitored.flatMap((part) => [...part.signals]);
  const alarms = new Alarms(stack, "alarms", { name, topicArn, signals });
  const deployment = new BlueGreenDeployment(stack, "deployment", {
    ...environment.deployment,
    name: names.api(environment),
    service: api,
    targets,
    alarmNames: JUDGES.map((id) => alarms.alarmNames[id]!),
  });
  const failures = new Alarms(stack, "deployment-alarms", { name, topicArn, signals: deployment.signals });
  // A dashboard lists at most 100 alarms, and each node of the cache has four; graphs show the nodes.
  const ofNodes = cache.cluster.signals.map(({ id }) => id);
  const listed = alarms.alarmArns.filter((_arn, position) => !ofNodes.includes(signals[position]!.id));
  const alarmArns = [...listed, ...failures.alarmArns];
  new Dashboard(stack, "dashboard", { name, rows: rowsOf(parts), alarmArns });
  new CostBudget(stack, "budget", { ...budget, name, topicArn, tag: { key: "Environment", value: environment.name } });
}

function rowsOf(parts: MonitoredParts): { readonly title: string; readonly graphs: readonly Graph[] }[] {
  const { loadBalancer, targets, api, worker, webAcl, database, cache, queue } = parts;
  return [
    { title: "Requests", graphs: [...loadBalancer.graphs, ...targets.graphs, ...webAcl.graphs] },
    { title: "API", graphs: api.graphs },
    { title: "Worker", graphs: [...worker.graphs, ...queue.graphs] },
    { title: "PostgreSQL", graphs: database.graphs },
    { title: "Redis", graphs: cache.cluster.graphs },
  ];
}
