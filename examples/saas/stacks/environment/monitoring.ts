import type { MathSignal, Signal } from "groundplan/core";
import { AlarmTopic, Alarms } from "groundplan/observability";
import type { Context } from "./context";
import type { Stores } from "./region";

/** A part with something worth an alarm. */
interface Monitored {
  readonly signals: readonly (Signal | MathSignal)[];
}

/** Alarms of a region, which notify one topic. */
export function createMonitoring(context: Context, parts: readonly Monitored[]): void {
  const { stack, environment, prefix: name, keys } = context;
  const { alarmEmails: emails, deletionProtection } = environment;
  const { topicArn } = new AlarmTopic(stack, "alarm-topic", {
    name: `${name}-alarms`,
    key: keys.alarms,
    emails,
    deletionProtection,
  });
  const signals = parts.flatMap((part) => [...part.signals]);
  new Alarms(stack, "alarms", { name, topicArn, signals });
}

/** Parts of the stores with signals; those of the main region report late replication too. */
export function monitoredIn({ tables, database, cache }: Stores, { role, environment }: Context): Monitored[] {
  const { instance, proxy } = database;
  const replicated = role === "main" && environment.standby !== "none";
  const latencies = Object.values(tables).flatMap((table) =>
    replicated && "replicationSignal" in table ? [table.replicationSignal("us-west-2")] : [],
  );
  return [...Object.values(tables), instance, ...(proxy ? [proxy] : []), cache.cluster, { signals: latencies }];
}
