import { CloudwatchEventArchive } from "@cdktf/provider-aws/lib/cloudwatch-event-archive";
import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import type { Construct } from "constructs";
import { AwsStack, admitService, graphsIn, sidOf, useProviderOf, withDefaults, type Graph } from "../../core";
import { EventBusAccess } from "./event-bus-access";
import { EVENT_BUS_DEFAULTS, archiveNameOf, type EventBusProps } from "./event-bus-props";
import { eventBusGraphs } from "./event-bus-signals";
import { validateEventBus } from "./event-bus-validation";
import { ExistingEventBus } from "./existing-event-bus";

/**
 * Stateful with `archiveDays`. A custom event bus of EventBridge, and an archive of its events.
 *
 * Events come from roles of the account with `grantPutEvents`. Rules of the bus are added by `addRule`; schedules do
 * not exist on a custom bus.
 */
export class EventBus extends EventBusAccess {
  readonly eventBusArn: string;
  readonly eventBusName: string;
  /** Region of the bus; a token where the stack's is one. */
  readonly region: string;
  readonly graphs: readonly Graph[];

  /** @throws InputError when the name, a number or the key is not what EventBridge accepts. */
  constructor(scope: Construct, id: string, props: EventBusProps) {
    validateEventBus(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { account, region, partition } = AwsStack.of(this);
    const { name, key, deadLetterQueue, archiveDays, deletionProtection } = withDefaults(props, EVENT_BUS_DEFAULTS);
    if (key) admitService(this, key, "events");
    // The ARN is computed, because the bus names the queue whose policy names the bus.
    const sourceArn = `arn:${partition}:events:${region}:${account}:event-bus/${name}`;
    deadLetterQueue?.allowSendFrom({ service: "events", sourceArn, sid: sidOf("SendFrom", this) });
    const bus = new CloudwatchEventBus(this, "bus", {
      name,
      kmsKeyIdentifier: key?.keyArn,
      deadLetterConfig: deadLetterQueue && { arn: deadLetterQueue.queueArn },
    });
    this.eventBusArn = bus.arn;
    this.eventBusName = bus.name;
    this.region = region;
    this.graphs = graphsIn(this, eventBusGraphs(name));
    if (archiveDays !== undefined) {
      new CloudwatchEventArchive(this, "archive", {
        name: archiveNameOf(name),
        eventSourceArn: bus.arn,
        retentionDays: archiveDays,
        lifecycle: { preventDestroy: deletionProtection },
      });
    }
  }

  /**
   * A bus that exists already, such as the default bus of the account.
   *
   * @throws InputError when the ARN is not that of an event bus.
   */
  static fromArn(scope: Construct, id: string, eventBusArn: string): ExistingEventBus {
    return new ExistingEventBus(scope, id, eventBusArn);
  }
}
