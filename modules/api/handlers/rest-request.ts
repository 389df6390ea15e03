import { HttpRefusal } from "./http-refusal";

type Texts = Readonly<Record<string, string | undefined>>;

/** The parts that are read of an event of a REST API in its format for functions (payload 1.0). */
export interface RestEvent {
  /** Method in capitals. */
  readonly httpMethod: string;
  /** Path with the names of its parameters, such as `/orders/{orderId}`. */
  readonly resource: string;
  /** Headers with names as the client wrote them; of a repeated one the last. */
  readonly headers: Texts | null;
  /** Text, or base64. */
  readonly body: string | null;
  /** True for bodies of the binary media types of the API. */
  readonly isBase64Encoded: boolean;
  /** Decoded values by name in `resource`. */
  readonly pathParameters: Texts | null;
  /** Decoded values by name; of a repeated parameter the last. */
  readonly queryStringParameters: Texts | null;
  /** All values by name. */
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[] | undefined>> | null;
  /** Id of the request, and the context of the authorizer that admitted it. */
  readonly requestContext: { readonly requestId: string; readonly authorizer?: unknown };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** A schema of zod, or another one with its `safeParse`. */
export interface RequestSchema<Value> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: Value }
    | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } };
}

/** A request of a REST API. */
export class RestRequest {
  constructor(protected readonly event: RestEvent) {}

  /** Route key, such as `GET /orders/{orderId}`. */
  get routeKey(): string {
    return `${this.event.httpMethod} ${this.event.resource}`;
  }

  /** Id of the request, which API Gateway also writes into its access log. */
  get id(): string {
    return this.event.requestContext.requestId;
  }

  /** Value of a header, whose name has no case in HTTP. */
  header(name: string): string | undefined {
    const found = Object.entries(this.event.headers ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase());
    return found?.[1];
  }

  /** @throws HttpRefusal `invalid-request` for a body that is no JSON or does not satisfy the schema. */
  body<Value>(schema: RequestSchema<Value>): Value {
    return parse(schema, json(this.event), "body");
  }

  /** @throws HttpRefusal `invalid-request` for query parameters that the schema refuses, and for repeated ones. */
  query<Value>(schema: RequestSchema<Value>): Value {
    const repeated = Object.values(this.event.multiValueQueryStringParameters ?? {}).filter(
      (values) => (values?.length ?? 0) > 1,
    );
    // A stage caches answers by one of the values, which need not be the one that the function reads.
    if (repeated.length > 0) throw new HttpRefusal(400, "invalid-request", "A query parameter is repeated");
    return parse(schema, this.event.queryStringParameters ?? {}, "query");
  }

  /** @throws HttpRefusal `invalid-request` for path parameters that do not satisfy the schema. */
  path<Value>(schema: RequestSchema<Value>): Value {
    return parse(schema, this.event.pathParameters ?? {}, "path");
  }
}

function json({ body, isBase64Encoded }: RestEvent): unknown {
  const bytes = Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8");
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new HttpRefusal(400, "invalid-request", "The body is not JSON");
  }
}

function parse<Value>(schema: RequestSchema<Value>, value: unknown, place: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, message }) => ({ path: [place, ...path].join("."), message }));
  throw new HttpRefusal(400, "invalid-request", "The request is invalid", { fields });
}
