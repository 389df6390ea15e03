import { expectAt, when } from "../../../engine/checks";
import type { Values } from "../../../engine/resource";
import { booleanOf, isEmpty, valueAt } from "../../../engine/values";
import { ifPresent, isLess, related } from "../conditions";
import { GUIDES, type OwnRefusal } from "../own-refusal";

const API = `${GUIDES}/AmazonElastiCache/latest/APIReference`;
const SHORTEST_WINDOW_MINUTES = 60;
const DAY_MINUTES = 1440;

/** Several shards, or a parameter group of AWS for them. A member of a global group takes the settings of the group. */
const isSharded = ({ values }: { readonly values: Values }): boolean =>
  isEmpty(values["global_replication_group_id"]) &&
  (isLess(1, values["num_node_groups"]) || /\.cluster\.on$/.test(String(values["parameter_group_name"])));

/** Minutes of a window such as `23:30-00:30`; those of a day for another text. */
function minutesOf(window: unknown): number {
  const times = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(String(window));
  if (!times) return DAY_MINUTES;
  const [fromHour, fromMinute, toHour, toMinute] = times.slice(1).map(Number) as [number, number, number, number];
  return (toHour * 60 + toMinute - fromHour * 60 - fromMinute + DAY_MINUTES) % DAY_MINUTES;
}

export const CACHES: readonly OwnRefusal[] = [
  {
    id: "gp-elasticache-cluster-failover",
    title: "Replication groups in cluster mode fail over automatically",
    fix: "Set automatic_failover_enabled to true.",
    documentation: `${API}/API_CreateReplicationGroup.html`,
    types: ["aws_elasticache_replication_group"],
    check: when(
      isSharded,
      expectAt("automatic_failover_enabled", "must be true in cluster mode", (value) => booleanOf(value) === true),
    ),
  },
  {
    id: "gp-elasticache-snapshot-window",
    title: "Snapshot windows of caches last at least an hour",
    fix: "Set snapshot_window to at least 60 minutes.",
    documentation: `${API}/API_CreateReplicationGroup.html`,
    types: ["aws_elasticache_cluster", "aws_elasticache_replication_group"],
    check: ifPresent(
      "snapshot_window",
      `must last at least ${SHORTEST_WINDOW_MINUTES} minutes`,
      (window) => minutesOf(window) >= SHORTEST_WINDOW_MINUTES,
    ),
  },
  {
    id: "gp-elasticache-iam-user",
    title: "Users of caches that sign in by IAM are named as their id",
    fix: "Set user_name to the value of user_id.",
    documentation: `${GUIDES}/AmazonElastiCache/latest/dg/auth-iam.html`,
    types: ["aws_elasticache_user"],
    check: when(
      ({ values }) => valueAt(values, "authentication_mode.type") === "iam",
      related({
        at: "user_name",
        decidedBy: ["user_name", "user_id"],
        problemOf: ({ user_name: name, user_id: id }) =>
          name === id ? undefined : `must be ${String(id)}, as user_id, with IAM`,
      }),
    ),
  },
];
