export { createLog, type FunctionLog, type Log, type LogFields } from "./logger";
export { createMeter, type Meter } from "./meter";
export {
  callOf,
  failureType,
  startSpan,
  traced,
  traceHeader,
  traceId,
  useTracer,
  type Span,
  type SpanAttributes,
  type SpanOptions,
  type Tracer,
} from "./tracing";
