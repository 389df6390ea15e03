export { callAws } from "./aws/call";
export { startEventBus, type BusEvent, type BusRule, type EventBusProps } from "./aws/event-bus";
export { startMailbox, type Mailbox, type SentMessage } from "./aws/mailbox";
export { awsVariables, LOCAL_REGION, startMoto, type Moto } from "./aws/moto";
export { consumeQueue, type QueueConsumerProps } from "./aws/queue-consumer";
export { LocalResources, type ContractTable } from "./aws/resources";
export { createTableInput, type LocalTable } from "./aws/tables";
export { createTopic, type LocalTopic } from "./aws/topic";
export { createClock, type Clock } from "./clock";
export { startFunction, type Invoke, type LocalFunctionProps } from "./function";
export { startFunctions, type ContractFunction, type LocalFunctionsProps } from "./functions";
export { readText, sendJson, startServer, type LocalServer, type LocalServerProps } from "./http-server";
export { startPostgres, type LocalDatabase } from "./postgres";
export { endProcess, freePort, portOpen, startProcess } from "./processes";
export { startRedis } from "./redis";
export type { HttpAnswer } from "./rest-api/answers";
export type { LocalAccess, LocalRoute, LocalTarget, Throttling } from "./rest-api/routes";
export { proxyEvent, type AuthorizerValues, type RoutedRequest } from "./rest-api/request";
export { startRestApi, type LocalApi, type LocalRestApiProps } from "./rest-api/rest-api";
export type { Postgres, RuntimeApi, Surroundings, System } from "./surroundings";
export {
  createStateMachine,
  type Execution,
  type LocalStateMachine,
  type StateMachineProps,
} from "./workflow/state-machine";
export { startStepFunctions, type StepFunctionsProps } from "./workflow/step-functions";
export { TaskTokens } from "./workflow/task-tokens";
