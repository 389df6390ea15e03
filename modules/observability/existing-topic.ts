import { Construct } from "constructs";
import { Validation, requireProps, topicArn as topicArnRule } from "../core";

/** A topic by reference, for `Alarms` and the notifications of pipelines. */
export interface TopicReference {
  readonly topicArn: string;
}

/**
 * A topic that another stack or tool created. Creates no resource. Its policy and the policy of its key must allow
 * CloudWatch, or SNS drops every message silently.
 */
export class ExistingTopic extends Construct implements TopicReference {
  /** @throws InputError when the ARN is not that of a topic. */
  constructor(
    scope: Construct,
    id: string,
    readonly topicArn: string,
  ) {
    requireProps(scope, id, { topicArn }, { topicArn: "string" });
    new Validation(scope, id).props({ topicArn }, { topicArn: topicArnRule() }).throwIfInvalid();
    super(scope, id);
  }
}
