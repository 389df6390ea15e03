import { describe, expect, it, vi } from "vitest";
import { ApiClient, type ApiRequest } from "../src/api/client";
import { isRefusal, type Problem } from "../src/api/problem";
import { json, problem, scriptedFetch, type ScriptedAnswer } from "./support/scripted-fetch";

const order: ApiRequest = {
  method: "POST",
  path: "/api/orders",
  access: "customer",
  csrf: true,
  body: { items: [] },
  idempotencyKey: "key-1",
};
const read: ApiRequest = { method: "GET", path: "/api/products", access: "public" };
const cart: ApiRequest = { method: "POST", path: "/api/cart", access: "public", csrf: true, body: {} };
const feedback: ApiRequest = { method: "POST", path: "/api/feedback", access: "customer", csrf: true, body: {} };

function open(...answers: ScriptedAnswer[]) {
  const { fetch, requests } = scriptedFetch(...answers);
  let token = "token-1";
  const credentials = {
    csrfToken: "csrf-1",
    accessToken: async () => token,
    refresh: vi.fn(async () => {
      token = "token-2";
      return true;
    }),
    end: vi.fn(),
  };
  const pauses: number[] = [];
  const client = new ApiClient(credentials, fetch, async (milliseconds) => void pauses.push(milliseconds));
  return { client, credentials, requests, pauses };
}

describe("a request", () => {
  it("that API Gateway throttles is sent again under the same key, and then reported as temporary", async () => {
    const throttled = () => json(429, { message: "Too Many Requests" });
    const recovered = open(throttled(), json(201, { id: "o1" }));
    expect(await recovered.client.send(order)).toEqual({ id: "o1" });
    expect(recovered.requests.map(({ headers }) => headers["idempotency-key"])).toEqual(["key-1", "key-1"]);
    const given = open(throttled(), throttled(), throttled());
    const error = await given.client.send(order).catch((reason: Problem) => reason);
    expect(error).toMatchObject({ status: 429, message: "The shop answered 429." });
    expect(isRefusal(error as Problem)).toBe(false);
  });

  it("carries the credentials, the key and the body", async () => {
    const { client, requests } = open(json(201, { id: "o1" }));
    expect(await client.send(order)).toEqual({ id: "o1" });
    expect(requests).toEqual([
      {
        path: "/api/orders",
        method: "POST",
        headers: {
          authorization: "Bearer token-1",
          "x-csrf-token": "csrf-1",
          "content-type": "application/json",
          "idempotency-key": "key-1",
        },
        keepalive: false,
        body: '{"items":[]}',
      },
    ]);
  });

  it("to a public place carries no credentials", async () => {
    const { client, requests } = open(json(200, []));
    await client.send(read);
    expect(requests[0]!.headers).toEqual({});
  });

  it("may have an empty answer", async () => {
    const { client } = open(new Response(null, { status: 204 }));
    expect(await client.send({ method: "DELETE", path: "/api/session", access: "customer" })).toBeUndefined();
  });
});

describe("repetition", () => {
  it("reuses the idempotency key when the answer is lost", async () => {
    const { client, requests, pauses } = open("no answer", problem(503, "unavailable"), json(201, { id: "o1" }));
    expect(await client.send(order)).toEqual({ id: "o1" });
    expect(requests.map(({ headers }) => headers["idempotency-key"])).toEqual(["key-1", "key-1", "key-1"]);
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
    expect(pauses).toEqual([600, 1200]);
  });

  it("waits for Retry-After, up to a limit", async () => {
    const { client, pauses } = open(
      problem(503, "unavailable", { "retry-after": "2" }),
      problem(503, "unavailable", { "retry-after": "3600" }),
      json(200, []),
    );
    await client.send(read);
    expect(pauses).toEqual([2000, 5000]);
  });

  it("ends with the last answer after three attempts", async () => {
    const { client, requests } = open(...[1, 2, 3].map(() => problem(503, "unavailable")));
    await expect(client.send(order)).rejects.toMatchObject({ status: 503, code: "unavailable" });
    expect(requests).toHaveLength(3);
  });

  it("ends with `unreachable` without any answer", async () => {
    const { client } = open("no answer", "no answer", "no answer");
    await expect(client.send(read)).rejects.toMatchObject({ status: 0, code: "unreachable" });
  });

  it("spares reads of the cart, which has a copy", async () => {
    const { client, requests } = open(problem(503, "temporarily-unavailable"));
    await expect(client.send({ ...cart, method: "GET", body: undefined })).rejects.toMatchObject({ status: 503 });
    expect(requests).toHaveLength(1);
  });

  it("does not repeat requests without an idempotency key", async () => {
    const { client, requests } = open(problem(503, "unavailable"), json(201, {}));
    await expect(client.send(feedback)).rejects.toMatchObject({ status: 503 });
    expect(requests).toHaveLength(1);
  });

  it.each([400, 404, 409, 422, 500])("spares the answer %i, which would be the same again", async (status) => {
    const { client, requests } = open(problem(status, "no"), json(201, {}));
    await expect(client.send(order)).rejects.toMatchObject({ status });
    expect(requests).toHaveLength(1);
  });
});

describe("a refused identity", () => {
  it("is renewed once, and the request sent again under the same key", async () => {
    const { client, credentials, requests } = open(json(401, { message: "Unauthorized" }), json(201, { id: "o1" }));
    expect(await client.send(order)).toEqual({ id: "o1" });
    expect(requests[1]!.headers).toMatchObject({ authorization: "Bearer token-2", "idempotency-key": "key-1" });
    expect(credentials.end).not.toHaveBeenCalled();
  });

  it("ends the session when it is refused again", async () => {
    const { client, credentials } = open(problem(401, "unauthenticated"), problem(401, "unauthenticated"));
    await expect(client.send(order)).rejects.toMatchObject({ status: 401 });
    expect(credentials.refresh).toHaveBeenCalledOnce();
    expect(credentials.end).toHaveBeenCalledExactlyOnceWith("ended");
  });
});

describe("a session that the shop has lost", () => {
  it("is opened again with the token that still holds, and the order placed under the same key", async () => {
    const answers = [problem(401, "session-ended"), json(201, { csrfToken: "csrf-2" }), json(201, { id: "o1" })];
    const { client, credentials, requests } = open(...answers);
    expect(await client.send(order)).toEqual({ id: "o1" });
    expect(requests[2]!.headers).toMatchObject({ "x-csrf-token": "csrf-2", "idempotency-key": "key-1" });
    expect(credentials.refresh).not.toHaveBeenCalled();
    expect(credentials.end).not.toHaveBeenCalled();
  });

  it("ends when the new one is lost as well", async () => {
    const answers = [problem(401, "session-ended"), json(201, { csrfToken: "csrf-2" }), problem(401, "session-ended")];
    const { client, credentials } = open(...answers);
    await expect(client.send(order)).rejects.toMatchObject({ code: "session-ended" });
    expect(credentials.end).toHaveBeenCalledExactlyOnceWith("ended");
  });
});

describe("the session of a guest", () => {
  const guest = (...answers: ScriptedAnswer[]) => {
    const { client, requests, credentials } = open(...answers);
    credentials.accessToken = async () => undefined as never;
    return { client, requests, credentials };
  };

  it.each([
    [403, "csrf"],
    [401, "session-ended"],
  ])("is opened or continued after %i %s, and the request sent again", async (status, code) => {
    const { client, requests } = guest(problem(status, code), json(200, { csrfToken: "csrf-2" }), json(200, {}));
    expect(await client.send(cart)).toEqual({});
    expect(requests.map(({ path }) => path)).toEqual(["/api/cart", "/api/cart/session", "/api/cart"]);
    expect(requests[1]!.headers).toEqual({});
    expect(requests[2]!.headers).toEqual({ "x-csrf-token": "csrf-2", "content-type": "application/json" });
  });

  it("is opened once, and its refusal is reported", async () => {
    const { client, requests } = guest(problem(403, "csrf"), json(200, { csrfToken: "c" }), problem(403, "csrf"));
    await expect(client.send(cart)).rejects.toMatchObject({ code: "csrf" });
    expect(requests).toHaveLength(3);
  });
});

describe("a session that another tab has replaced", () => {
  it("is opened again, once", async () => {
    const { client, requests } = open(
      problem(403, "csrf"),
      json(201, { csrfToken: "csrf-2" }),
      json(201, { id: "o1" }),
    );
    expect(await client.send(order)).toEqual({ id: "o1" });
    expect(requests.map(({ path }) => path)).toEqual(["/api/orders", "/api/session", "/api/orders"]);
    expect(requests[2]!.headers["x-csrf-token"]).toBe("csrf-2");
  });

  it("is not opened for another refusal", async () => {
    const { client, requests } = open(problem(403, "scope"));
    await expect(client.send(order)).rejects.toMatchObject({ code: "scope" });
    expect(requests).toHaveLength(1);
  });
});

describe("a problem", () => {
  it("names the invalid parts", async () => {
    const body = {
      title: "Bad request",
      code: "validation",
      requestId: "r1",
      errors: [{ path: "items", message: "too few" }],
    };
    const { client } = open(json(400, body));
    await expect(client.send(order)).rejects.toMatchObject({
      message: "Bad request",
      document: { errors: [{ path: "items", message: "too few" }], requestId: "r1" },
    });
  });

  it("is described by its status without a problem document", async () => {
    const { client } = open(new Response("<html>", { status: 500 }));
    await expect(client.send(read)).rejects.toMatchObject({ code: "unknown", message: "The shop answered 500." });
  });
});
