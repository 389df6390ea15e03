export type { AsyncInvocationSettings, FailureQueue } from "./async-invocation";
export { ContainerFunction } from "./container-function";
export {
  CONTAINER_FUNCTION_DEFAULTS,
  type ContainerFunctionProps,
  type FunctionArchitecture,
  type FunctionConcurrency,
} from "./container-function-props";
export type { ConsumeSettings, EventQueue } from "./event-source";
export { FunctionInvocation } from "./function-invocation";
export { FUNCTION_INVOCATION_DEFAULTS, type FunctionInvocationProps } from "./function-invocation-props";
