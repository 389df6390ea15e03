import type { Graph, Metric, Signal } from "../../core";
import type { ClassTraits } from "./instance-classes";

export interface RdsInstanceMetrics {
  /** Prefix of the signal ids: the construct's id, and `-replica-<zone letter>` for a replica. */
  readonly id: string;
  readonly instanceName: string;
  readonly maxConnections: number;
  readonly storageGb: number;
  readonly traits: ClassTraits;
}

const BYTES_PER_GIB = 1_073_741_824;
const CONNECTIONS_SHARE = 0.8;
const CPU_PERCENT = 80;
const FREE_STORAGE_SHARE = 0.1;
const FREE_MEMORY_SHARE = 0.05;
const LAG_SECONDS = 60;

const MINUTE = { periodSeconds: 60, missingData: "notBreaching" } as const;

/**
 * Signals of an instance: connections above 80 % of their limit for three minutes, CPU above 80 % for five minutes,
 * less than 10 % of the storage or 5 % of the memory free, and less CPU credits than an hour earns on a burstable
 * class.
 */
export function rdsInstanceSignals(instance: RdsInstanceMetrics): readonly Signal[] {
  const { id, instanceName, traits } = instance;
  const signals = [...loadSignals(instance), ...spaceSignals(instance)];
  return traits.creditsPerHour === undefined ? signals : [...signals, credits(id, instanceName, traits.creditsPerHour)];
}

function loadSignals({ id, instanceName, maxConnections }: RdsInstanceMetrics): readonly Signal[] {
  return [
    {
      ...metric(instanceName, "DatabaseConnections", "Maximum", "Connections"),
      ...MINUTE,
      id: `${id}-connections`,
      why: "More than 80 % of max_connections are in use; look for clients that leak or do not pool connections",
      threshold: Math.floor(CONNECTIONS_SHARE * maxConnections),
      comparison: "above",
      evaluationPeriods: 3,
    },
    {
      ...metric(instanceName, "CPUUtilization", "Average", "CPU (%)"),
      id: `${id}-cpu`,
      why: "The CPU was above 80 % for five minutes; find the queries, or choose a larger class",
      threshold: CPU_PERCENT,
      comparison: "above",
      periodSeconds: 300,
      evaluationPeriods: 1,
      missingData: "notBreaching",
    },
  ];
}

function spaceSignals({ id, instanceName, storageGb, traits }: RdsInstanceMetrics): readonly Signal[] {
  return [
    {
      ...metric(instanceName, "FreeStorageSpace", "Minimum", "Free storage (bytes)"),
      id: `${id}-storage`,
      why: "Less than 10 % of the storage is free; a full volume stops the database",
      threshold: Math.floor(FREE_STORAGE_SHARE * storageGb * BYTES_PER_GIB),
      comparison: "below",
      periodSeconds: 60,
      evaluationPeriods: 1,
      missingData: "breaching",
    },
    {
      ...metric(instanceName, "FreeableMemory", "Minimum", "Freeable memory (bytes)"),
      ...MINUTE,
      id: `${id}-memory`,
      why: "Less than 5 % of the memory was free for five minutes; the database will swap or restart",
      threshold: Math.floor(FREE_MEMORY_SHARE * traits.memoryGib * BYTES_PER_GIB),
      comparison: "below",
      evaluationPeriods: 5,
    },
  ];
}

/** Signal of a replica that is more than a minute behind its source for five minutes. */
export function replicaLagSignal(id: string, instanceName: string): Signal {
  return {
    ...metric(instanceName, "ReplicaLag", "Maximum", "Replica lag (s)"),
    ...MINUTE,
    id: `${id}-lag`,
    why: "The replica is more than a minute behind, so that reads miss recent writes",
    threshold: LAG_SECONDS,
    comparison: "above",
    evaluationPeriods: 5,
  };
}

export function rdsInstanceGraphs(instanceNames: readonly string[]): readonly Graph[] {
  const of = (title: string, metricName: string, statistic: string): Graph => ({
    title,
    metrics: instanceNames.map((name) => metric(name, metricName, statistic, name)),
  });
  return [
    of("Database connections", "DatabaseConnections", "Maximum"),
    of("Database CPU (%)", "CPUUtilization", "Average"),
    of("Database free storage (bytes)", "FreeStorageSpace", "Minimum"),
    of("Database freeable memory (bytes)", "FreeableMemory", "Minimum"),
  ];
}

function credits(id: string, instanceName: string, creditsPerHour: number): Signal {
  return {
    ...metric(instanceName, "CPUCreditBalance", "Minimum", "CPU credits"),
    id: `${id}-credits`,
    why: "Less CPU credits are left than an hour earns; further load is billed as surplus credits",
    threshold: creditsPerHour,
    comparison: "below",
    periodSeconds: 300,
    evaluationPeriods: 3,
    missingData: "notBreaching",
  };
}

function metric(instanceName: string, metricName: string, statistic: string, label: string): Metric {
  const dimensions = { DBInstanceIdentifier: instanceName };
  return { namespace: "AWS/RDS", metricName, dimensions, statistic, label };
}
