import { free, isTrue, notPriced, used } from "./charges";
import type { Pricer } from "./component";

const queue: Pricer = (resource, context) =>
  used(resource, context, [
    {
      component: "requests",
      price: isTrue(resource.values["fifo_queue"]) ? "sqs.fifo" : "sqs.standard",
      parameters: ["monthly_requests"],
      unit: "million",
    },
  ]);

const topic: Pricer = (resource, context) =>
  isTrue(resource.values["fifo_topic"])
    ? [notPriced("messages", "no price for FIFO topics")]
    : used(resource, context, [
        { component: "publishes", price: "sns.publish", parameters: ["monthly_publishes"], unit: "million" },
      ]);

const DELIVERIES: Readonly<Record<string, readonly [price: string, unit: string]>> = {
  email: ["sns.email", "100,000"],
  "email-json": ["sns.email", "100,000"],
  http: ["sns.http", "million"],
  https: ["sns.http", "million"],
};

const subscription: Pricer = (resource, context) => {
  const protocol = String(resource.values["protocol"]);
  if (protocol === "sqs" || protocol === "lambda") return [free("deliveries to queues and functions are free")];
  const [price, unit] = DELIVERIES[protocol] ?? [];
  if (price === undefined) return [notPriced("deliveries", `no price for protocol ${protocol}`)];
  return used(resource, context, [{ component: "deliveries", price, parameters: ["monthly_deliveries"], unit }]);
};

const eventBus: Pricer = (resource, context) =>
  used(resource, context, [
    { component: "custom events", price: "eventbridge.events", parameters: ["monthly_events"], unit: "million" },
  ]);

const archive: Pricer = (resource, context) =>
  used(resource, context, [
    { component: "archived events", price: "eventbridge.archive", parameters: ["monthly_archived_gb"] },
  ]);

const stateMachine: Pricer = (resource, context) =>
  resource.values["type"] === "EXPRESS"
    ? used(resource, context, [
        {
          component: "requests",
          price: "step-functions.express.requests",
          parameters: ["monthly_executions"],
          unit: "million",
        },
        {
          component: "duration",
          price: "step-functions.express.duration",
          parameters: ["monthly_executions", "average_execution_ms"],
          // An execution takes 64 MB at least.
          quantity: (executions, milliseconds) => executions.times(milliseconds).div(3_600_000).times(64).div(1024),
        },
      ])
    : used(resource, context, [
        {
          component: "state transitions",
          price: "step-functions.standard",
          parameters: ["monthly_transitions"],
          unit: "1,000",
        },
      ]);

export const MESSAGING: Readonly<Record<string, Pricer>> = {
  aws_cloudwatch_event_archive: archive,
  aws_cloudwatch_event_bus: eventBus,
  aws_sfn_state_machine: stateMachine,
  aws_sns_topic: topic,
  aws_sns_topic_subscription: subscription,
  aws_sqs_queue: queue,
};
