export type { ExistingTopic, ExistingTopicSettings } from "./existing-topic";
export type {
  MessageFilter,
  RawSubscriptionSettings,
  SubscribedFunction,
  SubscriptionSettings,
  UrlSubscriptionSettings,
} from "./subscription-settings";
export { Topic } from "./topic";
export { TOPIC_DEFAULTS, type FifoTopicOrdering, type TopicProps } from "./topic-props";
