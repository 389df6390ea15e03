import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { Validation, arn, isKnown, requireProps } from "../../core";
import { EventBusAccess } from "./event-bus-access";

const EVENT_BUS = { of: "an event bus", service: "events", resource: /event-bus\/[\w./-]+/ };

/** An event bus that another module, stack or tool created, or the default bus of the account. */
export class ExistingEventBus extends EventBusAccess {
  readonly eventBusName: string;

  /** @throws InputError when the ARN is not that of an event bus. */
  constructor(
    scope: Construct,
    id: string,
    readonly eventBusArn: string,
  ) {
    requireProps(scope, id, { eventBusArn }, { eventBusArn: "string" });
    const isBus = arn(EVENT_BUS, "copy the ARN of the bus");
    new Validation(scope, id).props({ eventBusArn }, { eventBusArn: isBus }).throwIfInvalid();
    super(scope, id);
    this.eventBusName = isKnown(eventBusArn)
      ? eventBusArn.slice(eventBusArn.indexOf("/") + 1)
      : Fn.element(Fn.split(":event-bus/", eventBusArn), 1);
  }
}
