import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import {
  CloudwatchEventTarget,
  type CloudwatchEventTargetConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct, type IConstruct } from "constructs";
import {
  AwsStack,
  ServiceRole,
  Validation,
  aliasArn,
  fields,
  graphsIn,
  queueArn,
  referenceIn,
  resourcesIn,
  sidOf,
  signalsIn,
  withDefaults,
  type Graph,
  type MessageSource,
  type QueueReference,
  type Signal,
  type Violation,
} from "../../core";
import { EVENT_RULE_DEFAULTS, type EventRuleProps } from "./event-rule-props";
import { eventRuleGraphs, eventRuleSignals } from "./event-rule-signals";
import { validateEventRule } from "./event-rule-validation";
import { inputArguments } from "./target-input";
import { messageGroupProblems, stateMachineArn, targetRules, topicProblems } from "./target-rules";
import {
  TARGET_DEFAULTS,
  type QueueTargetSettings,
  type TargetBus,
  type TargetDestination,
  type TargetFunction,
  type TargetSettings,
  type TargetStateMachine,
  type TargetTopic,
} from "./target-settings";

/** Quota of EventBridge. */
const MAX_TARGETS = 5;
/** Longest id of a target. */
const MAX_ID_LENGTH = 64;

interface Target extends Pick<CloudwatchEventTargetConfig, "arn" | "roleArn" | "sqsTarget"> {
  /** Construct that allows the delivery; without it the first events would be lost. */
  readonly permissions?: IConstruct;
}

/**
 * A rule of an event bus. Each verb adds a target and allows the rule to deliver to it: in the policies of a queue, a
 * topic and their keys, by a permission of a function, or by a role that only this rule can assume.
 */
export class EventRule extends Construct {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** `<id>-failed-invocations`, `<id>-lost` and `<id>-throttled`. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  private readonly region: string;
  private targets = 0;
  private role?: ServiceRole;

  /** @throws InputError when the name or the pattern is invalid, or a sample event contradicts the pattern. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: EventRuleProps,
  ) {
    validateEventRule(scope, id, props);
    super(scope, id);
    const { name, description, pattern, state, eventBusName } = withDefaults(props, EVENT_RULE_DEFAULTS);
    const rule = new CloudwatchEventRule(this, "rule", {
      name,
      description,
      eventBusName,
      eventPattern: JSON.stringify(pattern),
      state,
    });
    this.region = AwsStack.of(this).region;
    this.ruleArn = rule.arn;
    this.ruleName = rule.name;
    this.signals = signalsIn(this, eventRuleSignals(id, { ruleName: name, eventBusName }));
    this.graphs = graphsIn(this, eventRuleGraphs({ ruleName: name, eventBusName }));
    this.node.addValidation({ validate: () => (this.targets > 0 ? [] : ["no target; call a verb of the rule"]) });
  }

  /**
   * Sends events to a queue of the rule's region.
   *
   * @throws InputError when a setting is invalid, or a policy belongs to others and does not allow it.
   */
  sendTo(queue: QueueReference, settings: QueueTargetSettings): void {
    const problems = [
      ...referenceIn(this.region, "queueArn", queueArn)(queue),
      ...messageGroupProblems(queue, settings),
    ];
    const id = this.validate("sendTo", `queue-${queue.node.id}`, settings, problems);
    queue.allowSendFrom(this.asSource());
    const { messageGroupId } = settings;
    this.addTarget(id, { arn: queue.queueArn, sqsTarget: messageGroupId ? { messageGroupId } : undefined }, settings);
  }

  /**
   * Invokes a function asynchronously: retries of the function follow those of the rule.
   *
   * @throws InputError when a setting is invalid, or the function is of another region.
   */
  invoke(fn: TargetFunction, settings: TargetSettings): void {
    const problems = referenceIn(this.region, "aliasArn", aliasArn)(fn);
    const id = this.validate("invoke", `function-${fn.node.id}`, settings, problems);
    const permission = new LambdaPermission(this, `${id}-permission`, {
      action: "lambda:InvokeFunction",
      functionName: fn.functionName,
      qualifier: fn.aliasName,
      principal: "events.amazonaws.com",
      sourceArn: this.ruleArn,
    });
    this.addTarget(id, { arn: fn.aliasArn, permissions: permission }, settings);
  }

  /**
   * Publishes events to a standard topic of the rule's region.
   *
   * @throws InputError when a setting is invalid, or a policy belongs to others and does not allow it.
   */
  publishTo(topic: TargetTopic, settings: TargetSettings): void {
    const id = this.validate("publishTo", `topic-${topic.node.id}`, settings, topicProblems(this.region, topic));
    topic.allowPublishFrom(this.asSource());
    this.addTarget(id, { arn: topic.topicArn }, settings);
  }

  /**
   * Starts an execution of a state machine for each event.
   *
   * @throws InputError when a setting is invalid, or the state machine is of another region.
   */
  start(machine: TargetStateMachine, settings: TargetSettings): void {
    const problems = stateMachineArn(this.region)(machine.stateMachineArn);
    const id = this.validate("start", `state-machine-${machine.node.id}`, settings, problems);
    machine.grantStart(this.ownRole());
    this.addTarget(id, this.byRole(machine.stateMachineArn), settings);
  }

  /**
   * Forwards events to another bus, also of another region.
   *
   * @throws InputError when a setting is invalid.
   */
  forwardTo(bus: TargetBus, settings: TargetSettings): void {
    const id = this.validate("forwardTo", `bus-${bus.node.id}`, settings);
    bus.grantPutEvents(this.ownRole());
    this.addTarget(id, this.byRole(bus.eventBusArn), settings);
  }

  /**
   * Calls the HTTPS endpoint of an API destination.
   *
   * @throws InputError when a setting is invalid.
   */
  call(destination: TargetDestination, settings: TargetSettings): void {
    const id = this.validate("call", `destination-${destination.node.id}`, settings);
    destination.grantInvoke(this.ownRole());
    this.addTarget(id, this.byRole(destination.destinationArn), settings);
  }

  /** Returns the id of the target, which is also its construct id. */
  private validate(verb: string, id: string, settings: TargetSettings, problems: readonly Violation[] = []): string {
    const validation = new Validation(this.node.scope!, this.node.id)
      .apply(
        verb,
        settings,
        () => problems,
        fields(() => targetRules(this.region)),
      )
      .check(this.targets < MAX_TARGETS, verb, this.targets + 1, `at most ${MAX_TARGETS} targets`, "add another rule")
      .check(id.length <= MAX_ID_LENGTH, verb, id, `a target id of ${MAX_ID_LENGTH} characters`, "shorten its id");
    validation.throwIfInvalid();
    return id;
  }

  private addTarget(targetId: string, { permissions, ...target }: Target, settings: TargetSettings): void {
    const { deadLetterQueue, ...retries } = withDefaults(settings, TARGET_DEFAULTS);
    if (deadLetterQueue !== "none") deadLetterQueue.allowSendFrom(this.asSource());
    this.targets += 1;
    const eventTarget = new CloudwatchEventTarget(this, targetId, {
      ...target,
      ...inputArguments(settings.input),
      rule: this.ruleName,
      eventBusName: this.props.eventBusName,
      targetId,
      retryPolicy: {
        maximumRetryAttempts: retries.maximumRetryAttempts,
        maximumEventAgeInSeconds: retries.maximumEventAgeSeconds,
      },
      deadLetterConfig: deadLetterQueue === "none" ? undefined : { arn: deadLetterQueue.queueArn },
    });
    if (permissions) eventTarget.dependsOn = resourcesIn([permissions]);
  }

  /** The rule as the sender to queues and topics, in statements that all its targets share. */
  private asSource(): MessageSource {
    return { service: "events", sourceArn: this.ruleArn, sid: sidOf("SendFrom", this) };
  }

  private byRole(arn: string): Target {
    const role = this.ownRole();
    return { arn, roleArn: role.roleArn, permissions: role };
  }

  private ownRole(): ServiceRole {
    this.role ??= new ServiceRole(this, "role", {
      name: this.props.name,
      description: `Delivers the events of the rule ${this.props.name}`,
      service: "events.amazonaws.com",
      trustConditions: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [AwsStack.of(this).account] },
        { test: "ArnEquals", variable: "aws:SourceArn", values: [this.ruleArn] },
      ],
    });
    return this.role;
  }
}
