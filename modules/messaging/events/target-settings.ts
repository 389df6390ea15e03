import type { Grantee, MessageSource, QueueReference } from "../../core";

/** Content that a target receives. */
export type TargetInput =
  /** A part of the event, by a JSON path: `$.detail`. */
  | { readonly path: string }
  /** A value that does not depend on the event. */
  | { readonly constant: unknown }
  /**
   * A text with `<name>` for each of at most 100 values of the event by JSON path, as EventBridge's input transformer
   * renders it.
   */
  | { readonly template: string; readonly paths: Readonly<Record<string, string>> };

export interface TargetSettings {
  /** Content to deliver. @default the event */
  readonly input?: TargetInput;
  /** Receives events that could not be delivered, in the region of the rule; `"none"` drops them. */
  readonly deadLetterQueue: QueueReference | "none";
  /** Retries after a failed delivery: 0 to 185. @default 185 */
  readonly maximumRetryAttempts?: number;
  /** Seconds after which EventBridge stops to retry: 60 to 86400. @default 86400 */
  readonly maximumEventAgeSeconds?: number;
}

export interface QueueTargetSettings extends TargetSettings {
  /** Message group of all events of the rule. Required by FIFO queues, refused by others. @default none */
  readonly messageGroupId?: string;
}

export const TARGET_DEFAULTS = { maximumRetryAttempts: 185, maximumEventAgeSeconds: 86_400 } as const;

/** Function that a rule invokes, such as a `ContainerFunction`. */
export interface TargetFunction {
  /** Distinguishes the function in construct ids. */
  readonly node: { readonly id: string };
  readonly functionName: string;
  readonly aliasName: string;
  /** ARN of the alias, in the region of the rule. */
  readonly aliasArn: string;
  /** Region of the function, for an `aliasArn` that is unknown until plan. @default not compared */
  readonly region?: string;
}

/** State machine that a rule starts, such as a `StateMachine`. */
export interface TargetStateMachine {
  /** Distinguishes the state machine in construct ids. */
  readonly node: { readonly id: string };
  /** ARN of a state machine in the region of the rule. */
  readonly stateMachineArn: string;
  /** Allows the role of the rule to start executions. */
  grantStart(grantee: Grantee): void;
}

/** Topic that a rule publishes to, such as a `Topic`. */
export interface TargetTopic {
  /** Distinguishes the topic in construct ids. */
  readonly node: { readonly id: string };
  /** ARN of a standard topic in the region of the rule. */
  readonly topicArn: string;
  /** Region of the topic, for a `topicArn` that is unknown until plan. @default not compared */
  readonly region?: string;
  /** True for a FIFO topic, which is refused. */
  readonly isFifo: boolean;
  /** Allows the rule to publish, by the policies of the topic and of its key. */
  allowPublishFrom(source: MessageSource): void;
}

/** Another event bus, of any region, such as an `EventBus`. */
export interface TargetBus {
  /** Distinguishes the bus in construct ids. */
  readonly node: { readonly id: string };
  /** ARN of the bus. */
  readonly eventBusArn: string;
  /** Allows the role of the rule to send events. */
  grantPutEvents(grantee: Grantee): void;
}

/** HTTPS endpoint that a rule calls, such as an `ApiDestination`. */
export interface TargetDestination {
  /** Distinguishes the destination in construct ids. */
  readonly node: { readonly id: string };
  /** ARN of an API destination in the region of the rule. */
  readonly destinationArn: string;
  /** Allows the role of the rule to call the endpoint. */
  grantInvoke(grantee: Grantee): void;
}
