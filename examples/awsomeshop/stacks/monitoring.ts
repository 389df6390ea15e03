import { CostBudget } from "groundplan/account";
import type { FargateService } from "groundplan/compute/containers";
import type { ApplicationLoadBalancer, TargetGroup } from "groundplan/compute/load-balancing";
import type { RdsInstance } from "groundplan/data/rds";
import { AlarmTopic, Alarms, Dashboard } from "groundplan/observability";
import type { Context } from "./context";

const BYTES_PER_GIB = 1_073_741_824;

/** Limits of the document. */
const THRESHOLDS = {
  "service-cpu": 80,
  "service-memory": 85,
  "service-tasks": 1,
  "database-cpu": 80,
  "database-storage": 2 * BYTES_PER_GIB,
  "load-balancer-latency": 5,
  "load-balancer-tasks-healthy-targets": 1,
};

export interface MonitoredParts {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly target: TargetGroup;
  readonly service: FargateService;
  readonly database: RdsInstance;
}

/** Alarms, an overview and budgets, which notify one topic. */
export function createMonitoring(context: Context, parts: MonitoredParts): void {
  const { stack, environment, alarmKey } = context;
  const { project: name, alarmEmails: emails, budget, deletionProtection } = environment;
  const { topicArn } = new AlarmTopic(stack, "alarm-topic", {
    name: `${name}-alarms`,
    key: alarmKey,
    emails,
    allowPublishFrom: ["budgets"],
    deletionProtection,
  });
  const signals = Object.values(parts).flatMap((part) => part.signals);
  const { alarmArns } = new Alarms(stack, "alarms", { name, topicArn, signals, thresholds: THRESHOLDS });
  const rows = [
    { title: "Load balancer", graphs: [...parts.loadBalancer.graphs, ...parts.target.graphs] },
    { title: "Service", graphs: parts.service.graphs },
    { title: "MySQL", graphs: parts.database.graphs },
  ];
  new Dashboard(stack, "dashboard", { name, rows, alarmArns });
  new CostBudget(stack, "budget", { ...budget, name, topicArn, tag: { key: "Project", value: name } });
}
