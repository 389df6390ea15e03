import { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "aws-lambda";
import { metricService } from "../../contract";
import { describeError } from "./describe-error";
import { traceId } from "./tracing";

/** Fields of a line: names, codes, counts and durations; never tokens, secrets, bodies or customers' text. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes structured lines, each with the trace id of the invocation or of the span under way. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields, error?: unknown): void;
  error(message: string, fields?: LogFields, error?: unknown): void;
}

/** A log whose lines also name the function and its current invocation. */
export interface FunctionLog extends Log {
  /** Adds function name, request id and cold start of an invocation to its lines. */
  addContext(context: Context): void;
}

/** JSON lines in the function's log group; `service` and `environment` are on every line. */
export function createLog(environment: string): FunctionLog {
  const logger = new Logger({ serviceName: metricService, persistentKeys: { environment } });
  const withTrace = (fields: LogFields): Record<string, unknown> => {
    const id = traceId();
    return id ? { ...fields, xray_trace_id: id } : { ...fields };
  };
  const withError = (fields: LogFields, error: unknown): Record<string, unknown> =>
    error === undefined ? withTrace(fields) : { ...withTrace(fields), failure: describeError(error) };
  return {
    addContext: (context) => logger.addContext(context),
    info: (message, fields = {}) => logger.info(message, withTrace(fields)),
    warn: (message, fields = {}, error) => logger.warn(message, withError(fields, error)),
    error: (message, fields = {}, error) => logger.error(message, withError(fields, error)),
  };
}
