import { generateKeyPairSync, randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathWithout, processesOf } from "../../../../tests/support/local/development";
import { hostileBodies } from "../../../../tests/support/local/hostile";
import { signingKey } from "../../../../tests/support/local/moto-key";
import { send } from "../../../../tests/support/local/requests";
import { signed } from "../../../../tests/support/user-pool";
import { describeWith } from "../../../../tests/support/with-tool";
import { routes, type Group, type Route } from "../../functions/contract";
import { chargedAfter, chargedTwice, chargesOf } from "./charges";
import { Saas } from "./development";
import { eventually, Subscriber } from "./subscriber";

jest.setTimeout(300_000);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-saas-local-"));
// As root, PostgreSQL runs as another user.
fs.chmodSync(folder, 0o755);

const table: readonly Route[] = routes;
const protectedRoutes = table.filter(({ access }) => access.type !== "open");

/** Days until a month has passed, whatever its length. */
const MONTH = 31;

describeWith("moto_server", "SaaS on one machine")("SA-L1 SaaS on one machine", () => {
  let system: Saas;

  beforeAll(async () => {
    system = new Saas(folder);
    await system.start();
  });

  afterAll(async () => {
    await system.stop("SIGINT").catch(() => undefined);
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const captures = async () => (await system.payments()).captures;
  const join = () => new Subscriber(system).join();

  describe("the subscriber Ann", () => {
    let ann: Subscriber;
    let id: string;

    test("registers and signs in, and is a customer after she has joined", async () => {
      ann = new Subscriber(system);
      expect((await ann.register()).status).toBe(200);
      expect((await ann.register()).body).toMatchObject({ code: "UsernameExistsException" });
      expect((await ann.signIn("another password")).status).toBe(400);
      await ann.signIn();
      expect([(await ann.get("/profile")).status, (await ann.get("/subscriptions")).status]).toEqual([403, 403]);
      expect((await ann.post("/profile", { name: "Ann" })).body).toMatchObject({ userId: ann.id, email: ann.email });
      await ann.signIn();
      expect((await ann.get("/profile")).body).toMatchObject({ name: "Ann", preferences: { email: true, sms: false } });
    });

    test("changes her profile, and gets SMS after she has entered a number", async () => {
      const both = { email: true, sms: true };
      expect(await ann.put("/profile/preferences", both)).toMatchObject({
        status: 400,
        body: { code: "invalid-request" },
      });
      expect((await ann.put("/profile", { name: "Ann O'Neil", phone: "+14155550100" })).status).toBe(200);
      expect((await ann.put("/profile/preferences", both)).body).toMatchObject({ preferences: both });
    });

    test("subscribes: she is charged after her approval and not before, and once for a repeated request", async () => {
      const key = randomUUID();
      id = await ann.request("pro", "month", key);
      expect(await ann.request("pro", "month", key)).toBe(id);
      await ann.sees(id, ({ approvalUrl }) => approvalUrl !== undefined);
      expect(chargesOf(await captures(), id)).toEqual([]);
      await ann.approve(id);
      await ann.sees(id, ({ status }) => status === "active");
      expect(await ann.request("pro", "month", key)).toBe(id);
      expect(chargesOf(await captures(), id)).toEqual([2900]);
      expect(await ann.mail("Your subscription has started")).toContain("You paid $29.00.");
      const sms = await eventually(
        () => system.messages("+14155550100"),
        ({ length }) => length > 0,
      );
      expect(sms[0]!.text).toMatch(/^Your pro subscription has started\. /);
    });

    test("pays the difference for the rest of the period when she chooses a more expensive plan", async () => {
      const now = Date.parse(await system.pass(10));
      const { periodStart, periodEnd } = await ann.sees(id, () => true);
      const [start, end] = [Date.parse(periodStart), Date.parse(periodEnd)];
      const expected = (7000 * (end - now)) / (end - start);
      const preview = await ann.get(`/subscriptions/${id}/change?plan=business&interval=month`);
      const { amountCents, creditCents } = preview.body as { amountCents: number; creditCents: number };
      expect([Math.abs(amountCents - expected) <= 1, creditCents]).toEqual([true, 0]);
      expect((await ann.changePlan(id, "business")).status).toBe(202);
      expect(await ann.sees(id, ({ plan }) => plan === "business")).toMatchObject({ periodEnd, creditCents: 0 });
      const [first, change, ...others] = chargesOf(await captures(), id);
      expect([first, Math.abs(change! - amountCents) <= 1, others]).toEqual([2900, true, []]);
      await ann.mail("Your plan was changed");
    });

    test("gains credit when she chooses a cheaper plan, and is charged nothing", async () => {
      const before = chargesOf(await captures(), id);
      expect((await ann.changePlan(id, "basic")).status).toBe(202);
      const { creditCents } = await ann.sees(id, ({ plan }) => plan === "basic");
      // 21 or 18 of 31 or 28 days are left of 90 dollars of difference.
      expect([creditCents > 5700, creditCents < 6200, chargesOf(await captures(), id)]).toEqual([true, true, before]);
      expect(await ann.changePlan(id, "basic")).toMatchObject({ status: 409, body: { code: "same-plan" } });
    });

    test("pays the next period with her credit", async () => {
      const before = chargesOf(await captures(), id);
      const { creditCents, periodEnd } = await ann.sees(id, () => true);
      await system.pass(MONTH - 10);
      const renewed = await ann.sees(id, ({ periodStart }) => periodStart === periodEnd);
      expect([renewed.creditCents, chargesOf(await captures(), id)]).toEqual([creditCents - 900, before]);
      const { body } = await ann.get(`/subscriptions/${id}/payments`);
      const payments = body["payments"] as { purpose: string; amountCents: number; creditCents: number }[];
      const renewals = payments.filter(({ purpose }) => purpose === "renewal");
      expect(renewals).toMatchObject([{ status: "captured", amountCents: 0, creditCents: 900 }]);
    });

    test("cancels at once, and gets the unused part of her last charge back", async () => {
      const { refunds: before } = await system.payments();
      await ann.end(id);
      await ann.mail("Your subscription was cancelled");
      // The period was paid by credit, which is not paid out.
      expect((await system.payments()).refunds).toEqual(before);
    });
  });

  describe("a subscription", () => {
    test("that is cancelled at once refunds what is not used", async () => {
      const carol = await join();
      const id = await carol.subscribe("basic");
      await system.pass(14);
      await carol.end(id);
      const { captures: all, refunds } = await eventually(
        () => system.payments(),
        ({ refunds: made }) => Object.keys(made).length > 0,
      );
      const refunded = refunds[all.find(({ reference }) => reference.startsWith(id))!.id]!;
      // 14 to 17 of 28 to 31 days.
      expect([refunded >= 450, refunded <= 494, chargesOf(all, id)]).toEqual([true, true, [900]]);
      expect(await carol.mail("Your subscription was cancelled")).toContain("We refund $4.");
    });

    test("renews each month, although PayPal fails, and is charged once per period", async () => {
      const bob = await join();
      const id = await bob.subscribe("pro");
      for (const faults of [[], ["unavailable", "throttled"], ["answer-lost"]] as const) {
        const { periodEnd } = await bob.sees(id, () => true);
        await system.payments({ faults });
        await system.pass(MONTH);
        await bob.sees(id, ({ periodStart }) => periodStart === periodEnd);
      }
      const all = await captures();
      expect([chargesOf(all, id), chargedTwice(all)]).toEqual([[2900, 2900, 2900, 2900], []]);
      expect(await bob.mail("Your subscription was renewed")).toContain("You paid $29.00.");
      await bob.end(id);
    });

    test("waits for a retry after a failed renewal, and goes on after it", async () => {
      const dora = await join();
      const id = await dora.subscribe("basic");
      await system.payments({ outcomes: ["DECLINED"] });
      await system.pass(MONTH);
      await dora.sees(id, ({ status }) => status === "past-due");
      expect(await dora.mail("Your payment failed")).toMatch(/We try again on \d{4}-\d\d-\d\d\. Check your PayPal/);
      const operators = () => system.messages("subscription-events");
      const about = await eventually(operators, (messages) => messages.some(({ text }) => text.includes(id)));
      expect(about.every(({ text }) => text.includes("subscription.payment-failed"))).toBe(true);
      expect(await dora.changePlan(id, "pro")).toMatchObject({ status: 409, body: { code: "payment-due" } });
      await system.pass(0.9);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect([(await dora.sees(id, () => true)).status, chargesOf(await captures(), id)]).toEqual(["past-due", [900]]);
      await system.pass(0.2);
      await dora.sees(id, ({ status }) => status === "active");
      expect(chargesOf(await captures(), id)).toEqual([900, 900]);
      await dora.end(id);
    });

    test("ends after three failed retries, and is never charged again", async () => {
      const emil = await join();
      const id = await emil.subscribe("basic");
      await system.payments({ outcomes: ["DECLINED", "DECLINED", "DECLINED", "DECLINED"] });
      const failures = async () => (await system.messages(emil.email)).filter(({ subject }) => /failed/.test(subject!));
      for (const [index, days] of [MONTH, 1.1, 3.1, 5.1].entries()) {
        await system.pass(days);
        await eventually(failures, ({ length }) => length === index + 1);
      }
      await emil.sees(id, ({ status }) => status === "cancelled");
      expect((await failures()).at(-1)!.text).toContain("This was the last attempt; the subscription ends.");
      await system.pass(MONTH);
      expect(chargesOf(await captures(), id)).toEqual([900]);
    });

    test("that is cancelled ends with its period, and is never charged afterwards", async () => {
      const fred = await join();
      const id = await fred.subscribe("pro");
      expect((await fred.cancel(id, "period-end")).status).toBe(202);
      const { status, periodEnd } = await fred.sees(id, ({ cancellation }) => cancellation === "period-end");
      expect([status, (await fred.changePlan(id, "basic")).status]).toEqual(["active", 409]);
      for (let month = 0; month < 3; month++) {
        await system.pass(MONTH);
        await fred.sees(id, ({ status: now }) => now === "cancelled");
      }
      const all = await captures();
      expect([chargesOf(all, id), chargedAfter(all, id, periodEnd)]).toEqual([[2900], []]);
      expect(chargedAfter(all, id, "2020-01-01T00:00:00.000Z")).toHaveLength(1);
    });

    test("is charged although no webhook arrives, because the order is read when the heartbeat ends", async () => {
      const gina = await join();
      await system.payments({ sendsWebhooks: false });
      const id = await gina.request("basic");
      await gina.approve(id);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect((await gina.sees(id, () => true)).status).toBe("pending");
      await system.pass(0.3);
      await gina.sees(id, ({ status }) => status === "active");
      await system.payments({ sendsWebhooks: true });
      expect(chargesOf(await captures(), id)).toEqual([900]);
      await gina.end(id);
    });

    test("of another customer is unknown", async () => {
      const [hugo, eve] = await Promise.all([join(), join()]);
      const id = await hugo.request("free");
      await hugo.sees(id, ({ status }) => status === "active");
      for (const route of ["", "/payments", "/change?plan=pro&interval=month"])
        expect(await eve.get(`/subscriptions/${id}${route}`)).toMatchObject({ status: 404 });
      expect([(await eve.changePlan(id, "pro")).status, (await eve.cancel(id, "now")).status]).toEqual([404, 202]);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect((await hugo.sees(id, () => true)).status).toBe("active");
    });
  });

  describe("webhooks", () => {
    const deliver = (body: string, headers: Readonly<Record<string, string>> = {}) =>
      send(system.url, "POST", "/webhooks/paypal", { body, headers });

    test("of PayPal are accepted again and again, and charge nothing twice", async () => {
      const { captures: before, delivered } = await system.payments();
      for (const { body, headers } of delivered.slice(-5)) expect((await deliver(body, headers)).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const { captures: after } = await system.payments();
      expect([after, chargedTwice(after)]).toEqual([before, []]);
    });

    test("that are forged are refused, and activate nothing", async () => {
      const mallory = await join();
      await system.payments({ sendsWebhooks: false });
      const id = await mallory.request("business");
      const { approvalUrl } = await mallory.sees(id, (shown) => shown.approvalUrl !== undefined);
      const [genuine] = (await system.payments()).delivered;
      const event = { id: "WH-forged", event_type: "CHECKOUT.ORDER.APPROVED", resource: { custom_id: approvalUrl } };
      const forgeries = [
        await deliver(JSON.stringify(event)),
        await deliver(JSON.stringify(event), genuine!.headers),
        await deliver(genuine!.body.replace("WH-", "WH_"), genuine!.headers),
        await deliver(genuine!.body, { ...genuine!.headers, "Paypal-Cert-Url": `${system.console}/v1/certs/a` }),
      ];
      expect(forgeries.map(({ status, body }) => [status, body["code"]])).toEqual(
        forgeries.map(() => [400, "invalid-signature"]),
      );
      expect((await mallory.sees(id, () => true)).status).toBe("pending");
      expect((await deliver(genuine!.body, genuine!.headers)).status).toBe(200);
      await system.payments({ sendsWebhooks: true });
    });
  });

  describe("access", () => {
    let customer: Subscriber;
    let admin: Subscriber;
    let support: Subscriber;

    const withGroup = async (group: Group) => {
      const user = await join();
      await system.addToGroup(user.id, group);
      await user.signIn();
      return user;
    };

    beforeAll(async () => {
      customer = await join();
      [admin, support] = [await withGroup("admin"), await withGroup("support")];
    });

    const request = ({ routeKey, query = {} }: Route, authorization?: string) => {
      const [method = "", resource = ""] = routeKey.split(" ");
      const headers = { ...(authorization && { authorization }), "idempotency-key": randomUUID() };
      const search = new URLSearchParams(Object.fromEntries(Object.keys(query).map((name) => [name, "none"])));
      const target = `${resource.replace(/\{\w+\}/g, "none")}?${search.toString()}`;
      return send(system.url, method, target, { headers, ...(method !== "GET" && { body: "{}" }) });
    };

    const claimsOf = (token: string) =>
      JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString("utf8")) as object;

    const forgeries: readonly [string, () => string][] = [
      ["nothing", () => ""],
      ["a text", () => "Bearer nothing"],
      ["an ID token", () => `Bearer ${customer.idToken}`],
      [
        "an expired token",
        () => `Bearer ${signed(signingKey(), { ...claimsOf(customer.accessToken), exp: 1 }, { kid: "dummy" })}`,
      ],
      [
        "a token that another key has signed",
        () => {
          const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
          return `Bearer ${signed(privateKey, claimsOf(customer.accessToken), { kid: "dummy" })}`;
        },
      ],
    ];

    test.each(forgeries)("is refused on every protected route with %s", async (_, forge) => {
      const authorization = forge();
      const statuses: [string, number][] = [];
      for (const route of protectedRoutes) statuses.push([route.name, (await request(route, authorization)).status]);
      expect(statuses).toEqual(protectedRoutes.map(({ name }) => [name, 401]));
    });

    test.each<[Group]>([["customer"], ["support"], ["admin"]])("of %s is that of the group", async (group) => {
      const key = signingKey();
      const claims = { ...claimsOf(customer.accessToken), "cognito:groups": [group] };
      const authorization = `Bearer ${signed(key, claims, { kid: "dummy" })}`;
      const refused: string[] = [];
      for (const route of protectedRoutes)
        if ((await request(route, authorization)).status === 403) refused.push(route.name);
      const others = protectedRoutes.filter(({ groups }) => groups !== "signed-in" && !groups.includes(group));
      expect(refused).toEqual(others.map(({ name }) => name));
      expect(refused.length).toBeGreaterThan(0);
    });

    test("to users is for staff, and the admin changes groups", async () => {
      const found = await support.get(`/users?email=${encodeURIComponent(customer.email)}`);
      expect(found).toMatchObject({ status: 200, body: { userId: customer.id } });
      expect((await support.get(`/users/${customer.id}/subscriptions`)).body).toEqual({ subscriptions: [] });
      expect((await support.put(`/users/${customer.id}/groups`, { groups: ["admin"] })).status).toBe(403);
      const groups = ["customer", "support"];
      expect(await admin.put(`/users/${customer.id}/groups`, { groups })).toMatchObject({ status: 200 });
      await customer.signIn();
      expect((await customer.get(`/users/${support.id}`)).status).toBe(200);
    });

    test("to reports is for admins: revenue is what PayPal has captured and refunded", async () => {
      const today = new Date().toISOString().slice(0, 10);
      const day = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
      const { captures: all, refunds } = await system.payments();
      const sum = (cents: readonly number[]) => cents.reduce((total, each) => total + each, 0);
      const moved = sum(all.map(({ cents }) => cents)) - sum(Object.values(refunds));
      const revenue = async (from: string, to: string) => {
        const { status, body } = await admin.get(`/analytics/revenue?from=${from}&to=${to}`);
        expect(status).toBe(200);
        return sum((body["revenue"] as { amountCents: number }[]).map(({ amountCents }) => amountCents));
      };
      // The ledger is written soon after the payment; answers are cached by their period.
      let split = 300;
      const both = async () => {
        split -= 1;
        await new Promise((resolve) => setTimeout(resolve, 400));
        return (await revenue(today, day(split))) + (await revenue(day(split + 1), day(600)));
      };
      expect(await eventually(both, (cents) => cents === moved)).toBe(moved);
      expect((await customer.get(`/analytics/revenue?from=${today}&to=${today}`)).status).toBe(403);
      const { body } = await admin.get("/analytics/subscriptions");
      const counts = body["counts"] as { status: string; subscriptions: number }[];
      expect(sum(counts.filter(({ status }) => status === "cancelled").map((each) => each.subscriptions))).toBe(7);
    });

    test("to exports is for admins: the same key exports once, and the lines are those of the ledger", async () => {
      const from = new Date().toISOString().slice(0, 10);
      const headers = { "idempotency-key": randomUUID() };
      const created = await admin.post("/exports", { from, to: from }, headers);
      expect(await admin.post("/exports", { from, to: from }, headers)).toMatchObject({ body: created.body });
      const { body } = await admin.get(`/exports/${String(created.body["exportId"])}`);
      const lines = String(body["csv"]).trim().split("\r\n");
      expect([created.status, lines.length - 1]).toEqual([201, created.body["records"]]);
      expect(lines[1]).toContain("subscription.created");
      expect(await customer.post("/exports", { from, to: from }, headers)).toMatchObject({ status: 403 });
    });
  });

  test("a visitor sees prices and health", async () => {
    expect((await send(system.url, "GET", "/plans")).body).toMatchObject({
      currency: "USD",
      plans: { pro: { month: 2900 } },
    });
    expect((await send(system.url, "GET", "/health")).body).toMatchObject({ status: "ok" });
  });

  describe("hostile input", () => {
    let staff: Subscriber;

    beforeAll(async () => {
      staff = await join();
      await system.addToGroup(staff.id, "admin");
      await staff.signIn();
    });

    test.each(table.filter(({ body }) => body).map(({ name, routeKey }) => [name, routeKey] as const))(
      "of %s is refused with 4xx",
      async (_, routeKey) => {
        const [method = "", resource = ""] = routeKey.split(" ");
        const headers = { authorization: `Bearer ${staff.accessToken}`, "idempotency-key": randomUUID() };
        const accepted: unknown[] = [];
        for (const body of hostileBodies) {
          const { status } = await send(system.url, method, resource.replace(/\{\w+\}/g, "none"), { body, headers });
          if (status < 400 || status >= 500) accepted.push([body.slice(0, 60), status]);
        }
        expect(accepted).toEqual([]);
      },
    );

    test("and passwords never reach the log of a function", () => {
      expect(system.log).not.toMatch(/"level":"ERROR"/);
      expect(system.log).not.toContain(staff.password);
      expect(system.log).not.toContain(staff.accessToken);
    });
  });

  test("a PayPal that forgets the keys of requests charges a period twice, which the check of charges finds", async () => {
    const ida = await join();
    const id = await ida.subscribe("basic");
    const { periodEnd } = await ida.sees(id, () => true);
    await system.payments({ remembersKeys: false, faults: ["answer-lost"] });
    await system.pass(MONTH);
    await ida.sees(id, ({ periodStart }) => periodStart === periodEnd);
    const all = await captures();
    expect([chargesOf(all, id), chargedTwice(all)]).toEqual([[900, 900, 900], [`${id}/${periodEnd}`]]);
  });

  test("says how to install what is missing", async () => {
    const incomplete = new Saas(folder, { PATH: pathWithout("moto_server") });
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
