/**
 * Contract between the platform and the application. The platform deploys these names and the application uses them.
 * As data in one place, a difference between the two sides fails a test instead of a deployment.
 */
export {
  commands,
  containerCommands,
  migrateTimeoutSeconds,
  servicePort,
  type ContainerCommand,
  type FunctionEnvironment,
  type FunctionName,
} from "./functions";
export {
  messageTypes,
  orderQueue,
  outboxSchedule,
  paymentTasks,
  reconcileTask,
  type MessageType,
  type PaymentTask,
} from "./messages";
export { metricNamespace, metricService, metrics, type MetricName } from "./metrics";
export { parameterNames, siteParameters, type ParameterName } from "./parameters";
export { PAYMENT_FUNCTION, paymentWorkflow } from "./payment-workflow";
export {
  apiPaths,
  csrfHeader,
  healthCheckPath,
  idempotencyHeader,
  originSecretHeader,
  resourceServer,
  routes,
  sessionCookie,
  type RouteContract,
  type RouteName,
  type Scope,
} from "./routes";
export { siteConfigurationKey, type SiteConfiguration } from "./site-configuration";
