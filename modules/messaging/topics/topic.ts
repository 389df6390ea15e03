import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import type { Construct } from "constructs";
import {
  AwsStack,
  PolicyDocument,
  admitService,
  graphsIn,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Graph,
  type KeyReference,
  type MessageSource,
  type Signal,
} from "../../core";
import { ExistingTopic, type ExistingTopicSettings } from "./existing-topic";
import { TopicAccess } from "./topic-access";
import { TOPIC_DEFAULTS, topicNameOf, type TopicProps, type TopicSettings } from "./topic-props";
import { topicGraphs, topicSignals } from "./topic-signals";
import { validateTopic } from "./topic-validation";

/** SHA-256. SNS's default for messages to HTTPS endpoints is SHA-1. */
const SIGNATURE_VERSION = 2;

/**
 * Stateful. An SNS topic that is encrypted with a customer managed key and accepts messages over TLS only.
 *
 * Every path of a message is checked when it is created: from the publisher to the topic and its key, from the topic
 * to the queue and its key, and to the dead-letter queue and its key. Missing permissions are added, or refused where
 * the policy belongs to others.
 */
export class Topic extends TopicAccess {
  readonly topicArn: string;
  readonly topicName: string;
  readonly region: string;
  readonly isFifo: boolean;
  /** `<id>-failed` and `<id>-lost`. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  protected readonly key: KeyReference;
  private readonly policy: PolicyDocument;

  /** @throws InputError when the name or the key is not what SNS accepts. */
  constructor(scope: Construct, id: string, props: TopicProps) {
    validateTopic(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, TOPIC_DEFAULTS);
    const topic = this.createTopic(settings);
    this.topicArn = topic.arn;
    this.topicName = topic.name;
    this.region = AwsStack.of(this).region;
    this.isFifo = settings.ordering !== "standard";
    this.key = settings.key;
    this.policy = this.refusePlainHttp();
    this.signals = signalsIn(this, topicSignals(id, topicNameOf(settings)));
    this.graphs = graphsIn(this, topicGraphs(topicNameOf(settings)));
  }

  /**
   * A topic that exists already.
   *
   * @throws InputError when the ARN is not that of a topic.
   */
  static fromArn(scope: Construct, id: string, topicArn: string, settings: ExistingTopicSettings = {}): ExistingTopic {
    return new ExistingTopic(scope, id, topicArn, settings);
  }

  /**
   * Allows a rule of EventBridge to publish: adds a statement to the topic policy, and admits the service to the key.
   *
   * @throws InputError when the key policy belongs to others and does not admit the service.
   */
  allowPublishFrom({ service, sourceArn, sid }: MessageSource): void {
    admitService(this, this.key, service);
    this.policy.add({
      sid,
      actions: ["sns:Publish"],
      resources: [this.topicArn],
      principals: [{ type: "Service", identifiers: [`${service}.amazonaws.com`] }],
      conditions: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [sourceArn] }],
    });
  }

  private createTopic(settings: TopicSettings): SnsTopic {
    const { key, ordering, displayName, deletionProtection } = settings;
    return new SnsTopic(this, "topic", {
      name: topicNameOf(settings),
      displayName,
      kmsMasterKeyId: key.keyArn,
      signatureVersion: SIGNATURE_VERSION,
      ...(ordering === "standard"
        ? {}
        : { fifoTopic: true, contentBasedDeduplication: ordering.deduplication === "content" }),
      lifecycle: { preventDestroy: deletionProtection },
    });
  }

  /** Creates the topic policy: roles of the account publish by their own policies, services by `allowPublishFrom`. */
  private refusePlainHttp(): PolicyDocument {
    const document = new PolicyDocument(this, "topic-policy", [
      {
        sid: "DenyPlainHttp",
        effect: "Deny",
        actions: ["sns:Publish"],
        resources: [this.topicArn],
        principals: [{ type: "*", identifiers: ["*"] }],
        conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
    ]);
    new SnsTopicPolicy(this, "policy", { arn: this.topicArn, policy: document.json });
    return document;
  }
}
