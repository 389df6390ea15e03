import {
  HttpRefusal,
  RestRequest,
  TemporarilyUnavailable,
  describeError,
  restHandlers,
  type RestEvent,
  type RestResult,
} from "../../../../modules/api/handlers";

const event = (differences: Partial<RestEvent> = {}): RestEvent => ({
  httpMethod: "POST",
  resource: "/orders/{orderId}",
  headers: { Origin: "https://other.example.com", "Idempotency-Key": "k-1" },
  body: '{"quantity":2}',
  isBase64Encoded: false,
  pathParameters: { orderId: "o-1" },
  queryStringParameters: { page: "2" },
  multiValueQueryStringParameters: { page: ["2"] },
  requestContext: { requestId: "r-1", authorizer: { customerId: "c-1" } },
  ...differences,
});

/** Accepts an object with a text or number of this name, and returns it. */
const having = (name: string) => ({
  safeParse(value: unknown) {
    const found = (value as Record<string, unknown>)[name];
    return found === undefined
      ? { success: false as const, error: { issues: [{ path: [name], message: "is required" }] } }
      : { success: true as const, data: found };
  },
});

const log: unknown[][] = [];
const entry = (level: string) => (message: string, facts: object) => void log.push([level, message, facts]);
const invocations: unknown[] = [];

const restHandler = restHandlers({
  routes: [
    { name: "placeOrder", routeKey: "POST /orders/{orderId}" },
    { name: "listOrders", routeKey: "GET /orders" },
  ],
  requestOf: (received) => new RestRequest(received),
  allowOrigins: () => ["https://shop.example.com", "https://admin.example.com"],
  log: { info: entry("info"), warn: entry("warn"), error: entry("error") },
  observe: (invocation: { readonly routeKey: string; readonly route: string; readonly context: string }, work) => {
    invocations.push(invocation);
    return work();
  },
});

const answerOf = (placeOrder: (request: RestRequest) => unknown, differences: Partial<RestEvent> = {}) =>
  restHandler({ placeOrder: async (request) => ({ status: 201, body: await placeOrder(request) }) })(
    event(differences),
    "context",
  );

const bodyOf = ({ body }: RestResult): unknown => JSON.parse(body);

beforeEach(() => {
  log.length = 0;
  invocations.length = 0;
});

describe("the handler of a REST API", () => {
  test("answers with the status and body of the operation, which nothing caches", async () => {
    const answer = await answerOf(() => ({ orderId: "o-1" }));
    expect(answer).toEqual({
      statusCode: 201,
      headers: {
        "content-type": "application/json",
        "access-control-allow-origin": "https://shop.example.com",
        vary: "Origin",
        "cache-control": "no-store",
      },
      body: '{"orderId":"o-1"}',
    });
    expect(invocations).toEqual([{ routeKey: "POST /orders/{orderId}", route: "placeOrder", context: "context" }]);
    expect(log).toEqual([]);
  });

  test.each([
    ["https://admin.example.com", "https://admin.example.com"],
    ["https://shop.example.com", "https://shop.example.com"],
    ["https://evil.example", "https://shop.example.com"],
    [undefined, "https://shop.example.com"],
  ])("tells the origin %s that %s may read the answer", async (origin, allowed) => {
    const { headers } = await answerOf(() => ({}), { headers: { origin } });
    expect(headers["access-control-allow-origin"]).toBe(allowed);
  });

  test.each([
    ["one origin", ["https://shop.example.com"], { "access-control-allow-origin": "https://shop.example.com" }],
    ["no origin", [], {}],
  ])("does not vary answers by origin with %s", async (_origins, origins, expected) => {
    const single = restHandlers({
      routes: [],
      requestOf: (received) => new RestRequest(received),
      allowOrigins: () => origins,
      log: { info: entry("info"), warn: entry("warn"), error: entry("error") },
      observe: (_invocation: object, work) => work(),
    });
    expect((await single({})(event(), {})).headers).toEqual({
      "content-type": "application/json",
      "cache-control": "no-store",
      ...expected,
    });
  });

  test.each([
    ["GET /unknown", { httpMethod: "GET", resource: "/unknown" }, "unknown"],
    ["GET /orders", { httpMethod: "GET", resource: "/orders" }, "listOrders"],
  ])("answers %s, for which it has no operation, with 404", async (routeKey, differences, route) => {
    const answer = await answerOf(() => ({}), differences);
    expect([answer.statusCode, bodyOf(answer)]).toEqual([
      404,
      { code: "not-found", message: "There is no such route" },
    ]);
    expect(invocations).toEqual([{ routeKey, route, context: "context" }]);
  });

  test("answers a refusal with its status, code, message and facts", async () => {
    const answer = await answerOf(() => {
      throw new HttpRefusal(409, "out-of-stock", "Too few", { left: 1 });
    });
    expect([answer.statusCode, bodyOf(answer)]).toEqual([409, { code: "out-of-stock", message: "Too few", left: 1 }]);
    expect(log).toEqual([["info", "Refused", { routeKey: "POST /orders/{orderId}", code: "out-of-stock" }]]);
  });

  test.each([
    ["TemporarilyUnavailable", new TemporarilyUnavailable("The cache")],
    ["ThrottlingException", Object.assign(new Error("slow down"), { name: "ThrottlingException" })],
    ["a retryable error of AWS", Object.assign(new Error("again"), { $retryable: {} })],
  ])("asks to try again after %s", async (_what, error) => {
    const answer = await answerOf(() => Promise.reject(error));
    expect(answer).toMatchObject({ statusCode: 503, headers: { "retry-after": "2" } });
    expect(bodyOf(answer)).toEqual({
      code: "temporarily-unavailable",
      message: "Try again in a moment",
      requestId: "r-1",
    });
    expect(log).toMatchObject([["warn", "Unavailable", { failure: { name: error.name } }]]);
  });

  test.each([new Error("password=hunter2"), undefined, "text"])(
    "keeps an unexpected error inside: %s",
    async (error) => {
      const answer = await answerOf(() => Promise.reject(error as Error));
      expect([answer.statusCode, bodyOf(answer)]).toEqual([
        500,
        { code: "internal-error", message: "Internal error", requestId: "r-1" },
      ]);
      expect(log).toMatchObject([["error", "Failed", { routeKey: "POST /orders/{orderId}" }]]);
    },
  );
});

describe("a request", () => {
  const read = (differences: Partial<RestEvent>, use: (request: RestRequest) => unknown) =>
    answerOf((request) => ({ value: use(request) }), differences);

  test.each<[string, (request: RestRequest) => unknown, unknown]>([
    ["body", (request) => request.body(having("quantity")), 2],
    ["query", (request) => request.query(having("page")), "2"],
    ["path", (request) => request.path(having("orderId")), "o-1"],
    ["header", (request) => request.header("idempotency-KEY"), "k-1"],
    ["id", ({ id }) => id, "r-1"],
  ])("has its %s", async (_part, use, value) => {
    expect(bodyOf(await read({}, use))).toEqual({ value });
  });

  test("reads a body in base64", async () => {
    const encoded = { body: Buffer.from('{"quantity":3}').toString("base64"), isBase64Encoded: true };
    expect(bodyOf(await read(encoded, (request) => request.body(having("quantity"))))).toEqual({ value: 3 });
  });

  test.each<[string, Partial<RestEvent>, (request: RestRequest) => unknown, object]>([
    ["no body", { body: null }, (request) => request.body(having("a")), { message: "The body is not JSON" }],
    ["no JSON", { body: "{" }, (request) => request.body(having("a")), { message: "The body is not JSON" }],
    [
      "another body",
      {},
      (request) => request.body(having("a")),
      { message: "The request is invalid", fields: [{ path: "body.a", message: "is required" }] },
    ],
    [
      "no path parameters",
      { pathParameters: null },
      (request) => request.path(having("a")),
      { message: "The request is invalid", fields: [{ path: "path.a", message: "is required" }] },
    ],
    [
      "no query",
      { queryStringParameters: null, multiValueQueryStringParameters: null },
      (request) => request.query(having("a")),
      { message: "The request is invalid", fields: [{ path: "query.a", message: "is required" }] },
    ],
    [
      "a repeated query parameter",
      { multiValueQueryStringParameters: { page: ["1", "2"] } },
      (request) => request.query(having("page")),
      { message: "A query parameter is repeated" },
    ],
  ])("with %s is refused", async (_what, differences, use, body) => {
    const answer = await read(differences, use);
    expect([answer.statusCode, bodyOf(answer)]).toEqual([400, { code: "invalid-request", ...body }]);
  });

  test("has a query with a parameter without values", async () => {
    const differences = { multiValueQueryStringParameters: { page: ["2"], other: undefined } };
    expect(bodyOf(await read(differences, (request) => request.query(having("page"))))).toEqual({ value: "2" });
  });

  test("has no headers of an event without any", async () => {
    expect(bodyOf(await read({ headers: null }, (request) => request.header("a") ?? "none"))).toEqual({
      value: "none",
    });
  });
});

describe("the description of an error", () => {
  test("has name, code, message and causes", () => {
    const error = Object.assign(new Error("refused", { cause: new Error("reset") }), { code: "ECONNREFUSED" });
    expect(describeError(error)).toMatchObject({
      name: "Error",
      code: "ECONNREFUSED",
      message: "refused",
      cause: { name: "Error", message: "reset" },
    });
  });

  test("ends with a cause that is its own", () => {
    const error = new Error("refused");
    error.cause = error;
    expect(JSON.stringify(describeError(error)).match(/refused/g)!.length).toBeLessThan(50);
  });

  test("has no message of a database, which quotes values", () => {
    const error = Object.assign(new Error("duplicate key (email)=(ann@example.com)"), {
      severity: "ERROR",
      code: "23505",
    });
    expect(JSON.stringify(describeError(error))).not.toContain("ann@example.com");
    expect(describeError(error)).toMatchObject({ name: "Error", code: "23505" });
  });

  test("is the type of a value that is no error", () => {
    expect(describeError("text")).toEqual({ name: "string" });
  });
});
