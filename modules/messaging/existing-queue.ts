import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { Validation, requireProps, integer, isKnown, standardQueueArn, type KeyReference } from "../core";
import { QueueAccess } from "./queue-access";
import { QUEUE_DEFAULTS } from "./queue-props";

export interface ExistingQueueSettings {
  /** Key that encrypts the messages; grants allow its use. @default the queue uses no customer managed key */
  readonly key?: KeyReference;
  /** Visibility timeout of the queue in seconds, which consumers check: 1 to 43200. @default 180 */
  readonly visibilityTimeoutSeconds?: number;
}

/** A standard queue that another module, stack or tool created. */
export class ExistingQueue extends QueueAccess {
  readonly queueName: string;
  readonly visibilityTimeoutSeconds: number;
  protected readonly key?: KeyReference;

  /** @throws InputError when the ARN is not that of a standard queue. */
  constructor(
    scope: Construct,
    id: string,
    readonly queueArn: string,
    { key, visibilityTimeoutSeconds = QUEUE_DEFAULTS.visibilityTimeoutSeconds }: ExistingQueueSettings,
  ) {
    requireProps(scope, id, { queueArn }, { queueArn: "string" });
    new Validation(scope, id)
      .props(
        { queueArn, visibilityTimeoutSeconds },
        {
          queueArn: standardQueueArn(),
          visibilityTimeoutSeconds: integer(1, 43_200, "copy the visibility timeout of the queue"),
        },
      )
      .throwIfInvalid();
    super(scope, id);
    this.key = key;
    this.visibilityTimeoutSeconds = visibilityTimeoutSeconds;
    const last = (parts: readonly string[]): string => parts[parts.length - 1]!;
    this.queueName = isKnown(queueArn) ? last(queueArn.split(":")) : Fn.element(Fn.split(":", queueArn), 5);
  }
}
