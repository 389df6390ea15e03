/**
 * Contract between the stacks and the programs of the system: data that both read, so that a difference fails a test
 * instead of a deployment.
 */
export { errors, paymentErrors, type ErrorCode } from "./errors";
export {
  batch,
  everyFunction,
  functions,
  metricNamespace,
  metrics,
  paymentTasks,
  type FunctionContract,
  type FunctionName,
  type MetricName,
  type PaymentTask,
  type Setting,
} from "./functions";
export * from "./models";
export { PAYMENT_FUNCTION, paymentDefinition } from "./payment-workflow";
export { policyFor } from "./policy";
export {
  authorizers,
  groups,
  idempotencyHeader,
  paymentStateMachine,
  routes,
  SIGN_IN_SCOPE,
  throttling,
  type Access,
  type Group,
  type Route,
  type RouteName,
  type Target,
} from "./routes";
export { ORDERS_BY_CUSTOMER, tables, UNPAID_ORDERS, type Table, type TableName } from "./tables";
