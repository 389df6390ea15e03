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
/** Sending services, by the type that references the queue as its endpoint or dead-letter queue. */
const SENDERS: Readonly<Record<string, string>> = {
  aws_cloudwatch_event_bus: "events.amazonaws.com",
  aws_cloudwatch_event_target: "events.amazonaws.com",
  aws_s3_bucket_notification: "s3.amazonaws.com",
  aws_sns_topic_subscription: "sns.amazonaws.com",
};
const NEEDED = [/^kms:(?:\*|Decrypt)$/i, /^kms:(?:\*|GenerateDataKey\*?)$/i];

/** Requires key permissions for every publisher of a topic; without them its messages are lost silently. */
export const publishersCanUseKey = servicesCanUseKey(PUBLISHERS);
/** Requires key permissions for every service that sends to a queue; without them its messages are lost silently. */
export const sendersCanUseKey = servicesCanUseKey(SENDERS);

function servicesCanUseKey(services: Readonly<Record<string, string>>): Check {
  return (target, context) => {
    const path = "kms_master_key_id";
    const key = keyOf(target, context.graph);
    if (!key) return [];
    const policy = policyAt(key.values["policy"], key, context);
    if (policy === "unknown") return [unknown(path)];
    if (policy === "malformed") return [];
    return servicesOf(target, services, context)
      .filter((service) => !policy.some((statement) => allowsUse(statement, service)))
      .map((service) => fail(path, `the key policy must allow kms:Decrypt and kms:GenerateDataKey* to ${service}`));
  };
}

function keyOf(target: Resource, graph: ResourceGraph): Resource | undefined {
  const [named] = graph.targetsAt(target, "kms_master_key_id");
  const key = named?.type === "aws_kms_alias" ? graph.targetsAt(named, "target_key_id")[0] : named;
  return key?.type === "aws_kms_key" ? key : undefined;
}

function servicesOf(
  target: Resource,
  services: Readonly<Record<string, string>>,
  { graph }: Context,
): readonly string[] {
  return [...new Set(graph.referrers(target).flatMap(({ type }) => services[type] ?? []))];
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
