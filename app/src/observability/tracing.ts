/** Names, counts and statements of an operation; never identities, tokens, keys or customers' text. */
export type SpanAttributes = Readonly<Record<string, string | number | undefined>>;

export interface SpanOptions {
  /**
   * A request that is answered (`server`), a message that is processed (`consumer`) or sent (`producer`), or a call of
   * another service (`client`). Servers and consumers begin a trace, unless the trace header continues one. Clients and
   * producers are part of a trace only: outside of one there is no span, so that idle polls send nothing.
   */
  readonly kind: "server" | "client" | "producer" | "consumer";
  readonly name: string;
  readonly attributes?: SpanAttributes;
  /** X-Ray trace header of the cause; its sampling decision applies. @default the span under way */
  readonly traceHeader?: string;
}

/** An operation under way. */
export interface Span {
  /** X-Ray trace header by which another process continues the trace. */
  readonly traceHeader?: string;
  set(attributes: SpanAttributes): void;
  /** @param type - name or code of the failure; never a message, which may quote values. */
  fail(type: string): void;
  end(): void;
}

/** Records spans and sends them somewhere. */
export interface Tracer {
  start(options: SpanOptions): Span;
  /** Does the work with the span as the one under way. */
  within<Result>(span: Span, work: () => Result): Result;
  /** The span under way. */
  active(): Span | undefined;
}

const NO_SPAN: Span = { set: () => undefined, fail: () => undefined, end: () => undefined };

let tracer: Tracer | undefined;

/** Sends the spans of this process to the tracer. Without one, operations run as if there were no spans. */
export function useTracer(other: Tracer | undefined): void {
  tracer = other;
}

/** Starts a span whose operation is not one function; `end` is required. */
export function startSpan(options: SpanOptions): Span {
  return tracer?.start(options) ?? NO_SPAN;
}

/** Does the work as an operation of the trace. */
export async function traced<Result>(options: SpanOptions, work: (span: Span) => Promise<Result>): Promise<Result> {
  if (!tracer) return work(NO_SPAN);
  const span = tracer.start(options);
  try {
    return await tracer.within(span, () => work(span));
  } catch (error) {
    span.fail(failureType(error));
    throw error;
  } finally {
    span.end();
  }
}

/** Attributes of a call of AWS, by the names of the SDK. */
export const callOf = (service: string, operation: string): SpanAttributes => ({
  "rpc.system": "aws-api",
  "rpc.service": service,
  "rpc.method": operation,
});

/** Code or name of an error, whose message may quote values. */
export function failureType(error: unknown): string {
  const { code, name = typeof error } = (error ?? {}) as { readonly code?: unknown; readonly name?: string };
  return typeof code === "string" ? code : name;
}

/** X-Ray trace header of the span under way. */
export const traceHeader = (): string | undefined => tracer?.active()?.traceHeader;

/** X-Ray trace id of the span under way, as the X-Ray console shows it. */
export const traceId = (): string | undefined => /Root=([^;]+)/.exec(traceHeader() ?? "")?.[1];
