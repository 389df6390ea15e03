export type { AsyncInvocationSettings, FailureQueue } from "./async-invocation";
export type { AliasMover } from "./alias";
export { ContainerFunction } from "./container-function";
export type { ContainerFunctionProps } from "./container-function-props";
export type { FunctionBase } from "./function";
export {
  FUNCTION_DEFAULTS,
  type FunctionArchitecture,
  type FunctionConcurrency,
  type FunctionProps,
} from "./function-props";
export type { ExistingFunction } from "./existing-function";
export type { ConsumeSettings, EventQueue } from "./event-source";
export { FunctionInvocation } from "./function-invocation";
export { FUNCTION_INVOCATION_DEFAULTS, type FunctionInvocationProps } from "./function-invocation-props";
export { NodeFunction } from "./node-function";
export { NODE_FUNCTION_DEFAULTS, type NodeCode, type NodeFunctionProps, type NodeRuntime } from "./node-function-props";
export { ZipFunction } from "./zip-function";
export { ZIP_FUNCTION_DEFAULTS, type FunctionCode, type S3Code, type ZipFunctionProps } from "./zip-function-props";
