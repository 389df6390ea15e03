import type { RestApi } from "groundplan/api/rest";
import type { Graph, MathSignal, Signal } from "groundplan/core";
import type { RegionalWebAcl, WebAcl } from "groundplan/edge/firewall";
import type { AmplifySite } from "groundplan/edge/hosting";
import type { ShieldProtection } from "groundplan/edge/shield";
import { AlarmTopic, Alarms, Dashboard } from "groundplan/observability";
import type { StateMachine } from "groundplan/workflow";
import type { Analytics } from "./analytics";
import type { Batch } from "./batch";
import { CDN_REGION, type Context } from "./context";
import type { Cache, Database } from "./data";
import type { Functions } from "./functions";
import type { Backups } from "./recovery";
import type { Tables } from "./tables";

export interface MonitoredParts {
  readonly api: RestApi;
  /** Absent where CloudFront serves the pages. */
  readonly site?: AmplifySite;
  readonly shield: ShieldProtection;
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

/**
 * Alarms and an overview of everything that runs; alarms notify one topic. CloudFront's metrics are in us-east-1 only,
 * so that an environment of another region has alarms and a topic there too.
 */
export function createMonitoring(context: Context, parts: MonitoredParts): void {
  const { stack, environment, keys } = context;
  const { projectName: name, alarmEmails: emails, deletionProtection } = environment;
  const { topicArn } = new AlarmTopic(stack, "alarm-topic", {
    name: `${name}-alarms`,
    key: keys.alarms,
    emails,
    deletionProtection,
  });
  const cdnParts: readonly MonitoredPart[] = stack.region === CDN_REGION ? [] : [parts.shield, parts.cdnWebAcl];
  const homeParts = monitoredIn(parts).filter((part) => !cdnParts.includes(part));
  const { alarmArns } = new Alarms(stack, "alarms", { name, topicArn, signals: signalsOf(homeParts) });
  if (cdnParts.length > 0) createCdnAlarms(context, cdnParts);
  // An alarm list shows alarms of the dashboard's region only.
  new Dashboard(stack, "dashboard", { name, rows: rowsOf(parts), alarmArns });
}

function createCdnAlarms({ stack, environment, keys }: Context, parts: readonly MonitoredPart[]): void {
  const { projectName, alarmEmails: emails, deletionProtection } = environment;
  const name = `${projectName}-cdn`;
  const regional = stack.providerIn(CDN_REGION);
  const { topicArn } = new AlarmTopic(stack, "cdn-alarm-topic", {
    name: `${name}-alarms`,
    regional,
    key: keys.cdnAlarms,
    emails,
    deletionProtection,
  });
  new Alarms(stack, "cdn-alarms", { name, regional, topicArn, signals: signalsOf(parts) });
}

interface MonitoredPart {
  readonly signals: readonly (Signal | MathSignal)[];
}

function signalsOf(parts: readonly MonitoredPart[]): (Signal | MathSignal)[] {
  return parts.flatMap(({ signals }) => [...signals]);
}

function monitoredIn(parts: MonitoredParts): MonitoredPart[] {
  const { api, site, shield, webAcl, cdnWebAcl, payments, database, cache, batch, analytics, backups } = parts;
  return [
    api,
    ...(site ? [site] : []),
    shield,
    webAcl,
    cdnWebAcl,
    ...Object.values(parts.functions),
    payments,
    ...Object.values(parts.tables),
    database.instance,
    cache.cluster,
    batch.task,
    batch.unstarted,
    analytics.workgroup,
    analytics.job,
    backups.vault,
    backups.plan,
  ];
}

function rowsOf(parts: MonitoredParts): { readonly title: string; readonly graphs: readonly Graph[] }[] {
  const { api, site, webAcl, cdnWebAcl, payments, database, cache } = parts;
  const functions = Object.values(parts.functions);
  const tables = Object.values(parts.tables);
  return [
    { title: "API", graphs: [...api.graphs, ...(site?.graphs ?? []), ...webAcl.graphs, ...cdnWebAcl.graphs] },
    { title: "Functions", graphs: functions.flatMap((fn) => [...fn.graphs]) },
    { title: "Payments", graphs: payments.graphs },
    { title: "DynamoDB", graphs: tables.flatMap((table) => [...table.graphs]) },
    { title: "PostgreSQL", graphs: database.instance.graphs },
    { title: "Redis", graphs: cache.cluster.graphs },
  ];
}
