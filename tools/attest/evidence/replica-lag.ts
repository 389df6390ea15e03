import { numberOf, type Resource, type StackInput } from "../../../policies";
import { matchingResources } from "./matching-resources";

interface ReplicaKind {
  readonly replica: string;
  /** Type whose stack has the alarms: AWS measures the lag in the region of this resource. */
  readonly measured: string;
  readonly isInOtherRegion: (replica: Resource) => boolean;
  readonly namespace: string;
  readonly metric: string;
  /** Units of the metric in a minute. */
  readonly perMinute: number;
}

/** Replicas by the type of their source. A database of another region is named by its ARN. */
const KINDS: Readonly<Record<string, ReplicaKind>> = {
  aws_db_instance: {
    replica: "aws_db_instance",
    measured: "aws_db_instance",
    isInOtherRegion: ({ values }) => /^arn:/.test(String(values["replicate_source_db"])),
    namespace: "AWS/RDS",
    metric: "ReplicaLag",
    perMinute: 60,
  },
  aws_dynamodb_table: {
    replica: "aws_dynamodb_table_replica",
    measured: "aws_dynamodb_table",
    isInOtherRegion: () => true,
    namespace: "AWS/DynamoDB",
    metric: "ReplicationLatency",
    perMinute: 60_000,
  },
};

/** The greatest loss of data in minutes with its formula, or why there is none. */
export interface RecoveryPoint {
  readonly minutes: number;
  readonly text: string;
}

/**
 * The lag of replicas in another region. It grows by at most a minute in a minute, so that it is at worst the threshold
 * of an alarm and the time until the alarm.
 */
export function replicaLag(of: string, stacks: readonly StackInput[]): RecoveryPoint {
  const kind = KINDS[of];
  if (!kind) return { minutes: Infinity, text: `no replicas of ${of}; known: ${Object.keys(KINDS).join(", ")}` };
  const { replica, measured, isInOtherRegion, namespace, metric, perMinute } = kind;
  const replicas = matchingResources(stacks, replica).filter(isInOtherRegion);
  const sources = replica === of ? 1 : matchingResources(stacks, of).length;
  if (sources === 0 || replicas.length < sources) {
    return { minutes: Infinity, text: `${replicas.length} replicas of ${sources} ${of} in another region` };
  }
  const watched = measured === replica ? replicas : matchingResources(stacks, measured);
  const homes = new Set(watched.map(({ stack }) => stack));
  const alarms = matchingResources(stacks, "aws_cloudwatch_metric_alarm", { namespace, metric_name: metric }).filter(
    ({ stack }) => homes.has(stack),
  );
  if (alarms.length < replicas.length) {
    return { minutes: Infinity, text: `${alarms.length} alarms on ${metric} of ${replicas.length} replicas` };
  }
  const [worst] = alarms.map((alarm) => lagOf(alarm, perMinute)).sort((one, other) => other.minutes - one.minutes);
  return { minutes: worst!.minutes, text: `${worst!.text} of ${replicas.length} ${replica}` };
}

function lagOf({ values }: Resource, perMinute: number): RecoveryPoint {
  const lag = (numberOf(values["threshold"]) ?? Infinity) / perMinute;
  const detect = ((numberOf(values["period"]) ?? 60) * (numberOf(values["evaluation_periods"]) ?? 1)) / 60;
  const minutes = lag + detect;
  return { minutes, text: `${minutes} min: a lag of ${lag} + ${detect} until its alarm` };
}
