import type { Construct } from "constructs";
import {
  Validation,
  eventPattern,
  matchesPattern,
  matching,
  oneOf,
  physicalName,
  requireProps,
  type EventPattern,
} from "../../core";
import type { EventRuleProps, SampleEvent } from "./event-rule-props";

/**
 * Checks the limits of `PutRule`, and the pattern against its sample events.
 *
 * @throws InputError with every problem of the props.
 */
export function validateEventRule(scope: Construct, id: string, props: EventRuleProps): void {
  requireProps(scope, id, props, {
    name: "string",
    pattern: "object",
    samples: { matches: "list", ignores: "list" },
    eventBusName: "string",
  });
  const shape = new Validation(scope, id).props(props, {
    name: physicalName("event rule name"),
    description: matching(/^.{0,512}$/s, "at most 512 characters", "shorten the description"),
    pattern: eventPattern(),
    state: oneOf<string>(["ENABLED", "DISABLED"], "choose whether the rule delivers"),
  });
  shape.throwIfInvalid();
  checkSamples(new Validation(scope, id), props).throwIfInvalid();
}

function checkSamples(validation: Validation, { pattern, samples }: EventRuleProps): Validation {
  const { matches, ignores } = samples;
  const reword = "correct the pattern or the sample";
  validation.check(matches.length > 0, "samples.matches", matches, "at least one event", "add an event to deliver");
  matches
    .filter((event) => !delivers(pattern, event))
    .forEach((event) => validation.check(false, "samples.matches", event, "events that the pattern matches", reword));
  ignores
    .filter((event) => delivers(pattern, event))
    .forEach((event) =>
      validation.check(false, "samples.ignores", event, "events that the pattern does not match", reword),
    );
  return validation;
}

function delivers(pattern: EventPattern, event: SampleEvent): boolean {
  return matchesPattern(pattern, event);
}
