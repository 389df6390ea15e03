export { ApiDestination } from "./api-destination";
export { API_DESTINATION_DEFAULTS, type ApiCredentials, type ApiDestinationProps } from "./api-destination-props";
export { EventBus } from "./event-bus";
export { EVENT_BUS_DEFAULTS, type EventBusProps } from "./event-bus-props";
export type { EventRule } from "./event-rule";
export { EVENT_RULE_DEFAULTS, type EventRuleSettings, type SampleEvent } from "./event-rule-props";
export type { ExistingEventBus } from "./existing-event-bus";
export {
  TARGET_DEFAULTS,
  type QueueTargetSettings,
  type TargetBus,
  type TargetDestination,
  type TargetFunction,
  type TargetInput,
  type TargetSettings,
  type TargetStateMachine,
  type TargetTopic,
} from "./target-settings";
