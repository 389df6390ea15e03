import { cronGapMinutes } from "../../../modules/core";
import { booleanOf, listOf, numberOf, recordsOf, valueAt, type Resource, type StackInput } from "../../../policies";
import type { EvidenceFinding } from "../finding";
import type { EvidenceOf } from "../promises-file";
import { matchingResources } from "./matching-resources";
import { replicaLag, type RecoveryPoint } from "./replica-lag";

type Claim = EvidenceOf<"recoveryPoint">;

/** Lag of a continuous backup of RDS, Aurora and DynamoDB. */
const CONTINUOUS_LAG_MINUTES = 5;

/** AWS Backup starts within 8 h and completes within 7 days unless a rule says otherwise. */
const START_WINDOW_MINUTES = 480;
const COMPLETION_WINDOW_MINUTES = 10_080;

/** The worst recovery point of the resources of a type is within the promise. */
export function recoveryPoint(claim: Claim, stacks: readonly StackInput[]): EvidenceFinding {
  const { minutes, text } = pointOf(claim, stacks);
  const holds = minutes <= claim.withinMinutes;
  const tooLate = holds || minutes === Infinity ? "" : `, over ${claim.withinMinutes} min`;
  return { way: "computed", holds, text: `${text}${tooLate}` };
}

function pointOf(claim: Claim, stacks: readonly StackInput[]): RecoveryPoint {
  switch (claim.from) {
    case "continuous backup":
      return continuousBackup(claim, stacks);
    case "replication time control":
      return replication(claim, stacks);
    case "replica lag":
      return replicaLag(claim.of, stacks);
    default:
      return backupPlan(claim, stacks);
  }
}

const none = (text: string): RecoveryPoint => ({ minutes: Infinity, text });

function continuousBackup({ of }: Claim, stacks: readonly StackInput[]): RecoveryPoint {
  // A replica has the backups of its source.
  const sources = matchingResources(stacks, of).filter(({ values }) => values["replicate_source_db"] === undefined);
  const without = sources.filter((one) => !isBackedUpContinuously(one));
  if (sources.length === 0) return none(`no ${of}`);
  if (without.length > 0) return none(`no continuous backup of ${without.map(({ address }) => address).join(", ")}`);
  const minutes = CONTINUOUS_LAG_MINUTES;
  return { minutes, text: `${minutes} min: lag of the continuous backup of ${sources.length} ${of}` };
}

function isBackedUpContinuously({ values }: Resource): boolean {
  const pointInTime = booleanOf(valueAt(values, "point_in_time_recovery.enabled")) === true;
  return pointInTime || (numberOf(values["backup_retention_period"]) ?? 0) > 0;
}

function replication({ of }: Claim, stacks: readonly StackInput[]): RecoveryPoint {
  const rules = matchingResources(stacks, "aws_s3_bucket_replication_configuration").flatMap(({ values }) =>
    recordsOf(values["rule"]),
  );
  const times = rules.map((rule) =>
    valueAt(rule, "status") === "Enabled" && valueAt(rule, "destination.replication_time.status") === "Enabled"
      ? (numberOf(valueAt(rule, "destination.replication_time.time.minutes")) ?? Infinity)
      : Infinity,
  );
  if (times.length === 0) return none(`no replication of ${of}`);
  const minutes = Math.max(...times);
  if (minutes === Infinity) return none("a replication rule without time control");
  return { minutes, text: `${minutes} min: time control of ${times.length} replication rules` };
}

function backupPlan({ of, from, copyMinutes = 60 }: Claim, stacks: readonly StackInput[]): RecoveryPoint {
  const copied = from === "copied backup plan";
  if (matchingResources(stacks, of).length === 0) return none(`no ${of}`);
  if (matchingResources(stacks, "aws_backup_selection").length === 0) return none("no backup selection");
  const points = matchingResources(stacks, "aws_backup_plan")
    .flatMap(({ values }) => recordsOf(values["rule"]))
    .filter((rule) => !copied || listOf(rule["copy_action"]).length > 0)
    .map((rule) => planPoint(rule, copied ? copyMinutes : undefined));
  if (points.length === 0) return none(copied ? "no backup rule with a copy" : "no backup rule");
  return points.reduce((best, one) => (one.minutes < best.minutes ? one : best));
}

function planPoint(rule: Readonly<Record<string, unknown>>, copyMinutes: number | undefined): RecoveryPoint {
  const name = `rule ${String(rule["rule_name"])}`;
  if (booleanOf(rule["enable_continuous_backup"]) === true && copyMinutes === undefined) {
    return { minutes: CONTINUOUS_LAG_MINUTES, text: `${CONTINUOUS_LAG_MINUTES} min: continuous backup, ${name}` };
  }
  // An expression that never runs, or that AWS does not know, has no gaps.
  const gaps = cronGapMinutes(String(rule["schedule"]));
  const period = gaps.length === 0 ? Infinity : Math.max(...gaps);
  const start = numberOf(rule["start_window"]) ?? START_WINDOW_MINUTES;
  const completion = numberOf(rule["completion_window"]) ?? COMPLETION_WINDOW_MINUTES;
  const copy = copyMinutes === undefined ? "" : ` + ${copyMinutes} to copy`;
  const minutes = period + start + completion + (copyMinutes ?? 0);
  return {
    minutes,
    text: `${minutes} min: period ${period} + ${start} to start + ${completion} to complete${copy}, ${name}`,
  };
}
