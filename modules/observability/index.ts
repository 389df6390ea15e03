export { AlarmTopic } from "./alarm-topic";
export { ALARM_TOPIC_DEFAULTS, type AlarmTopicProps, type TopicPublisher } from "./alarm-topic-props";
export type { TopicReference } from "./existing-topic";
export { Alarms } from "./alarms";
export { ALARMS_DEFAULTS, type AlarmsProps } from "./alarms-props";
export { Dashboard } from "./dashboard";
export { DASHBOARD_DEFAULTS, type DashboardProps, type DashboardRow } from "./dashboard-props";
