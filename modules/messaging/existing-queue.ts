import { Fn } from "cdktf";
import type { Construct } from "constructs";
import {
  Validation,
  requireProps,
  integer,
  isKnown,
  queueArn as anyQueueArn,
  type KeyReference,
  type MessageSource,
} from "../core";
import { QueueAccess } from "./queue-access";
import { QUEUE_DEFAULTS } from "./queue-props";

export interface ExistingQueueSettings {
  /** Key that encrypts the messages; grants allow its use. @default the queue uses no customer managed key */
  readonly key?: KeyReference;
  /** Visibility timeout of the queue in seconds, which consumers check: 1 to 43200. @default 180 */
  readonly visibilityTimeoutSeconds?: number;
  /**
   * Services that the policies of the queue and of its key allow to send: topics (`sns`), rules and buses (`events`).
   * @default none
   */
  readonly senders?: readonly MessageSource["service"][];
}

/** A queue that another module, stack or tool created. */
export class ExistingQueue extends QueueAccess {
  readonly queueName: string;
  readonly visibilityTimeoutSeconds: number;
  /** False where the ARN is unknown until plan. */
  readonly isFifo: boolean;
  protected readonly key?: KeyReference;
  private readonly senders: readonly MessageSource["service"][];

  /** @throws InputError when the ARN is not that of a queue. */
  constructor(
    scope: Construct,
    id: string,
    readonly queueArn: string,
    { key, visibilityTimeoutSeconds = QUEUE_DEFAULTS.visibilityTimeoutSeconds, senders = [] }: ExistingQueueSettings,
  ) {
    requireProps(scope, id, { queueArn }, { queueArn: "string" });
    new Validation(scope, id)
      .props(
        { queueArn, visibilityTimeoutSeconds },
        {
          queueArn: anyQueueArn(undefined, "copy the ARN of the queue"),
          visibilityTimeoutSeconds: integer(1, 43_200, "copy the visibility timeout of the queue"),
        },
      )
      .throwIfInvalid();
    super(scope, id);
    this.key = key;
    this.visibilityTimeoutSeconds = visibilityTimeoutSeconds;
    this.senders = senders;
    this.isFifo = isKnown(queueArn) && queueArn.endsWith(".fifo");
    const last = (parts: readonly string[]): string => parts[parts.length - 1]!;
    this.queueName = isKnown(queueArn) ? last(queueArn.split(":")) : Fn.element(Fn.split(":", queueArn), 5);
  }

  /**
   * Returns if the queue's policy allows the service already. It belongs to another stack or tool, which alone can
   * change it.
   *
   * @throws InputError when `senders` does not list the service.
   */
  allowSendFrom({ service, sourceArn }: MessageSource): void {
    const fix = `allow ${service}.amazonaws.com with aws:SourceArn in that policy and its key's, then list "${service}"`;
    new Validation(this.node.scope!, this.node.id)
      .check(
        this.senders.includes(service),
        "senders",
        this.senders,
        `${service}, which sends messages for ${isKnown(sourceArn) ? sourceArn : "a resource of the stack"}`,
        fix,
      )
      .throwIfInvalid();
  }
}
