import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import type { Context } from "aws-lambda";
import { metricNamespace, metrics as names, type MetricName } from "../contract";

export { describeError } from "groundplan/api/handlers";

const serviceName = "saas";
const environment = process.env["ENVIRONMENT"] ?? "local";

/** Writes JSON lines: names, codes and counts; never tokens, secrets, bodies or customers' text. */
export const logger = new Logger({ serviceName, persistentKeys: { environment } });

export const tracer = new Tracer({ serviceName });

const metrics = new Metrics({ namespace: metricNamespace, serviceName, defaultDimensions: { environment } });

/** Counts in CloudWatch's embedded metric format. */
export function count(name: MetricName): void {
  metrics.addMetric(name, MetricUnit.Count, 1);
}

/** Records a duration in milliseconds. */
export function measure(name: MetricName, milliseconds: number): void {
  metrics.addMetric(name, MetricUnit.Milliseconds, milliseconds);
}

/** Milliseconds from the start of the process until its modules were loaded: the cold start. */
const initMilliseconds = performance.now();
let isCold = true;

/** The first invocation records the cold start, unless it took place in advance. */
function measureColdStart(): void {
  if (isCold && process.env["AWS_LAMBDA_INITIALIZATION_TYPE"] !== "provisioned-concurrency") {
    measure(names.initTime, initMilliseconds);
  }
  isCold = false;
}

/** Runs an invocation with its context in the log, a subsegment in the trace, and its metrics written at the end. */
export async function observed<Result>(name: string, context: Context, work: () => Promise<Result>): Promise<Result> {
  logger.addContext(context);
  const segment = tracer.getSegment();
  const subsegment = segment?.addNewSubsegment(`## ${name}`);
  if (subsegment) tracer.setSegment(subsegment);
  tracer.annotateColdStart();
  measureColdStart();
  try {
    return await work();
  } catch (error) {
    tracer.addErrorAsMetadata(error as Error);
    throw error;
  } finally {
    subsegment?.close();
    if (segment) tracer.setSegment(segment);
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  }
}
