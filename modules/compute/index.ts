export {
  CONTAINER_FUNCTION_DEFAULTS,
  ContainerFunction,
  type ContainerFunctionProps,
  type FunctionArchitecture,
  type FunctionConcurrency,
} from "./container-function";
