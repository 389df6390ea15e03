/**
 * Contract between the stacks and the programs of the system: data that both read, so that a difference fails a test
 * instead of a deployment.
 */
export { errors, workflowErrors, type ErrorCode } from "./errors";
export * from "./events";
export {
  everyFunction,
  functions,
  keysVariable,
  metricNamespace,
  metrics,
  type FunctionContract,
  type FunctionName,
  type MetricName,
  type Setting,
} from "./functions";
export * from "./models";
export { currency, intervals, planNames, plans, type Interval, type Plan, type PlanName } from "./plans";
export { policyFor } from "./policy";
export {
  apiVersion,
  authorizers,
  groups,
  idempotencyHeader,
  routes,
  throttling,
  type Access,
  type Group,
  type Route,
  type RouteHandler,
  type RouteName,
  type Target,
} from "./routes";
export {
  SUBSCRIPTIONS_BY_PAYPAL_TOKEN,
  SUBSCRIPTIONS_BY_RENEWAL,
  tables,
  USERS_BY_EMAIL,
  type Table,
  type TableName,
} from "./tables";
export {
  billingTasks,
  workflowDefinition,
  workflows,
  type BillingTask,
  type WorkflowArns,
  type WorkflowName,
} from "./workflows";
