import type { EventPattern } from "../../core";

/** Event that tests a pattern: the fields of an event of EventBridge that rules read. */
export interface SampleEvent {
  /** Sender of the event: `shop.orders`. */
  readonly source: string;
  /** Kind of the event: `OrderPaid`. */
  readonly "detail-type": string;
  /** Content of the event. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** Account of the sender. @default absent */
  readonly account?: string;
  /** Region of the sender. @default absent */
  readonly region?: string;
  /** ARNs that the event concerns. @default absent */
  readonly resources?: readonly string[];
}

export interface EventRuleSettings {
  /** Physical name: at most 64 letters, digits, ., _ and -. */
  readonly name: string;
  /** Purpose of the rule, shown by EventBridge: at most 512 characters. @default none */
  readonly description?: string;
  /**
   * Events that the rule delivers: accepted values by field, such as `{ source: ["shop.orders"] }`. At most 2048
   * characters of JSON, EventBridge's default quota.
   */
  readonly pattern: EventPattern;
  /** Events that the pattern must match, at least one, and events that it must not match. Tested at synthesis. */
  readonly samples: { readonly matches: readonly SampleEvent[]; readonly ignores: readonly SampleEvent[] };
  /** A `DISABLED` rule exists and delivers nothing. @default "ENABLED" */
  readonly state?: "ENABLED" | "DISABLED";
}

export interface EventRuleProps extends EventRuleSettings {
  /** Bus whose events the rule reads; `default` for that of the account. */
  readonly eventBusName: string;
}

export const EVENT_RULE_DEFAULTS = { state: "ENABLED" } as const satisfies Partial<EventRuleSettings>;
