import type { RestApi } from "groundplan/api/rest";
import type { Graph } from "groundplan/core";
import type { RegionalWebAcl, WebAcl } from "groundplan/edge/firewall";
import { AlarmTopic, Alarms, Dashboard } from "groundplan/observability";
import type { StateMachine } from "groundplan/workflow";
import type { Analytics } from "./analytics";
import type { Batch } from "./batch";
import type { Context } from "./context";
import type { Cache, Database } from "./data";
import type { Functions } from "./functions";
import type { Backups } from "./recovery";
import type { Tables } from "./tables";

export interface MonitoredParts {
  readonly api: RestApi;
  readonly webAcl: RegionalWebAcl;
  readonly cdnWebAcl: WebAcl;
  readonly functions: Functions;
  readonly payments: StateMachine;
  readonly tables: Tables;
  readonly database: Database;
  readonly cache: Cache;
  readonly batch: Batch;
  readonly analytics: Analytics;
  readonly backups: Backups;
}

/** Alarms and an overview of everything that runs; alarms notify one topic. */
export function createMonitoring({ stack, environment, keys }: Context, parts: MonitoredParts): void {
  const { projectName: name, alarmEmails: emails, deletionProtection } = environment;
  const { topicArn } = new AlarmTopic(stack, "alarm-topic", {
    name: `${name}-alarms`,
    key: keys.alarms,
    emails,
    deletionProtection,
  });
  const { api, webAcl, cdnWebAcl, payments, database, cache, batch, analytics, backups } = parts;
  const functions = Object.values(parts.functions);
  const tables = Object.values(parts.tables);
  const monitored = [
    api,
    webAcl,
    cdnWebAcl,
    ...functions,
    payments,
    ...tables,
    database.instance,
    cache.cluster,
    batch.task,
    batch.unstarted,
    analytics.workgroup,
    backups.vault,
    backups.plan,
  ];
  const signals = monitored.flatMap((part) => [...part.signals]);
  const { alarmArns } = new Alarms(stack, "alarms", { name, topicArn, signals });
  const rows: { readonly title: string; readonly graphs: readonly Graph[] }[] = [
    { title: "API", graphs: [...api.graphs, ...webAcl.graphs, ...cdnWebAcl.graphs] },
    { title: "Functions", graphs: functions.flatMap((fn) => [...fn.graphs]) },
    { title: "Payments", graphs: payments.graphs },
    { title: "DynamoDB", graphs: tables.flatMap((table) => [...table.graphs]) },
    { title: "PostgreSQL", graphs: database.instance.graphs },
    { title: "Redis", graphs: cache.cluster.graphs },
  ];
  new Dashboard(stack, "dashboard", { name, rows, alarmArns });
}
