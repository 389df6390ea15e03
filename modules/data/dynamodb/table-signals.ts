import type { Graph, MathSignal, Metric, Signal } from "../../core";
import { indexId } from "./key-schema";
import type { OnDemandCapacity, ProvisionedCapacity } from "./table-props";

export interface TableMetrics {
  /** Prefix of the signal ids: the construct's id. */
  readonly id: string;
  readonly tableName: string;
  /** Names of the global indexes, which throttle by themselves. */
  readonly globalIndexes: readonly string[];
  readonly capacity: OnDemandCapacity | ProvisionedCapacity;
}

const PERIOD_SECONDS = 300;
const LIMIT_PERCENT = 80;
const FAILED_CONDITIONS_IN_PERIOD = 100;
const EVALUATION = {
  comparison: "above",
  periodSeconds: PERIOD_SECONDS,
  evaluationPeriods: 1,
  missingData: "notBreaching",
} as const;
/** Operations under which DynamoDB publishes errors: as many as an alarm can add up. */
const OPERATIONS = [
  "BatchGetItem",
  "BatchWriteItem",
  "DeleteItem",
  "GetItem",
  "PutItem",
  "Query",
  "Scan",
  "TransactGetItems",
  "TransactWriteItems",
  "UpdateItem",
];
const KINDS = ["read", "write"] as const;
type Kind = (typeof KINDS)[number];

const TITLES = { read: "Read", write: "Write" } as const;

/** Converts a percentage of units per second into the unit of `<id>-read-capacity`: units per alarm period. */
export function capacityThreshold(unitsPerSecond: number, percent: number): number {
  return Math.round((unitsPerSecond * PERIOD_SECONDS * percent) / 100);
}

/**
 * Signals of a table: any throttled read or write of the table or of a global index, any error of DynamoDB, 100 failed
 * conditions in five minutes, and consumption above 80 % of the capacity's maximum for 15 minutes.
 */
export function tableSignals({
  id,
  tableName,
  globalIndexes,
  capacity,
}: TableMetrics): readonly (Signal | MathSignal)[] {
  const indexes = globalIndexes.map((name) => ({
    prefix: `${id}-${indexId(name)}`,
    dimensions: { TableName: tableName, GlobalSecondaryIndexName: name },
  }));
  const throttled = [{ prefix: id, dimensions: { TableName: tableName } }, ...indexes];
  return [
    ...throttled.flatMap(({ prefix, dimensions }) => KINDS.map((kind) => throttles(prefix, dimensions, kind))),
    systemErrors(id, tableName),
    {
      ...EVALUATION,
      ...metric({ TableName: tableName }, "ConditionalCheckFailedRequests", "Sum", "Failed conditions"),
      id: `${id}-failed-conditions`,
      why: "Many writes fail by their condition; clients compete for the same items or repeat requests",
      threshold: FAILED_CONDITIONS_IN_PERIOD,
    },
    ...KINDS.flatMap((kind) => consumption(id, tableName, kind, maximum(capacity, kind))),
  ];
}

const LATE_MILLISECONDS = 60_000;

/**
 * Signal of writes that reach the replica in another region more than a minute late, for five minutes. DynamoDB
 * publishes it in the region of the writes; usually it is below two seconds.
 */
export function replicationSignal(id: string, tableName: string, receivingRegion: string): Signal {
  return {
    ...metric(
      { TableName: tableName, ReceivingRegion: receivingRegion },
      "ReplicationLatency",
      "Average",
      `Latency to ${receivingRegion} (ms)`,
    ),
    id: `${id}-replication-latency`,
    why: `Writes reach ${receivingRegion} late; a failover now would lose them`,
    threshold: LATE_MILLISECONDS,
    comparison: "above",
    periodSeconds: 60,
    evaluationPeriods: 5,
    missingData: "notBreaching",
  };
}

export function tableGraphs(tableName: string): readonly Graph[] {
  const ofTable = (metricName: string, statistic: string, label: string): Metric =>
    metric({ TableName: tableName }, metricName, statistic, label);
  const ofOperations = (names: readonly string[], metricName: string, statistic: string): Metric[] =>
    names.map((name) => metric({ TableName: tableName, Operation: name }, metricName, statistic, name));
  return [
    {
      title: "Table capacity",
      metrics: KINDS.map((kind) => ofTable(`Consumed${TITLES[kind]}CapacityUnits`, "Sum", `${TITLES[kind]} units`)),
    },
    {
      title: "Table throttles",
      metrics: KINDS.map((kind) => ofTable(`${TITLES[kind]}ThrottleEvents`, "Sum", `${TITLES[kind]}s`)),
    },
    {
      title: "Table latency (ms)",
      metrics: ofOperations(["GetItem", "PutItem", "Query", "UpdateItem"], "SuccessfulRequestLatency", "Average"),
    },
    {
      title: "Table errors",
      metrics: [
        ofTable("UserErrors", "Sum", "Client errors"),
        ofTable("ConditionalCheckFailedRequests", "Sum", "Failed conditions"),
        ...ofOperations(OPERATIONS, "SystemErrors", "Sum"),
      ],
    },
  ];
}

function throttles(prefix: string, dimensions: Metric["dimensions"], kind: Kind): Signal {
  return {
    ...EVALUATION,
    ...metric(dimensions, `${TITLES[kind]}ThrottleEvents`, "Sum", `Throttled ${kind}s`),
    id: `${prefix}-${kind}-throttles`,
    why: `DynamoDB throttles ${kind}s: a key is accessed too often, or the capacity is too low`,
    threshold: 0,
  };
}

/** DynamoDB publishes system errors by operation only. */
function systemErrors(id: string, tableName: string): MathSignal {
  const names = OPERATIONS.map((operation) => ({ operation, name: operation[0]!.toLowerCase() + operation.slice(1) }));
  return {
    ...EVALUATION,
    id: `${id}-system-errors`,
    why: "DynamoDB answers with internal errors; clients retry, see the AWS Health dashboard",
    threshold: 0,
    expression: names.map(({ name }) => `FILL(${name}, 0)`).join(" + "),
    metrics: Object.fromEntries(
      names.map(({ operation, name }) => [
        name,
        metric({ TableName: tableName, Operation: operation }, "SystemErrors", "Sum", operation),
      ]),
    ),
    label: "System errors",
  };
}

function maximum(capacity: OnDemandCapacity | ProvisionedCapacity, kind: Kind): number | undefined {
  if (capacity.billing === "provisioned") return capacity[kind].maxUnits;
  return kind === "read" ? capacity.maxReadUnits : capacity.maxWriteUnits;
}

function consumption(id: string, tableName: string, kind: Kind, maxUnits: number | undefined): Signal[] {
  if (maxUnits === undefined) return [];
  return [
    {
      ...EVALUATION,
      ...metric({ TableName: tableName }, `Consumed${TITLES[kind]}CapacityUnits`, "Sum", `${TITLES[kind]} units`),
      id: `${id}-${kind}-capacity`,
      why: `${TITLES[kind]}s are close to the maximum of the capacity, beyond which DynamoDB throttles; raise it`,
      threshold: capacityThreshold(maxUnits, LIMIT_PERCENT),
      evaluationPeriods: 3,
    },
  ];
}

function metric(dimensions: Metric["dimensions"], metricName: string, statistic: string, label: string): Metric {
  return { namespace: "AWS/DynamoDB", metricName, dimensions, statistic, label };
}
