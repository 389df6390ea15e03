import { queryPages } from "../adapters/query-pages";
import { startExecution } from "../adapters/start-execution";
import { SUBSCRIPTIONS_BY_RENEWAL } from "../contract";
import { setting } from "../settings";
import type { Subscription } from "./subscription";

/** Executions that are started at the same time. */
const AT_ONCE = 20;

/** `nothing` if the execution exists already. */
type Started = "renewal" | "cancellation" | "nothing";

/** Numbers of started executions. */
export interface StartedRenewals {
  readonly renewals: number;
  readonly cancellations: number;
}

/**
 * Starts a workflow for each active subscription whose period has ended: a renewal, or the end that its customer has
 * requested. The execution is named by the subscription and the period, so that another run starts nothing twice.
 */
export async function startDue(now: string): Promise<StartedRenewals> {
  const kinds: Started[] = [];
  for await (const page of dueSubscriptions(now))
    for (let first = 0; first < page.length; first += AT_ONCE)
      kinds.push(...(await Promise.all(page.slice(first, first + AT_ONCE).map(start))));
  const countOf = (kind: Started): number => kinds.filter((each) => each === kind).length;
  return { renewals: countOf("renewal"), cancellations: countOf("cancellation") };
}

function dueSubscriptions(now: string): AsyncGenerator<readonly Subscription[]> {
  return queryPages<Subscription>({
    TableName: setting("SUBSCRIPTIONS_TABLE"),
    IndexName: SUBSCRIPTIONS_BY_RENEWAL,
    KeyConditionExpression: "#status = :active AND renewsAt <= :now",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: { ":active": "active", ":now": now },
  });
}

async function start(subscription: Subscription): Promise<Started> {
  const { customerId, subscriptionId, renewsAt, cancellation } = subscription;
  const name = `${subscriptionId}-${renewsAt.replace(/\D/g, "")}`;
  const key = { customerId, subscriptionId };
  if (cancellation) {
    const arn = setting("CANCEL_STATE_MACHINE_ARN");
    return (await startExecution(arn, name, { ...key, cancellation: { at: "now" } })) ? "cancellation" : "nothing";
  }
  return (await startExecution(setting("RENEW_STATE_MACHINE_ARN"), name, key)) ? "renewal" : "nothing";
}
