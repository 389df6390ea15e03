import { matchesPattern, type EventPattern } from "../modules/core";
import type { TestStack } from "./test-stack";

/** An event of EventBridge, as far as patterns read it. */
export type TestEvent = Readonly<Record<string, unknown>>;

/**
 * Names of the EventBridge rules of a stack that deliver an event, sorted. Rules that a pattern does not restrict, such
 * as schedules, and disabled rules deliver none.
 *
 * @param busName - only rules whose `event_bus_name` contains it. @default rules of all buses
 */
export function matchingRules(stack: TestStack, event: TestEvent, busName = ""): string[] {
  return Object.values(stack.resources("aws_cloudwatch_event_rule"))
    .filter((rule) => rule["state"] !== "DISABLED" && String(rule["event_bus_name"] ?? "default").includes(busName))
    .filter(({ event_pattern: pattern }) => typeof pattern === "string" && matches(pattern, event))
    .map(({ name }) => String(name))
    .sort();
}

function matches(pattern: string, event: TestEvent): boolean {
  return matchesPattern(JSON.parse(pattern) as EventPattern, event);
}
