import { answerJson, readBody, serveHttp } from "../http/http-server";
import { readSpans, type ReceivedSpan } from "./otlp";

/** Stand-in for the collector beside a task. */
export interface Collector {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`; `/traces` below it lists the spans, by trace. */
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  stop(): Promise<void>;
}

/** Older spans are dropped. */
const MAX_SPANS = 10_000;

/** Receives traces by OTLP over HTTP, as the ADOT collector does on port 4318, and lists them. */
export async function startCollector(): Promise<Collector> {
  const spans: ReceivedSpan[] = [];
  const server = await serveHttp(async (request, response) => {
    const route = `${request.method} ${request.url}`;
    if (route === "GET /traces") return answerJson(response, 200, byTrace(spans));
    if (route !== "POST /v1/traces") return void response.writeHead(404).end();
    spans.push(...readSpans((await readBody(request))!));
    spans.splice(0, spans.length - MAX_SPANS);
    response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
  });
  return { url: `http://127.0.0.1:${server.port}`, spans, stop: () => server.stop() };
}

function byTrace(spans: readonly ReceivedSpan[]): Record<string, ReceivedSpan[]> {
  const traces: Record<string, ReceivedSpan[]> = {};
  for (const span of spans) (traces[span.traceId] ??= []).push(span);
  return traces;
}
