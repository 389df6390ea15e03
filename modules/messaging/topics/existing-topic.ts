import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  isKnown,
  requireProps,
  topicArn as topicArnRule,
  type KeyReference,
  type MessageSource,
} from "../../core";
import { TopicAccess } from "./topic-access";

export interface ExistingTopicSettings {
  /** Key that encrypts the messages; grants allow its use. @default the topic uses no customer managed key */
  readonly key?: KeyReference;
  /** Services that the policies of the topic and of its key allow to publish. @default none */
  readonly publishers?: readonly MessageSource["service"][];
}

/** A topic that another module, stack or tool created. */
export class ExistingTopic extends TopicAccess {
  readonly region: string;
  /** False where the ARN is unknown until plan. */
  readonly isFifo: boolean;
  protected readonly key?: KeyReference;
  private readonly publishers: readonly MessageSource["service"][];

  /** @throws InputError when the ARN is not that of a topic. */
  constructor(
    scope: Construct,
    id: string,
    readonly topicArn: string,
    { key, publishers = [] }: ExistingTopicSettings,
  ) {
    requireProps(scope, id, { topicArn }, { topicArn: "string" });
    new Validation(scope, id).props({ topicArn }, { topicArn: topicArnRule() }).throwIfInvalid();
    super(scope, id);
    this.region = isKnown(topicArn) ? topicArn.split(":")[3]! : AwsStack.of(this).region;
    this.isFifo = isKnown(topicArn) && topicArn.endsWith(".fifo");
    this.key = key;
    this.publishers = publishers;
  }

  /**
   * Returns if the topic's policy allows the service already. It belongs to another stack or tool, which alone can
   * change it.
   *
   * @throws InputError when `publishers` does not list the service.
   */
  allowPublishFrom({ service }: MessageSource): void {
    const fix = `allow ${service}.amazonaws.com in that policy and its key's, then list "${service}"`;
    new Validation(this.node.scope!, this.node.id)
      .check(this.publishers.includes(service), "publishers", this.publishers, `${service} among them`, fix)
      .throwIfInvalid();
  }
}
