import { spawnSync } from "node:child_process";
import { generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describeWith } from "../../../../tests/support/with-tool";
import { bundleBatch } from "../../batch/bundle";
import { closeDatabase, query } from "../../functions/adapters/database";
import { routes, type Route } from "../../functions/contract";
import { pathWithout, processesOf } from "../../../../tests/support/local/development";
import { signingKey } from "../../../../tests/support/local/moto-key";
import { send } from "../../../../tests/support/local/requests";
import { signed } from "../../../../tests/support/user-pool";
import { Customer } from "./customer";
import { ScaleUp } from "./development";
import { hostileBodies, hostileQueries } from "../../../../tests/support/local/hostile";

jest.setTimeout(300_000);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-scale-up-local-"));
// As root, PostgreSQL runs as another user.
fs.chmodSync(folder, 0o755);

const table: readonly Route[] = routes;
const protectedRoutes = table.filter(({ access }) => access.type !== "open");
/** Time for which the stage cache returns an answer again. */
const CACHED_MILLIS = 5_000;
const today = new Date().toISOString().slice(0, 10);

describeWith("moto_server", "Scale-up on one machine")("SU-L1 Scale-up on one machine", () => {
  let system: ScaleUp;
  let ann: Customer;
  let analyst: Customer;
  let motoKey: KeyObject;

  beforeAll(async () => {
    motoKey = signingKey();
    system = new ScaleUp(folder);
    await system.start();
    ann = await new Customer(system.url).join();
    analyst = await new Customer(system.url).join();
    await system.makeAnalyst(analyst.id);
    await analyst.signIn();
  });

  afterAll(async () => {
    await system.stop("SIGINT").catch(() => undefined);
    fs.rmSync(folder, { recursive: true, force: true });
  });

  describe("the customer", () => {
    let orderId: string;

    test("orders, pays, and finds the order paid", async () => {
      orderId = await ann.order("coffee", "cup");
      expect((await ann.pay(orderId, "tok_approved")).status).toBe(202);
      expect([await ann.endOfPayment(orderId), await system.chargeOf(orderId)]).toEqual(["PAID", "charged"]);
    });

    test("gives feedback that visitors read", async () => {
      const text = 'Grüße aus Köln, it\'s "good" ☕';
      expect((await ann.giveFeedback(orderId, "coffee", text)).status).toBe(201);
      expect((await ann.giveFeedback(orderId, "coffee", text)).status).toBe(409);
      const { status, body } = await send(system.url, "GET", "/feedback?productId=coffee");
      expect([status, body["feedback"]]).toMatchObject([200, [{ text, rating: 5 }]]);
    });

    test("fails to pay: nothing is charged, and the pieces are for sale again", async () => {
      const { orderId: declined, status } = await ann.buy("grinder", "tok_declined");
      expect([status, await system.chargeOf(declined)]).toEqual(["CANCELLED", undefined]);
      expect((await ann.get(`/orders/${declined}`)).body["payment"]).toBe("declined");
      const five = { items: [{ productId: "grinder", quantity: 5 }], totalCents: 5 * 8900 };
      expect((await ann.placeOrder(five)).status).toBe(201);
    });

    test("pays in the second attempt at a provider that did not answer", async () => {
      expect(await ann.buy("cup", "tok_flaky")).toMatchObject({ status: "PAID" });
    });

    test("gets the money back if the sale cannot be recorded", async () => {
      await system.sql("ALTER TABLE sales ADD CONSTRAINT broken CHECK (false) NOT VALID");
      const bought = await ann.buy("cup");
      await system.sql("ALTER TABLE sales DROP CONSTRAINT broken");
      expect([bought.status, await system.chargeOf(bought.orderId)]).toEqual(["CANCELLED", "refunded"]);
      expect((await ann.get(`/orders/${bought.orderId}`)).body["payment"]).toBe("failed");
      expect(await system.sql(`SELECT 1 FROM sales WHERE order_id = '${bought.orderId}'`)).toEqual([]);
    });

    test("refreshes the tokens", async () => {
      const before = ann.accessToken;
      expect((await ann.refresh()).status).toBe(200);
      expect(ann.accessToken).not.toBe(before);
      expect((await ann.get("/orders")).status).toBe(200);
    });

    test("does not see analytics, which an analyst reads", async () => {
      expect((await ann.analytics(today, today)).status).toBe(403);
      const { status, body } = await analyst.analytics(today, today);
      const [{ orders, cents }] = (await system.sql<{ orders: number; cents: number }>(
        "SELECT count(*)::int AS orders, sum(total_cents)::int AS cents FROM sales",
      )) as [{ orders: number; cents: number }];
      expect(orders).toBeGreaterThan(1);
      expect([status, body["sales"]]).toEqual([200, [{ day: today, orders, revenueCents: cents }]]);
    });

    test("clicks twice: one order, one payment", async () => {
      const orderKey = randomUUID();
      const cup = { items: [{ productId: "cup", quantity: 1 }], totalCents: 990 };
      const placed = await Promise.all([ann.placeOrder(cup, orderKey), ann.placeOrder(cup, orderKey)]);
      expect(placed.map(({ status }) => status)).toEqual([201, 201]);
      expect(placed[0]!.body).toEqual(placed[1]!.body);
      const id = String(placed[0]!.body["orderId"]);
      const paid = await Promise.all([ann.pay(id, "tok_approved"), ann.pay(id, "tok_approved")]);
      expect(paid.map(({ status }) => status)).toEqual([202, 202]);
      expect(paid[0]!.body).toEqual(paid[1]!.body);
      expect(await ann.endOfPayment(id)).toBe("PAID");
      for (const token of ["tok_approved", "tok_declined"]) {
        expect(await ann.pay(id, token)).toMatchObject({ status: 202, body: {} });
      }
      expect(await ann.endOfPayment(id)).toBe("PAID");
      expect(await system.sql(`SELECT order_id FROM sales WHERE order_id = '${id}'`)).toHaveLength(1);
    });
  });

  describe("the batch", () => {
    let program: string;

    beforeAll(() => {
      program = bundleBatch(fs.mkdtempSync(path.join(folder, "batch-")));
    });

    const run = async (...parameters: string[]) => {
      const env = await system.batchVariables();
      const { status, stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", program, ...parameters], {
        env,
        encoding: "utf8",
      });
      return {
        status,
        stderr,
        lines: stdout
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line) as object),
      };
    };

    test("aggregates views and sales of a day, and reports its completion", async () => {
      const view = (productId: string) =>
        JSON.stringify({ type: "product-viewed", productId, at: `${today}T10:00:00Z` });
      await system.writeObject(`events/day=${today}/a.jsonl`, [view("coffee"), view("teapot"), "no event"].join("\n"));
      await system.writeObject(`events/day=${today}/b.jsonl`, view("coffee"));
      const { status, lines } = await run("aggregate", today);
      expect([status, lines]).toMatchObject([0, [{ level: "INFO", invalidLines: 1 }, { BatchCompleted: 1 }]]);
      const rows = (await system.readObject(`aggregates/day=${today}/products.jsonl`))
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as object);
      const [sold] = await system.sql<{ pieces: number; cents: number }>(
        "SELECT sum(quantity)::int AS pieces, sum(quantity * price_cents)::int AS cents FROM sale_items WHERE product_id = 'coffee'",
      );
      expect(rows).toEqual(
        expect.arrayContaining([
          { day: today, productId: "coffee", views: 2, pieces: sold!.pieces, revenueCents: sold!.cents },
          { day: today, productId: "teapot", views: 1, pieces: 0, revenueCents: 0 },
        ]),
      );
    });

    test("gives way to a run that is under way", async () => {
      await system.withLock(async () => {
        expect(await run("aggregate", today)).toMatchObject({
          status: 3,
          lines: [{ message: "Another run is under way" }],
        });
      });
      expect((await run("aggregate", today)).status).toBe(0);
    });

    test("creates the schema again without an effect", async () => {
      expect(await run("migrate")).toMatchObject({ status: 0, stderr: "" });
    });

    test.each([[["aggregate", "yesterday"]], [["drop"]], [[]]])("fails for the parameters %j", async (parameters) => {
      const { status, lines } = await run(...parameters);
      expect([status, lines]).toMatchObject([1, [{ level: "ERROR", message: "Failed" }]]);
    });
  });

  describe("the functions' database", () => {
    beforeAll(async () => {
      Object.assign(process.env, await system.batchVariables(), { POWERTOOLS_LOG_LEVEL: "SILENT" });
    });

    afterEach(() => closeDatabase());

    test("refuses writes of a session that reads", async () => {
      await expect(query("read-only", "DELETE FROM sales", [])).rejects.toMatchObject({ code: "25006" });
      expect(await query("read-only", "SELECT 1 AS one", [])).toEqual([{ one: 1 }]);
    });

    test("is not trusted without its certificate", async () => {
      const { DATABASE_CA_FILE } = process.env;
      process.env["DATABASE_CA_FILE"] = "/nowhere";
      const cause = { code: "DEPTH_ZERO_SELF_SIGNED_CERT" };
      await expect(query("read-only", "SELECT 1", [])).rejects.toMatchObject({ name: "TemporarilyUnavailable", cause });
      process.env["DATABASE_CA_FILE"] = DATABASE_CA_FILE;
    });

    test("accepts the password of a rotated secret, here and in the running functions", async () => {
      await query("read-only", "SELECT 1", []);
      await closeDatabase();
      await system.rotatePassword("another-password");
      expect(await query("read-only", "SELECT 1 AS one", [])).toEqual([{ one: 1 }]);
      await system.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
      expect(await ann.buy("cup")).toMatchObject({ status: "PAID" });
    });
  });

  describe("two customers behind the stage cache", () => {
    test("see their own orders, from the cache", async () => {
      const [carol, dave] = await Promise.all([new Customer(system.url).join(), new Customer(system.url).join()]);
      const ids = async (customer: Customer) => {
        const { body } = await customer.get("/orders");
        return (body["orders"] as { orderId: string }[]).map(({ orderId }) => orderId);
      };
      const orders = [await carol.order("cup")];
      expect(await ids(dave)).toEqual([]);
      /** Lists the orders before and after a further one. */
      const orderBetween = async () => {
        const start = Date.now();
        const before = await ids(carol);
        expect(before).toEqual(orders);
        orders.unshift(await carol.order("cup"));
        return { before, after: await ids(carol), millis: Date.now() - start };
      };
      let lists = await orderBetween();
      // On a busy machine the first list may have left the cache.
      while (lists.millis >= CACHED_MILLIS) {
        await expiry();
        lists = await orderBetween();
      }
      expect(lists.after).toEqual(lists.before);
      const own = await dave.order("cup");
      expect((await dave.get(`/orders/${orders[0]}`)).status).toBe(404);
      await expiry();
      expect([await ids(carol), await ids(dave)]).toEqual([orders, [own]]);
    });

    test("find an order unchanged that is paid again, and an unknown one unknown", async () => {
      const { orderId } = await ann.buy("cup");
      expect((await ann.pay(orderId, "tok_declined")).status).toBe(202);
      expect((await ann.pay("no-such-order", "tok_approved")).status).toBe(202);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const { body } = await ann.get(`/orders/${orderId}`);
      expect([body["status"], body["payment"], await system.chargeOf(orderId)]).toEqual(["PAID", undefined, "charged"]);
      expect(await ann.get("/orders/no-such-order")).toMatchObject({ status: 404, body: { code: "not-found" } });
    });

    test("cannot pay for one another", async () => {
      const eve = await new Customer(system.url).join();
      const orderId = await ann.order("cup");
      expect((await eve.pay(orderId, "tok_approved")).status).toBe(202);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect([(await ann.get(`/orders/${orderId}`)).body["status"], await system.chargeOf(orderId)]).toEqual([
        "PENDING",
        undefined,
      ]);
    });
  });

  describe("hostile input", () => {
    const withBody = table.filter(({ body }) => body).map(({ name, routeKey }) => [name, routeKey] as const);

    test.each(withBody)("of %s is refused with 4xx, readable by scripts", async (_, routeKey) => {
      const headers = { authorization: `Bearer ${ann.accessToken}`, "idempotency-key": randomUUID() };
      const accepted: unknown[] = [];
      for (const body of hostileBodies) {
        const { status, headers: received } = await send(system.url, "POST", routeKey.split(" ")[1]!, {
          body,
          headers,
        });
        const isReadable = received.get("access-control-allow-origin") === "http://localhost:3000";
        if (!isRefusal(status) || !isReadable) accepted.push([body.slice(0, 60), status, isReadable]);
      }
      expect(accepted).toEqual([]);
      await refill();
    });

    test.each(["/feedback", "/analytics"])("in the query of %s is refused", async (each) => {
      for (const query of hostileQueries) {
        const { status, body } = await analyst.get(`${each}${query}`);
        expect([query.slice(0, 60), status, body["code"] ?? body["message"]]).toEqual([
          query.slice(0, 60),
          400,
          expect.stringMatching(/invalid-request|Missing required request parameters/),
        ]);
      }
    });

    test("of a repeated parameter does not enter the stage cache", async () => {
      const feedback = (query: string) => send(system.url, "GET", `/feedback?${query}`);
      expect((await feedback("productId=lamp&productId=coffee")).status).toBe(400);
      expect(await feedback("productId=lamp")).toMatchObject({ status: 200, body: { feedback: [] } });
    });

    test.each(["..%2f..%2fetc", "%00", "a'b", "$%7Bx%7D", "%F0%9F%92%A9", "x".repeat(500)])(
      "in the path is refused: %s",
      async (id) => {
        expect((await ann.get(`/orders/${id}`)).status).toBe(400);
      },
    );

    test.each(["", "an_order", "a'b\"c", "$context.authorizer", "an order", "x".repeat(44), '","input":"{}'])(
      "names no execution: %s",
      async (orderId) => {
        expect((await ann.pay(orderId, "tok_approved")).status).toBe(400);
      },
    );

    test("never reaches the log of a function", () => {
      expect(system.log).not.toMatch(/"level":"ERROR"/);
      expect(system.log).not.toContain(ann.password);
      expect(system.log).not.toContain(ann.accessToken);
    });

    test("is answered with 404 on unknown routes, and preflight requests with the methods of a path", async () => {
      for (const unknown of ["/admin", "/orders/a/b", "/", "/ORDERS"])
        expect((await ann.get(unknown)).status).toBe(404);
      for (const outside of ["//", "//elsewhere/showcase/orders", "/orders"])
        expect((await send(new URL(system.url).origin, "GET", outside)).status).toBe(404);
      expect((await send(system.url, "DELETE", "/orders")).status).toBe(404);
      const { status, headers } = await send(system.url, "OPTIONS", "/orders");
      expect([status, headers.get("access-control-allow-methods")]).toEqual([204, "POST,GET,OPTIONS"]);
    });

    test("in floods is throttled", async () => {
      const body = { email: "nobody@example.com", password: "Correct horse 1 battery" };
      const answers = await Promise.all(Array.from({ length: 40 }, () => send(system.url, "POST", "/login", { body })));
      const throttled = answers.filter(({ status }) => status === 429);
      expect(throttled.length).toBeGreaterThan(0);
      expect(throttled[0]!.headers.get("retry-after")).toBe("1");
      expect(answers.filter(({ status }) => ![401, 429].includes(status))).toEqual([]);
      await refill();
    });
  });

  describe("tokens", () => {
    const request = (route: Route, authorization?: string) => {
      const [method = "", resource = ""] = route.routeKey.split(" ");
      const headers = { ...(authorization && { authorization }), "idempotency-key": randomUUID() };
      const query = route.name === "getAnalytics" ? `?from=${today}&to=${today}` : "";
      const target = resource.replace("{orderId}", "an-order") + query;
      return send(system.url, method, target, { headers, ...(method === "POST" && { body: "{}" }) });
    };

    const claimsOf = (token: string) =>
      JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString("utf8")) as { exp: number };

    const forgeries: readonly [string, () => string | Promise<string>][] = [
      ["nothing", () => ""],
      ["a text", () => "Bearer nothing"],
      ["an ID token", () => `Bearer ${ann.idToken}`],
      [
        "a token for another client",
        async () => `Bearer ${await system.tokenOfAnotherClient(ann.email, ann.password)}`,
      ],
      [
        "an expired token",
        () => `Bearer ${signed(motoKey, { ...claimsOf(ann.accessToken), exp: 1 }, { kid: "dummy" })}`,
      ],
      [
        "a token signed by another key",
        () => {
          const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
          return `Bearer ${signed(privateKey, claimsOf(ann.accessToken), { kid: "dummy" })}`;
        },
      ],
    ];

    test.each(forgeries)("are refused on every protected route: %s", async (_, forge) => {
      const authorization = await forge();
      const statuses: [string, number][] = [];
      for (const route of protectedRoutes) statuses.push([route.name, (await request(route, authorization)).status]);
      expect(statuses).toEqual(protectedRoutes.map(({ name }) => [name, 401]));
    });

    test("that moto's key has signed are accepted until they expire", async () => {
      const token = signed(motoKey, claimsOf(ann.accessToken), { kid: "dummy" });
      const route = table.find(({ name }) => name === "listOrders")!;
      expect((await request(route, `Bearer ${token}`)).status).toBe(200);
    });

    test("of customers open no route of analysts, and the other way round", async () => {
      // The analyst was a customer first: a user without that group has an own token.
      const claims = { ...claimsOf(analyst.accessToken), "cognito:groups": ["analysts"] };
      const ofAnalyst = `Bearer ${signed(motoKey, claims, { kid: "dummy" })}`;
      for (const route of protectedRoutes.filter(({ access }) => access.type === "lambda")) {
        const [asCustomer, asAnalyst] = [
          await request(route, `Bearer ${ann.accessToken}`),
          await request(route, ofAnalyst),
        ];
        const isForCustomers = route.groups.includes("customers");
        expect([route.name, asCustomer.status === 403, asAnalyst.status === 403]).toEqual([
          route.name,
          !isForCustomers,
          isForCustomers,
        ]);
      }
    });
  });

  test("says how to install what is missing", async () => {
    const incomplete = new ScaleUp(folder, { PATH: pathWithout("moto_server") });
    await expect(incomplete.start()).rejects.toThrow(/needs moto_server\. Install it: pipx install "moto\[server\]==/);
    await incomplete.closed;
    expect(incomplete.log).not.toContain("    at ");
  });

  test("leaves no process and no folder after Ctrl-C", async () => {
    const { dataFolder } = system;
    expect([fs.existsSync(dataFolder), processesOf(folder).length > 0]).toEqual([true, true]);
    await system.stop("SIGINT");
    expect([fs.existsSync(dataFolder), processesOf(folder)]).toEqual([false, []]);
  });
});

const isRefusal = (status: number) => status >= 400 && status < 500 && status !== 429;

/** Waits until the stage cache has forgotten every answer. */
function expiry(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, CACHED_MILLIS + 500));
}

/** Waits until the buckets of the routes of sign-in hold enough tokens again. */
function refill(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2_000));
}
