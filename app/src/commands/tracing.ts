import { closeAtEnd } from "../handlers/runtime/lifetime";
import type { Platform } from "../handlers/runtime/platform";
import { useTracer } from "../observability";

/** Sends spans if there is a collector. The SDK is loaded only then. */
export async function startTracing({ environment, log }: Platform): Promise<void> {
  if (!environment.tracing) return;
  const { OpenTelemetryTracer } = await import("../observability/open-telemetry");
  useTracer(closeAtEnd(new OpenTelemetryTracer(environment.tracing, log)));
}
