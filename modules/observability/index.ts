export { AlarmTopic } from "./alarm-topic";
export { ALARM_TOPIC_DEFAULTS, type AlarmTopicProps, type PagerDuty, type TopicPublisher } from "./alarm-topic-props";
export type { TopicReference } from "./existing-topic";
export { Alarms } from "./alarms";
export { ALARMS_DEFAULTS, type AlarmsProps } from "./alarms-props";
export { Canary } from "./canaries/canary";
export { CANARY_DEFAULTS, type ArtifactFolder, type CanaryCode, type CanaryProps } from "./canaries/canary-props";
export { CANARY_RUNTIMES, type CanaryRuntime } from "./canaries/synthetics-runtimes";
export { CompositeAlarm } from "./composite-alarm";
export {
  SUPPRESSOR_DEFAULTS,
  type AlarmSuppressor,
  type CompositeAlarmProps,
  type NamedAlarms,
} from "./composite-alarm-props";
export { objectiveSignals, type ServiceObjective } from "./service-objective";
export { Dashboard } from "./dashboard";
export { DASHBOARD_DEFAULTS, type DashboardProps, type DashboardRow } from "./dashboard-props";
