import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import type { Graph, MathSignal, Signal } from "groundplan/core";
import type { Queue } from "groundplan/messaging";
import { AlarmTopic, Alarms, CompositeAlarm, Dashboard } from "groundplan/observability";
import type { Context } from "./context";

/** A part with alarms and graphs, such as a construct of a module. */
export interface Monitored {
  readonly signals: readonly (Signal | MathSignal)[];
  readonly graphs?: readonly Graph[];
}

/** A journey of users, whose alarms page once together. */
export interface Journey {
  /** Heading of its graphs. */
  readonly title: string;
  /** Conclusion for the person on call. */
  readonly why: string;
  readonly parts: readonly Monitored[];
}

/** Signals of an objective, and those that fire together by the speed at which its budget is spent. */
export interface Objective extends Monitored {
  readonly burns: Readonly<Record<string, readonly string[]>>;
}

export interface MonitoringParts {
  /** By id, which is part of the names of their alarms. */
  readonly journeys: Readonly<Record<string, Journey>>;
  readonly objectives: Readonly<Record<string, Objective>>;
}

export interface Severities {
  /** Topic of composite alarms, which page. */
  readonly critical: string;
  /** Topic of single alarms, which are read in working hours. */
  readonly warning: string;
}

/** Topics of alarms by severity. PagerDuty pages for the critical ones where the environment has people on call. */
export function createSeverities(
  { stack, environment, prefix, keys }: Context,
  { undelivered }: { readonly undelivered: Queue },
): Severities {
  const { alarmEmails: emails, deletionProtection, onCall } = environment;
  const shared = { key: keys.alarms, emails, deletionProtection };
  const critical = new AlarmTopic(stack, "critical-topic", {
    ...shared,
    name: `${prefix}-critical`,
    pagerDuty: onCall === "page" ? { integrationUrl: pagerDutyUrl(stack), deadLetterQueue: undelivered } : undefined,
  });
  const warning = new AlarmTopic(stack, "warning-topic", { ...shared, name: `${prefix}-warning` });
  return { critical: critical.topicArn, warning: warning.topicArn };
}

/** Integration URL of PagerDuty, which pages for whoever knows it. The default reaches nobody. */
function pagerDutyUrl(stack: Construct): string {
  return new TerraformVariable(stack, "pager-duty-url", {
    type: "string",
    sensitive: true,
    description: "Integration URL of CloudWatch in PagerDuty",
    default: "https://events.pagerduty.com/integration/unset/enqueue",
  }).stringValue;
}

/**
 * An alarm for each signal, which notifies the warning topic; an alarm for each journey, which fires with any of its
 * own and pages once, however many fire; two for each objective; and a dashboard with a row for each journey.
 */
export function createMonitoring(
  { stack, prefix }: Context,
  severities: Severities,
  { journeys, objectives }: MonitoringParts,
): Alarms {
  const parts = [...Object.values(journeys).flatMap((journey) => journey.parts), ...Object.values(objectives)];
  const signals = parts.flatMap((part) => [...part.signals]);
  const alarms = new Alarms(stack, "alarms", { name: prefix, topicArn: severities.warning, signals });
  const shared = { alarms: [alarms], topicArn: severities.critical };
  for (const [id, journey] of Object.entries(journeys)) {
    const anyOf = journey.parts.flatMap((part) => part.signals.map((signal) => signal.id));
    new CompositeAlarm(stack, `${id}-journey`, { ...shared, name: `${prefix}-${id}`, why: journey.why, anyOf });
  }
  for (const [id, { burns }] of Object.entries(objectives)) {
    for (const [speed, allOf] of Object.entries(burns)) {
      const why = `The budget of the objective ${id} is spent too fast`;
      new CompositeAlarm(stack, `${id}-${speed}-burn`, {
        ...shared,
        name: `${prefix}-${id}-${speed}-burn`,
        why,
        allOf,
      });
    }
  }
  const rows = Object.values(journeys).map(({ title, parts }) => {
    return { title, graphs: parts.flatMap(({ graphs = [] }) => [...graphs]) };
  });
  new Dashboard(stack, "dashboard", { name: prefix, rows: rows.filter(({ graphs }) => graphs.length > 0) });
  return alarms;
}
