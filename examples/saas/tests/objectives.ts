import { REPLICATION_TIME_CONTROL, recoveryPoint, recoveryTime, type ReplicationTimes } from "groundplan/recovery";
import type { TestStack } from "groundplan/testing";

/** Objectives of the document, in minutes. */
export const DEMANDED = { recoveryPoint: 15, recoveryTime: 60 } as const;

/** Minutes until the alarms of the main region report its loss: three periods of a minute. */
const DETECT_MINUTES = 3;
/** Minutes until clients follow the failover record: three failed checks of 10 s, and a time to live of a minute. */
const SWITCH_MINUTES = 2;

export interface RecoveryPointOfData {
  readonly data: string;
  readonly copiedBy: string;
  readonly minutes: number;
}

/** Worst-case recovery points of what the second region has, from the alarms of both regions. */
export function recoveryPoints(main: TestStack, standby: TestStack): RecoveryPointOfData[] {
  const latencies = alarmsOf(main, "AWS/DynamoDB", "ReplicationLatency").map((alarm) => lagOf(alarm, 60_000));
  const lags = alarmsOf(standby, "AWS/RDS", "ReplicaLag").map((alarm) => lagOf(alarm, 60));
  const copies = Object.keys(main.resources("aws_s3_bucket_replication_configuration"));
  return [
    { data: "DynamoDB", copiedBy: "replicas of tables", minutes: worst(latencies) },
    { data: "PostgreSQL", copiedBy: "a read replica", minutes: worst(lags) },
    { data: "S3", copiedBy: "replication time control", minutes: worst(copies.map(() => REPLICATION_TIME_CONTROL)) },
  ];
}

/** Data that nothing copies, or that no alarm observes, has no recovery point. */
function worst(lags: readonly ReplicationTimes[]): number {
  return lags.length === 0 ? Infinity : Math.max(...lags.map(recoveryPoint));
}

type Alarm = Readonly<Record<string, unknown>>;

function alarmsOf(stack: TestStack, namespace: string, metric: string): Alarm[] {
  const alarms = Object.values(stack.resources("aws_cloudwatch_metric_alarm")) as Alarm[];
  return alarms.filter((alarm) => alarm["namespace"] === namespace && alarm["metric_name"] === metric);
}

/** @param perMinute - units of the metric in a minute. */
function lagOf({ threshold, period, evaluation_periods: periods }: Alarm, perMinute: number): ReplicationTimes {
  return {
    lagMinutes: Number(threshold) / perMinute,
    undetectedMinutes: (Number(period) * Number(periods)) / 60,
  };
}

/** Minutes of the steps of the runbook, by their names; of a range the upper end. */
export function stepsOf(runbook: string): Readonly<Record<string, number>> {
  const [, section = ""] = /^## Steps\n([^]*?)(?=^## )/m.exec(runbook) ?? [];
  const steps = [...section.matchAll(/^\d+\. \*\*([^*]+)\*\* \((?:\d+ to )?(\d+) min/gm)];
  return Object.fromEntries(steps.map(([, name, minutes]) => [name!, Number(minutes)]));
}

/** Minutes from the loss of the main region until the standby serves. */
export function failoverMinutes(steps: Readonly<Record<string, number>>): number {
  const { Decide: decide = Infinity, "Set the active region": set = Infinity, Plan: plan = Infinity } = steps;
  const { Apply: apply = Infinity, Check: check = Infinity } = steps;
  return recoveryTime({
    detectMinutes: DETECT_MINUTES,
    decideMinutes: decide + set,
    restoreMinutes: apply,
    deployMinutes: plan,
    verifyMinutes: check,
    switchMinutes: SWITCH_MINUTES,
  });
}

/** Lines of the page with the objectives that production achieves. */
export function objectiveLines(points: readonly RecoveryPointOfData[], minutes: number): string[] {
  return [
    "| objective | by | demanded | achieved, worst case |",
    "| --- | --- | ---: | ---: |",
    ...points.map(
      ({ data, copiedBy, minutes: point }) =>
        `| RPO of ${data} | ${copiedBy} | ${DEMANDED.recoveryPoint} min | ${rounded(point)} min |`,
    ),
    `| RTO | the steps of the runbook | ${DEMANDED.recoveryTime} min | ${minutes} min |`,
  ];
}

const rounded = (minutes: number): string => String(Math.round(minutes * 10) / 10);
