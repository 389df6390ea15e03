import type { Context } from "./context";
import type { Journey, Monitored } from "./monitoring";
import { availability, kpiSignals } from "./objectives";
import type { Stores } from "./region";
import type { Service } from "./service";

export interface MonitoredParts {
  readonly stores: Stores;
  readonly service: Service;
  /** Parts of data that one region has, such as backups. */
  readonly data: readonly Monitored[];
  /** Jobs and queries of reports, of the main region. */
  readonly reports: readonly Monitored[];
  /** Parts of the site, of the main region. */
  readonly site: readonly Monitored[];
}

/** Journeys of users and operators, each with the parts that it needs: an alarm belongs to one journey. */
export function journeysOf(context: Context, parts: MonitoredParts): Readonly<Record<string, Journey>> {
  const { service, stores, data, reports, site } = parts;
  const { functions, workflows, messaging, events, delivery } = service;
  const { users, subscriptions, authorizer, health, data: exports, analytics, ...billing } = functions;
  const reporting = [exports, analytics, ...reports];
  return {
    ...(site.length > 0 && { site: { title: "Site", why: "Visitors do not get the application", parts: site } }),
    api: {
      title: "API",
      why: "Users cannot sign in, or cannot read their profile and subscriptions",
      parts: [
        service.api,
        service.webAcl,
        ...[authorizer, users, subscriptions, health],
        { signals: kpiSignals(context), graphs: availability(context).graphs },
        delivery,
      ],
    },
    billing: {
      title: "Billing",
      why: "Subscriptions are not created, renewed, changed or cancelled as customers pay for them",
      parts: [
        ...Object.values(billing),
        ...Object.values(workflows),
        messaging.topic,
        ...Object.values(messaging.queues),
        messaging.undelivered,
        ...Object.values(events.rules),
      ],
    },
    reports: { title: "Reports", why: "Reports and exports are not available", parts: reporting },
    data: {
      title: "Data",
      why: "A store is slow, full or does not follow the main region",
      parts: [...monitoredIn(stores, context), ...data],
    },
  };
}

/** Parts of the stores with signals; those of the main region report late replication too. */
function monitoredIn({ tables, database, cache }: Stores, { role, environment }: Context): Monitored[] {
  const { instance, proxy } = database;
  const replicated = role === "main" && environment.standby !== "none";
  const latencies = Object.values(tables).flatMap((table) =>
    replicated && "replicationSignal" in table ? [table.replicationSignal("us-west-2")] : [],
  );
  return [...Object.values(tables), instance, ...(proxy ? [proxy] : []), cache.cluster, { signals: latencies }];
}
