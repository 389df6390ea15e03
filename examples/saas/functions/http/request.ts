import type { APIGatewayProxyEvent } from "aws-lambda";
import type { ZodType } from "zod";
import { Refusal } from "../refusal";

/** A request of a REST API, in its format for functions (payload 1.0). */
export class Request {
  constructor(private readonly event: APIGatewayProxyEvent) {}

  /** Route key, such as `GET /users/{userId}`. */
  get routeKey(): string {
    return `${this.event.httpMethod} ${this.event.resource}`;
  }

  /** Id of the request, which API Gateway also writes into its access log. */
  get id(): string {
    return this.event.requestContext.requestId;
  }

  /** Id of the signed-in user. @throws if no authorizer has said who that is. */
  get userId(): string {
    const authorizer = this.event.requestContext.authorizer as { readonly userId?: string } | null | undefined;
    if (!authorizer?.userId) throw new Error(`${this.routeKey} was called without the context of an authorizer`);
    return authorizer.userId;
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

  /** @throws Refusal for other query parameters than the schema's. */
  query<Value>(schema: ZodType<Value>): Value {
    return parse(schema, this.event.queryStringParameters ?? {}, "query");
  }

  /** @throws Refusal for path parameters that do not satisfy the schema. */
  path<Value>(schema: ZodType<Value>): Value {
    return parse(schema, this.event.pathParameters ?? {}, "path");
  }
}

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
