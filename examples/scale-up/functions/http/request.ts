import type { APIGatewayProxyEvent } from "aws-lambda";
import type { ZodType } from "zod";
import { Refusal } from "../refusal";

/** A request of a REST API, in its format for functions (payload 1.0). */
export class Request {
  constructor(private readonly event: APIGatewayProxyEvent) {}

  /** Route key, such as `GET /orders/{orderId}`. */
  get routeKey(): string {
    return `${this.event.httpMethod} ${this.event.resource}`;
  }

  /** Id of the request, which API Gateway also writes into its access log. */
  get id(): string {
    return this.event.requestContext.requestId;
  }

  /** Id of the signed-in customer. @throws if no authorizer has said who that is. */
  get customerId(): string {
    const authorizer = this.event.requestContext.authorizer as AuthorizerContext;
    const id = authorizer?.customerId ?? authorizer?.claims?.sub;
    if (!id) throw new Error(`${this.routeKey} was called without the context of an authorizer`);
    return id;
  }

  /** Value of a header, whose name has no case in HTTP. */
  header(name: string): string | undefined {
    const found = Object.entries(this.event.headers ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase());
    return found?.[1];
  }

  /** @throws Refusal for a body that is no JSON or does not satisfy the schema. */
  body<Value>(schema: ZodType<Value>): Value {
    return parse(schema, json(this.event), "body");
  }

  /** @throws Refusal for other query parameters than the schema's, and for repeated ones. */
  query<Value>(schema: ZodType<Value>): Value {
    const repeated = Object.entries(this.event.multiValueQueryStringParameters ?? {}).filter(
      ([, values]) => (values?.length ?? 0) > 1,
    );
    // The stage caches answers by one of the values, which need not be the one that the function reads.
    if (repeated.length > 0) throw new Refusal("invalid-request", "A query parameter is repeated");
    return parse(schema, this.event.queryStringParameters ?? {}, "query");
  }

  /** @throws Refusal for path parameters that do not satisfy the schema. */
  path<Value>(schema: ZodType<Value>): Value {
    return parse(schema, this.event.pathParameters ?? {}, "path");
  }
}

type AuthorizerContext =
  { readonly customerId?: string; readonly claims?: { readonly sub?: string } } | null | undefined;

function json({ body, isBase64Encoded }: APIGatewayProxyEvent): unknown {
  const text = isBase64Encoded ? Buffer.from(body ?? "", "base64").toString("utf8") : (body ?? "");
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("invalid-request", "The body is not JSON");
  }
}

function parse<Value>(schema: ZodType<Value>, value: unknown, place: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, message }) => ({ path: [place, ...path].join("."), message }));
  throw new Refusal("invalid-request", "The request is invalid", { fields });
}
