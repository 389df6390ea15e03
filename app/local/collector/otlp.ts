/** A span as the application has sent it. */
export interface ReceivedSpan {
  /** Attribute `service.name` of the process. */
  readonly service: string;
  /** Attributes of the process. */
  readonly resource: Attributes;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first span of a trace. */
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: "internal" | "server" | "client" | "producer" | "consumer" | undefined;
  readonly attributes: Attributes;
  readonly milliseconds: number;
  readonly failed: boolean;
}

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

type Value = number | bigint | Buffer;

/** Values of a protobuf message by the numbers of its fields. */
type Message = ReadonlyMap<number, readonly Value[]>;

const KINDS = [undefined, "internal", "server", "client", "producer", "consumer"] as const;

const ERROR = 2;

/** Reads an `ExportTraceServiceRequest` of OTLP 1.x. The numbers are those of opentelemetry-proto's `trace.proto`. */
export function readSpans(request: Buffer): ReceivedSpan[] {
  return messages(read(request), 1).flatMap((resourceSpans) => {
    const resource = attributesOf(messages(resourceSpans, 1)[0] ?? new Map(), 1);
    const spans = messages(resourceSpans, 2).flatMap((scopeSpans) => messages(scopeSpans, 2));
    return spans.map((span) => readSpan(span, resource));
  });
}

function readSpan(span: Message, resource: Attributes): ReceivedSpan {
  const [status] = messages(span, 15);
  return {
    service: String(resource["service.name"]),
    resource,
    traceId: bytes(span, 1).toString("hex"),
    spanId: bytes(span, 2).toString("hex"),
    parentSpanId: bytes(span, 4).toString("hex"),
    name: bytes(span, 5).toString(),
    kind: KINDS[Number(span.get(6)?.[0] ?? 0)],
    attributes: attributesOf(span, 9),
    milliseconds: Number((span.get(8)![0] as bigint) - (span.get(7)![0] as bigint)) / 1e6,
    failed: Number(status?.get(3)?.[0] ?? 0) === ERROR,
  };
}

function attributesOf(message: Message, field: number): Attributes {
  return Object.fromEntries(
    messages(message, field).map((pair) => [bytes(pair, 1).toString(), valueOf(messages(pair, 2)[0]!)]),
  );
}

function valueOf(value: Message): string | number | boolean | undefined {
  const [[field, [first]] = [0, []]] = value as Map<number, Value[]>;
  if (field === 1) return (first as Buffer).toString();
  if (field === 2) return first === 1;
  if (field === 3) return Number(first);
  return field === 4 ? doubleOf(first as bigint) : undefined;
}

function doubleOf(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

const bytes = (message: Message, field: number): Buffer => (message.get(field)?.[0] as Buffer) ?? Buffer.alloc(0);

const messages = (message: Message, field: number): Message[] =>
  (message.get(field) ?? []).map((inner) => read(inner as Buffer));

/** Reads the wire format of protobuf. @throws RangeError if the message is cut off, or of another format. */
function read(buffer: Buffer): Message {
  const fields = new Map<number, Value[]>();
  let position = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = buffer.readUInt8(position++);
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const take = (length: number): Buffer => {
    if (position + length > buffer.length) throw new RangeError("The protobuf message is cut off");
    return buffer.subarray(position, (position += length));
  };
  const byWireType: Readonly<Record<number, () => Value>> = {
    0: varint,
    1: () => take(8).readBigUInt64LE(),
    2: () => take(varint()),
    5: () => take(4).readUInt32LE(),
  };
  while (position < buffer.length) {
    const tag = varint();
    const value = byWireType[tag % 8];
    if (!value) throw new RangeError(`Wire type ${tag % 8} of protobuf does not exist`);
    const field = Math.floor(tag / 8);
    fields.set(field, [...(fields.get(field) ?? []), value()]);
  }
  return fields;
}
