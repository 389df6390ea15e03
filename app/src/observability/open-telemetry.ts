import {
  createContextKey,
  defaultTextMapGetter,
  defaultTextMapSetter,
  isValidTraceId,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span as OpenTelemetrySpan,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { AWSXRayIdGenerator } from "@opentelemetry/id-generator-aws-xray";
import { AWSXRAY_TRACE_ID_HEADER, AWSXRayPropagator } from "@opentelemetry/propagator-aws-xray";
import { defaultResource, detectResources, envDetector } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  type IdGenerator,
  type Sampler,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-node";
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type { TracingSettings } from "../settings";
import type { Log } from "./logger";
import type { Span, SpanAttributes, SpanOptions, Tracer } from "./tracing";

/** Limit of one export. Spans that arrive meanwhile wait in memory, and the SDK drops those beyond 2048. */
const EXPORT_MILLIS = 3_000;

/** Limit of the last export, within the 10 s between the end of `serve`'s requests and SIGKILL. */
const CLOSE_MILLIS = 5_000;

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

const propagator = new AWSXRayPropagator();

/** A tracer that sends spans by OTLP over HTTP to a collector, with trace ids of AWS X-Ray. */
export class OpenTelemetryTracer implements Tracer {
  readonly #provider: NodeTracerProvider;
  readonly #ids = new TraceIds();
  readonly #serviceName: string;
  readonly #spans = new AsyncLocalStorage<RecordedSpan>();

  /** @param exporter - replaces that of the settings' endpoint. */
  constructor(settings: TracingSettings, log: Log, exporter: SpanExporter = exporterTo(settings.endpoint)) {
    // The standard variables OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES describe the process.
    const resource = defaultResource().merge(detectResources({ detectors: [envDetector] }));
    this.#serviceName = String(resource.attributes["service.name"]);
    this.#provider = new NodeTracerProvider({
      resource,
      idGenerator: this.#ids,
      sampler: new ParentBasedSampler({ root: rootSampler(settings.sampledShare) }),
      spanProcessors: [
        new BatchSpanProcessor(reported(exporter, log), {
          scheduledDelayMillis: 1_000,
          exportTimeoutMillis: 2 * EXPORT_MILLIS,
        }),
      ],
    });
  }

  start({ kind, name, attributes, traceHeader }: SpanOptions): Span {
    const parent = this.#parentOf(traceHeader);
    const begins = kind === "server" || kind === "consumer";
    if (!parent && !begins) return new RecordedSpan(undefined);
    const all = kind === "consumer" ? { ...attributes, ...this.#localRoot() } : attributes;
    const context = parent ?? this.#rootOf(traceHeader);
    return new RecordedSpan(
      this.#provider.getTracer("shop").startSpan(name, { kind: kinds[kind], attributes: all }, context),
    );
  }

  within<Result>(span: Span, work: () => Result): Result {
    return this.#spans.run(span as RecordedSpan, work);
  }

  active(): Span | undefined {
    return this.#spans.getStore();
  }

  /** Sends what is left, unless the collector does not answer in time. */
  async close(): Promise<void> {
    // A failure of the last export is logged like any other.
    const sent = this.#provider.shutdown().catch(() => undefined);
    await Promise.race([sent, pause(CLOSE_MILLIS, undefined, { ref: false })]);
  }

  /** A header names its parent; without a header, the span under way is the parent. */
  #parentOf(header: string | undefined): Context | undefined {
    if (header === undefined) return this.#spans.getStore()?.context;
    const context = propagator.extract(ROOT_CONTEXT, { [AWSXRAY_TRACE_ID_HEADER]: header }, defaultTextMapGetter);
    return trace.getSpan(context) && context;
  }

  /** A load balancer's header has a trace id and no parent. */
  #rootOf(header = ""): Context {
    const [, root] = /(?:^|;)\s*Root=1-([0-9a-f]{8}-[0-9a-f]{24})\s*(?:;|$)/.exec(header) ?? [];
    const id = root?.replace("-", "") ?? "";
    this.#ids.next = isValidTraceId(id) ? id : undefined;
    const [, sampled] = /(?:^|;)\s*Sampled=([01])(?:;|$)/.exec(header) ?? [];
    return sampled ? ROOT_CONTEXT.setValue(DECISION, sampled === "1") : ROOT_CONTEXT;
  }

  /** X-Ray shows a process whose trace another one began as a service of its own only with these attributes. */
  #localRoot(): SpanAttributes {
    return { "aws.span.kind": "LOCAL_ROOT", "aws.local.service": this.#serviceName };
  }
}

class RecordedSpan implements Span {
  readonly #span: OpenTelemetrySpan | undefined;
  readonly context: Context | undefined;
  readonly traceHeader: string | undefined;

  /** @param span - undefined outside a trace. */
  constructor(span: OpenTelemetrySpan | undefined) {
    this.#span = span;
    this.context = span && trace.setSpan(ROOT_CONTEXT, span);
    const carrier: Record<string, string> = {};
    if (this.context) propagator.inject(this.context, carrier, defaultTextMapSetter);
    this.traceHeader = carrier[AWSXRAY_TRACE_ID_HEADER];
  }

  set(attributes: SpanAttributes): void {
    this.#span?.setAttributes(attributes);
  }

  fail(type: string): void {
    this.#span?.setAttribute("error.type", type).setStatus({ code: SpanStatusCode.ERROR });
  }

  end(): void {
    this.#span?.end();
  }
}

/** Trace ids in X-Ray's format, which begins with the time. */
class TraceIds implements IdGenerator {
  /** Id of the next trace, if another service has chosen it. */
  next: string | undefined;
  readonly #generator = new AWSXRayIdGenerator();

  generateTraceId(): string {
    const given = this.next;
    this.next = undefined;
    return given ?? this.#generator.generateTraceId();
  }

  generateSpanId(): string {
    return this.#generator.generateSpanId();
  }
}

/** Sampling decision of a header that names no parent. */
const DECISION = createContextKey("sampling decision of the trace header");

function rootSampler(sampledShare: number): Sampler {
  const byShare = new TraceIdRatioBasedSampler(sampledShare);
  return {
    shouldSample: (context, traceId) => {
      const decision = context.getValue(DECISION);
      if (decision === undefined) return byShare.shouldSample(context, traceId);
      return { decision: decision ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD };
    },
    toString: () => byShare.toString(),
  };
}

function exporterTo(endpoint: string): SpanExporter {
  return new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces`, timeoutMillis: EXPORT_MILLIS });
}

/** Logs that the collector does not take spans, once until it takes some again. */
function reported(exporter: SpanExporter, log: Log): SpanExporter {
  let isFailing = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.error && !isFailing) log.warn("traces not sent", {}, result.error);
        isFailing = result.error !== undefined;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}
