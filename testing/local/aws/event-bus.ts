import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { readText, sendJson, startServer, type LocalServer } from "../http-server";
import { LOCAL_REGION } from "./moto";

/** Event as targets receive it. */
export interface BusEvent {
  readonly id: string;
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: unknown;
  readonly time: string;
  readonly region: string;
}

/** Rule of the bus: values of fields of the envelope, of which one must be the event's. */
export interface BusRule {
  readonly pattern: Readonly<Partial<Record<"source" | "detail-type", readonly string[]>>>;
  readonly target: (event: BusEvent) => Promise<unknown>;
}

export interface EventBusProps {
  readonly rules: readonly BusRule[];
  /** Pause in milliseconds before a delivery that failed is repeated. @default 1000 */
  readonly retryMillis?: number;
  /** Receives the errors of deliveries. */
  readonly log: (error: unknown) => void;
}

interface Entry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

const ATTEMPTS = 5;

/**
 * Starts an event bus that answers `PutEvents` and delivers to its targets afterwards; moto delivers to few kinds of
 * targets. The AWS SDK finds it by `AWS_ENDPOINT_URL_EVENTBRIDGE`.
 */
export function startEventBus({ rules, retryMillis = 1000, log }: EventBusProps): Promise<LocalServer> {
  const deliver = async (target: BusRule["target"], event: BusEvent): Promise<void> => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        await target(event);
        return;
      } catch (error) {
        log(error);
        await pause(retryMillis, undefined, { ref: false });
      }
    }
  };
  const put = ({ Source, DetailType, Detail }: Entry): { EventId: string } => {
    const event = {
      id: randomUUID(),
      source: Source,
      "detail-type": DetailType,
      detail: JSON.parse(Detail) as unknown,
      time: new Date().toISOString(),
      region: LOCAL_REGION,
    };
    for (const { pattern, target } of rules) if (matches(pattern, event)) void deliver(target, event);
    return { EventId: event.id };
  };
  return startServer(async (request, response) => {
    const { Entries } = JSON.parse(await readText(request)) as { readonly Entries: readonly Entry[] };
    sendJson(response, 200, { FailedEntryCount: 0, Entries: Entries.map(put) });
  });
}

function matches(pattern: BusRule["pattern"], event: BusEvent): boolean {
  const fields = Object.entries(pattern) as ["source" | "detail-type", readonly string[]][];
  return fields.every(([field, values]) => values.includes(event[field]));
}
