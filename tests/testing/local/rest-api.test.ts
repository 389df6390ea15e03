import { once } from "node:events";
import net from "node:net";
import {
  createStateMachine,
  freePort,
  proxyEvent,
  startRestApi,
  type LocalApi,
  type LocalRestApiProps,
  type LocalRoute,
} from "../../../testing/local";

const open = { type: "open" } as const;
const byRole = { type: "lambda", authorizer: "roles" } as const;
const echo = { type: "lambda", handler: "echo" } as const;

const routes: readonly LocalRoute[] = [
  { routeKey: "GET /orders/{id}", target: echo, access: open },
  { routeKey: "GET /orders/mine", target: { type: "lambda", handler: "mine" }, access: open },
  { routeKey: "POST /orders", target: echo, access: byRole, body: "Order", headers: { "Idempotency-Key": "required" } },
  { routeKey: "GET /orders", target: echo, access: byRole, query: { from: "required", to: "optional" } },
  { routeKey: "GET /all", target: echo, access: byRole },
  { routeKey: "GET /me", target: echo, access: { type: "cognito", scopes: ["profile"] } },
  { routeKey: "GET /rare", target: echo, access: open, throttling: { requestsPerSecond: 1, burst: 1 } },
  { routeKey: "GET /failing", target: { type: "lambda", handler: "failing" }, access: open },
  { routeKey: "GET /slow", target: { type: "lambda", handler: "slow" }, access: open },
  { routeKey: "GET /malformed", target: { type: "lambda", handler: "malformed" }, access: open },
  { routeKey: "GET /silent", target: { type: "lambda", handler: "silent" }, access: open },
  { routeKey: "GET /unbound", target: { type: "lambda", handler: "unbound" }, access: open },
  {
    routeKey: "POST /pay/{shop}",
    target: {
      type: "start-execution",
      stateMachine: "payment",
      input: { order: "body", customer: "context:customerId", note: "header:X-Note", shop: "path:shop" },
      executionName: ["header:Idempotency-Key"],
    },
    access: byRole,
  },
  {
    routeKey: "POST /pay-once",
    target: {
      type: "start-execution",
      stateMachine: "payment",
      input: { order: "body" },
      executionName: ["context:customerId", "body:id"],
      executionAlreadyExists: "accepted",
    },
    access: byRole,
  },
  {
    routeKey: "POST /visit",
    target: {
      type: "start-execution",
      stateMachine: "payment",
      input: { who: "context:sub" },
      executionName: ["header:K"],
      executionNamePatterns: { "header:K": "^[a-z]-[0-9]$" },
    },
    access: open,
  },
];

const NOTE = "arn:aws:states:::lambda:invoke";
const inputs: unknown[] = [];
const faults: unknown[] = [];
let authorizations = 0;

/** Tokens name the effect of the policy. */
async function authorizer(event: unknown): Promise<unknown> {
  authorizations += 1;
  const { authorizationToken: token, methodArn } = event as { authorizationToken: string; methodArn: string };
  if (token === "forged") throw new Error("Unauthorized");
  if (token === "broken") throw new Error("no keys");
  const stage = methodArn.split("/").slice(0, 2).join("/");
  const Statement = {
    customer: [{ Effect: "Allow", Resource: [`${stage}/POST/orders`, `${stage}/GET/orders*`, `${stage}/POST/pay*`] }],
    locked: [
      { Effect: "Allow", Resource: `${stage}/*` },
      { Effect: "Deny", Resource: `${stage}/GET/all` },
    ],
  }[token];
  return { principalId: "ann", policyDocument: { Statement }, context: { customerId: "c-1" } };
}

const json = (value: unknown) => ({ statusCode: 200, headers: { "x-from": "echo" }, body: JSON.stringify(value) });

const payment = createStateMachine({
  definition: JSON.stringify({ StartAt: "Note", States: { Note: { Type: "Task", Resource: NOTE, End: true } } }),
  tasks: { [NOTE]: async (input) => (inputs.push(input), null) },
});

const props: LocalRestApiProps = {
  routes,
  models: { Order: { type: "object", required: ["sku"], properties: { sku: { type: "string" } } } },
  throttling: { requestsPerSecond: 1000, burst: 1000 },
  stage: "live",
  allowOrigin: "https://shop.example.com",
  allowHeaders: ["Authorization", "Idempotency-Key"],
  functions: {
    roles: authorizer,
    echo: async (event) => json(event),
    mine: async () => json("mine"),
    failing: () => Promise.reject(new Error("broken")),
    slow: () => Promise.reject(Object.assign(new Error("late"), { name: "Sandbox.Timedout" })),
    malformed: async () => ({ statusCode: 200, body: { no: "text" } }),
    silent: async () => null,
  },
  stateMachines: { payment },
  verifyToken: async (token) =>
    ({ good: { sub: "ann", scope: "email profile" }, other: { scope: "email" }, bare: { sub: "ann" } })[token],
  ports: [0],
  log: (error) => faults.push(error),
};

let api: LocalApi;
beforeAll(async () => (api = await startRestApi(props)));
afterAll(() => api.stop());

async function send(method: string, path: string, headers: Record<string, string> = {}, body?: string) {
  const answer = await fetch(`${api.url}${path}`, { method, headers, body });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text && (JSON.parse(text) as Record<string, never>) };
}

const status = async (...parameters: Parameters<typeof send>) => (await send(...parameters)).status;

describe("routes", () => {
  test("pass the event of payload 1.0 to their function", async () => {
    const { status, headers, body } = await send("GET", "/orders/a%20b?x=1&x=2", { "User-Agent": "test" });
    expect([status, headers.get("x-from")]).toEqual([200, "echo"]);
    expect(body).toMatchObject({
      resource: "/orders/{id}",
      path: "/orders/a%20b",
      httpMethod: "GET",
      headers: { "user-agent": "test" },
      queryStringParameters: { x: "2" },
      multiValueQueryStringParameters: { x: ["1", "2"] },
      pathParameters: { id: "a b" },
      requestContext: { stage: "live", path: "/live/orders/a%20b", identity: { userAgent: "test" } },
      body: null,
      isBase64Encoded: false,
    });
  });

  test("pass null in place of absent parameters", () => {
    const request = { id: "r", route: routes[4]!, method: "GET", path: "/all", pathParameters: {}, body: "" };
    expect(proxyEvent({ ...request, query: new URLSearchParams(), headers: {} }, "live", undefined)).toMatchObject({
      queryStringParameters: null,
      pathParameters: null,
      requestContext: { identity: { userAgent: null } },
    });
  });

  test("with a literal path precede those with parameters", async () => {
    expect((await send("GET", "/orders/mine")).body).toBe("mine");
  });

  test("keep a parameter that is no valid encoding, and are not found without one", async () => {
    expect((await send("GET", "/orders/%E0")).body).toMatchObject({ pathParameters: { id: "%E0" } });
    expect(await status("GET", "/orders/")).toBe(404);
  });

  test("are not found outside of the stage, by another method, or by an unknown path", async () => {
    const { status: code, body } = await send("DELETE", "/orders");
    expect([code, body]).toEqual([404, { message: "Missing Authentication Token" }]);
    expect(await status("GET", "//evil")).toBe(404);
    expect((await fetch(api.url.replace("/live", "/other/orders/1"))).status).toBe(404);
  });

  test("answer preflight requests with the methods of their path", async () => {
    const { status: code, headers } = await send("OPTIONS", "/orders");
    expect([code, headers.get("access-control-allow-methods"), headers.get("access-control-allow-headers")]).toEqual([
      204,
      "POST,GET,OPTIONS",
      "authorization,idempotency-key",
    ]);
    expect(await status("OPTIONS", "/nowhere")).toBe(404);
  });

  test("report failures of their function as API Gateway does, readable by scripts", async () => {
    const { status: code, headers } = await send("GET", "/failing");
    expect([code, headers.get("access-control-allow-origin")]).toEqual([502, "https://shop.example.com"]);
    expect([await status("GET", "/slow"), await status("GET", "/malformed"), await status("GET", "/silent")]).toEqual([
      504, 502, 502,
    ]);
  });

  test("without a function are a fault of the configuration, which is logged", async () => {
    expect([await status("GET", "/unbound"), faults]).toEqual([500, [expect.any(TypeError)]]);
  });

  test("are throttled, each by its own bucket, which fills again", async () => {
    expect(await status("GET", "/rare")).toBe(200);
    const { status: code, headers } = await send("GET", "/rare");
    expect([code, headers.get("retry-after")]).toEqual([429, "1"]);
    expect(await status("GET", "/orders/mine")).toBe(200);
    jest.spyOn(Date, "now").mockReturnValue(Date.now() + 2_000);
    expect(await status("GET", "/rare")).toBe(200);
    jest.restoreAllMocks();
  });
});

describe("requests", () => {
  const key = { authorization: "customer", "idempotency-key": "k-1" };

  test("satisfy the model of their route", async () => {
    expect(await status("POST", "/orders", key, '{"sku":"cup"}')).toBe(200);
    for (const body of ["", "{", "null", '{"sku":1}']) {
      expect((await send("POST", "/orders", key, body)).body).toEqual({ message: "Invalid request body" });
    }
  });

  test("have the required parameters", async () => {
    const { body } = await send("POST", "/orders", { authorization: "customer" }, '{"sku":"cup"}');
    expect(body).toEqual({ message: "Missing required request parameters: [Idempotency-Key]" });
    expect(await status("GET", "/orders?to=b", key)).toBe(400);
    expect(await status("GET", "/orders?from=a", key)).toBe(200);
  });

  test("of more than 10 MB are refused, after they are read", async () => {
    const limit = 10 * 1024 * 1024;
    expect(await status("POST", "/orders", key, "x".repeat(limit + 1))).toBe(413);
    expect(await status("POST", "/orders", key, JSON.stringify({ sku: "x".repeat(limit - 10) }))).toBe(200);
  });
});

describe("a Lambda authorizer", () => {
  test("is asked once for a token, and its policy applies to every route", async () => {
    authorizations = 0;
    const headers = { authorization: "customer" };
    const other = await startRestApi(props);
    const admitted = await fetch(`${other.url}/orders?from=a`, { headers });
    expect(await admitted.json()).toMatchObject({
      requestContext: { authorizer: { principalId: "ann", customerId: "c-1" } },
    });
    const refused = await fetch(`${other.url}/all`, { headers });
    expect(await refused.json()).toEqual({ message: "User is not authorized to access this resource" });
    expect(authorizations).toBe(1);
    jest.spyOn(Date, "now").mockReturnValue(Date.now() + 301_000);
    await fetch(`${other.url}/all`, { headers });
    jest.restoreAllMocks();
    await other.stop();
    expect(authorizations).toBe(2);
  });

  test("denies by a statement that precedes every other", async () => {
    expect((await send("GET", "/all", { authorization: "locked" })).body).toEqual({
      message: "User is not authorized to access this resource with an explicit deny",
    });
    expect(await status("GET", "/orders?from=a", { authorization: "locked" })).toBe(200);
  });

  test("is not asked without a token, refuses forged ones, and fails visibly", async () => {
    authorizations = 0;
    expect(await status("GET", "/all")).toBe(401);
    expect(authorizations).toBe(0);
    expect(await status("GET", "/all", { authorization: "forged" })).toBe(401);
    expect(await status("GET", "/all", { authorization: "broken" })).toBe(500);
  });
});

describe("the authorizer of a user pool", () => {
  test("admits access tokens with a scope of the route, and passes their claims on", async () => {
    const { body } = await send("GET", "/me", { authorization: "Bearer good" });
    expect(body).toMatchObject({ requestContext: { authorizer: { claims: { sub: "ann" } } } });
    for (const token of ["other", "bare", "forged"])
      expect(await status("GET", "/me", { authorization: `Bearer ${token}` })).toBe(401);
  });

  test("admits nobody if nothing verifies tokens", async () => {
    const { verifyToken: _verifyToken, ...without } = props;
    const strict = await startRestApi(without);
    const { status: code } = await fetch(`${strict.url}/me`, { headers: { authorization: "Bearer good" } });
    await strict.stop();
    expect(code).toBe(401);
  });
});

describe("a state machine", () => {
  test("starts with input from body, context and headers, once for each name", async () => {
    const headers = { authorization: "customer", "idempotency-key": "p-1", "x-note": "hi" };
    const { status: code, body } = await send("POST", "/pay/main", headers, '{"id":"o-1"}');
    await payment.executions.get("p-1")!.ended;
    expect([code, body, inputs]).toEqual([
      202,
      { id: "p-1" },
      [{ order: { id: "o-1" }, customer: "c-1", note: "hi", shop: "main" }],
    ]);
    expect(await send("POST", "/pay/main", headers, '{"id":"o-1"}')).toMatchObject({
      status: 409,
      body: { code: "already-started" },
    });
    expect(await send("POST", "/pay/main", { ...headers, "idempotency-key": "no name" }, "{}")).toMatchObject({
      status: 400,
      body: { code: "invalid-request" },
    });
  });

  test("accepts a name that a text of the body made, again and again", async () => {
    const headers = { authorization: "customer" };
    const answers = [await send("POST", "/pay-once", headers, '{"id":"o-9"}')];
    await payment.executions.get("c-1-o-9")!.ended;
    answers.push(await send("POST", "/pay-once", headers, '{"id":"o-9"}'));
    expect(answers).toMatchObject([
      { status: 202, body: { id: "c-1-o-9" } },
      { status: 202, body: {} },
    ]);
  });

  test("has empty texts in place of absent values", async () => {
    inputs.length = 0;
    expect(await status("POST", "/visit", { k: "v-1" })).toBe(202);
    await payment.executions.get("v-1")!.ended;
    expect(inputs).toEqual([{ who: "" }]);
    expect(await status("POST", "/visit")).toBe(400);
    expect(await status("POST", "/visit", { k: "v-12" })).toBe(400);
  });
});

describe("the port", () => {
  test("is the first free one of those to try", async () => {
    const taken = net.createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as net.AddressInfo;
    const next = await freePort();
    const other = await startRestApi({ ...props, ports: [port, next] });
    expect(other.url).toBe(`http://127.0.0.1:${next}/live`);
    await other.stop();
    await expect(startRestApi({ ...props, ports: [port] })).rejects.toThrow("EADDRINUSE");
    taken.close();
  });

  test("is any free one if none is named", async () => {
    const other = await startRestApi({ ...props, ports: [] });
    expect(other.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/live$/);
    await other.stop();
  });
});
