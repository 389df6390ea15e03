import { Construct } from "constructs";
import { sidOf, type Grantee } from "../../core";
import { EventRule } from "./event-rule";
import type { EventRuleSettings } from "./event-rule-props";

/** Grants and rules of a bus, whether the stack creates it or not. */
export abstract class EventBusAccess extends Construct {
  abstract readonly eventBusArn: string;
  abstract readonly eventBusName: string;

  /** Allows the grantee to send events. */
  grantPutEvents(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("PutEventsTo", this),
      actions: ["events:PutEvents"],
      resources: [this.eventBusArn],
    });
  }

  /**
   * Adds a rule, whose verbs name the targets: `bus.addRule("paid", { ... }).sendTo(queue, { ... })`.
   *
   * @param id - construct id of the rule.
   * @throws InputError when the pattern is invalid, or a sample event contradicts it.
   */
  addRule(id: string, settings: EventRuleSettings): EventRule {
    return new EventRule(this, id, { ...settings, eventBusName: this.eventBusName });
  }
}
