import { metricNamespace, metrics } from "../functions/contract";
import { setting } from "./settings";

/** Writes a JSON line to the log of the container. */
export function log(level: "INFO" | "ERROR", message: string, fields: Readonly<Record<string, unknown>> = {}): void {
  process.stdout.write(`${JSON.stringify({ level, message, timestamp: new Date().toISOString(), ...fields })}\n`);
}

/** Counts a completed run in CloudWatch's embedded metric format. */
export function heartbeat(): void {
  const definition = {
    Namespace: metricNamespace,
    Dimensions: [["service", "environment"]],
    Metrics: [{ Name: metrics.batchCompleted, Unit: "Count" }],
  };
  const line = {
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [definition] },
    service: "scale-up",
    environment: setting("ENVIRONMENT"),
    [metrics.batchCompleted]: 1,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
