export { ALARM_TOPIC_DEFAULTS, AlarmTopic, type AlarmTopicProps, type TopicPublisher } from "./alarm-topic";
export { Alarms, type AlarmsProps } from "./alarms";
export { Dashboard, type DashboardProps, type DashboardRow } from "./dashboard";
