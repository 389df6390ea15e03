export type { AsyncInvocationSettings, FailureQueue } from "./async-invocation";
export {
  CONTAINER_FUNCTION_DEFAULTS,
  ContainerFunction,
  type ContainerFunctionProps,
  type FunctionArchitecture,
  type FunctionConcurrency,
} from "./container-function";
export type { ConsumeSettings, EventQueue } from "./event-source";
export { FUNCTION_INVOCATION_DEFAULTS, FunctionInvocation, type FunctionInvocationProps } from "./function-invocation";
