import { fail, unknown } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { ResourceGraph } from "../../../graph/resource-graph";
import type { Check, Context } from "../../../engine/rule";
import { allows } from "../../../iam/questions";
import { policyAt } from "../../../iam/policy-documents";
import type { PolicyStatement } from "../../../iam/statements";

/** Publishing services, by the type that references the topic. */
const PUBLISHERS: Readonly<Record<string, string>> = {
  aws_backup_vault_notifications: "backup.amazonaws.com",
  aws_budgets_budget: "budgets.amazonaws.com",
  aws_ce_anomaly_subscription: "costalerts.amazonaws.com",
  aws_cloudwatch_composite_alarm: "cloudwatch.amazonaws.com",
  aws_cloudwatch_event_target: "events.amazonaws.com",
  aws_cloudwatch_metric_alarm: "cloudwatch.amazonaws.com",
  aws_s3_bucket_notification: "s3.amazonaws.com",
};
const NEEDED = [/^kms:(?:\*|Decrypt)$/i, /^kms:(?:\*|GenerateDataKey\*?)$/i];

/** Requires key permissions for every publisher; without them its messages are lost silently. */
export const publishersCanUseKey: Check = (topic, context) => {
  const path = "kms_master_key_id";
  const key = keyOf(topic, context.graph);
  if (!key) return [];
  const policy = policyAt(key.values["policy"], key, context);
  if (policy === "unknown") return [unknown(path)];
  if (policy === "malformed") return [];
  return publishersOf(topic, context)
    .filter((service) => !policy.some((statement) => allowsUse(statement, service)))
    .map((service) => fail(path, `the key policy must allow kms:Decrypt and kms:GenerateDataKey* to ${service}`));
};

function keyOf(topic: Resource, graph: ResourceGraph): Resource | undefined {
  const [target] = graph.targetsAt(topic, "kms_master_key_id");
  const key = target?.type === "aws_kms_alias" ? graph.targetsAt(target, "target_key_id")[0] : target;
  return key?.type === "aws_kms_key" ? key : undefined;
}

function publishersOf(topic: Resource, { graph }: Context): readonly string[] {
  return [...new Set(graph.referrers(topic).flatMap(({ type }) => PUBLISHERS[type] ?? []))];
}

function allowsUse(statement: PolicyStatement, service: string): boolean {
  const includesService = statement.principals.some((principal) =>
    [`Service:${service}`, "Service:*", "AWS:*"].includes(principal),
  );
  return (
    allows(statement) &&
    includesService &&
    NEEDED.every((needed) => statement.actions.some((action) => needed.test(action)))
  );
}
