import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { LocalStateMachine } from "groundplan/testing/local";
import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { PaymentTask } from "../../functions/contract";
import { createPaymentMachine } from "../../local/payment-machine";
import { call, context, describeWithMoto, provideResources } from "./support/resources";

/** Statements that reached the database; tests of the local system run them on PostgreSQL. */
const database = vi.hoisted(() => ({ statements: [] as string[], isDown: false }));

vi.mock("../../functions/adapters/database", () => ({
  query: async (access: string, text: string) => {
    if (database.isDown) throw Object.assign(new Error("down"), { name: "TemporarilyUnavailable" });
    database.statements.push(`${access} ${/INSERT|DELETE/.exec(text)?.[0]}`);
    return [];
  },
}));

describeWithMoto("the payment state machine", () => {
  let machine: LocalStateMachine;
  let handler: typeof import("../../functions/handlers/payment").handler;
  let placeOrder: (customerId: string) => Promise<string>;
  const ran: PaymentTask[] = [];
  /** Fails a task as often as the number says. */
  const failures = new Map<PaymentTask, number>();

  /** Answers of tasks in place of those of the function. */
  const answers = new Map<PaymentTask, unknown>();

  beforeAll(async () => {
    await provideResources();
    ({ handler } = await import("../../functions/handlers/payment"));
    const orders = await import("../../functions/handlers/orders");
    placeOrder = async (customerId) => {
      const body = { items: [{ productId: "cup", quantity: 2 }], totalCents: 1980 };
      const headers = { "idempotency-key": randomUUID() };
      const placed = await call(orders.handler, "placeOrder", { customerId, headers, body });
      return String(placed.body["orderId"]);
    };
    machine = createPaymentMachine(invoke, 0);
  });

  /** Passes the event by JSON, as Lambda does. */
  async function invoke(event: unknown): Promise<unknown> {
    const input = JSON.parse(JSON.stringify(event)) as Parameters<typeof handler>[0];
    ran.push(input.task);
    const remaining = failures.get(input.task) ?? 0;
    if (answers.has(input.task)) return answers.get(input.task);
    if (remaining > 0) {
      failures.set(input.task, remaining - 1);
      throw Object.assign(new Error("busy"), { name: "TemporarilyUnavailable" });
    }
    return handler(input, context);
  }

  beforeEach(() => {
    ran.length = 0;
    database.statements.length = 0;
    database.isDown = false;
    failures.clear();
    answers.clear();
  });

  async function item(pk: string, sk: string): Promise<Record<string, unknown> | undefined> {
    const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
    const { Item } = await documents.send(new GetCommand({ TableName: process.env["ORDERS_TABLE"], Key: { pk, sk } }));
    return Item;
  }

  const statusOf = async (orderId: string) => (await item(`ORDER#${orderId}`, "ORDER"))?.["status"];
  const paymentOf = async (orderId: string) => (await item(`ORDER#${orderId}`, "ORDER"))?.["payment"];
  const chargeOf = async (orderId: string) => (await item(`ORDER#${orderId}`, "CHARGE"))?.["state"];
  const stock = async () => (await item("PRODUCT#cup", "PRODUCT"))?.["stock"];

  /** Runs an execution to its end. @returns its status. */
  async function pay(orderId: string, paymentToken: string, customerId = "ann", name = randomUUID()) {
    expect(machine.start(name, JSON.stringify({ customerId, payment: { orderId, paymentToken } }))).toBeUndefined();
    await machine.executions.get(name)!.ended;
    return machine.executions.get(name)!.status;
  }

  test("charges an order, records the sale, and marks the order as paid", async () => {
    const orderId = await placeOrder("ann");
    expect(await pay(orderId, "tok_approved")).toBe("SUCCEEDED");
    expect(ran).toEqual(["claim", "charge", "record"]);
    expect([await statusOf(orderId), await chargeOf(orderId)]).toEqual(["PAID", "charged"]);
    expect(await paymentOf(orderId)).toBeUndefined();
    expect(database.statements).toEqual(["read-write INSERT"]);
  });

  test("cancels a declined order and returns its pieces", async () => {
    const before = await stock();
    const orderId = await placeOrder("ann");
    expect(await pay(orderId, "tok_declined")).toBe("SUCCEEDED");
    expect(ran).toEqual(["claim", "charge", "release"]);
    expect([await statusOf(orderId), await chargeOf(orderId), await stock()]).toEqual(["CANCELLED", undefined, before]);
    expect(await paymentOf(orderId)).toBe("declined");
  });

  test("tries a provider again that did not answer", async () => {
    const orderId = await placeOrder("ann");
    expect(await pay(orderId, "tok_flaky")).toBe("SUCCEEDED");
    expect(ran).toEqual(["claim", "charge", "charge", "record"]);
    expect(await statusOf(orderId)).toBe("PAID");
  });

  test("gives up a provider that never answers, and releases the order", async () => {
    const before = await stock();
    const orderId = await placeOrder("ann");
    expect(await pay(orderId, "tok_unreachable")).toBe("FAILED");
    expect(ran).toEqual(["claim", ...Array(5).fill("charge"), "refund", "release"]);
    expect([await statusOf(orderId), await paymentOf(orderId), await stock()]).toEqual(["CANCELLED", "failed", before]);
  });

  test("cancels an order as declined whose answer was lost", async () => {
    const orderId = await placeOrder("ann");
    const input = { paymentId: "p-lost", orderId, customerId: "ann", paymentToken: "tok_declined" };
    await handler({ task: "claim", ...input }, context);
    await handler({ task: "charge", ...input }, context);
    await handler({ task: "refund", ...input }, context);
    await handler({ task: "release", ...input }, context);
    expect([await statusOf(orderId), await paymentOf(orderId)]).toEqual(["CANCELLED", "declined"]);
    // A late repetition changes nothing.
    await handler({ task: "charge", ...input }, context);
    expect([await statusOf(orderId), await paymentOf(orderId)]).toEqual(["CANCELLED", "declined"]);
  });

  test("refunds a charge whose sale cannot be recorded", async () => {
    const before = await stock();
    const orderId = await placeOrder("ann");
    failures.set("record", 5);
    expect(await pay(orderId, "tok_approved")).toBe("FAILED");
    expect(ran).toEqual(["claim", "charge", ...Array(5).fill("record"), "refund", "release"]);
    expect([await statusOf(orderId), await chargeOf(orderId), await stock()]).toEqual([
      "CANCELLED",
      "refunded",
      before,
    ]);
    expect(await paymentOf(orderId)).toBe("failed");
    expect(database.statements).toEqual(["read-write DELETE"]);
  });

  test.each([[null], [{}], ["charged"], [{ charged: "true" }], [{ charged: null }], [[true]]])(
    "refunds and fails where the answer to a charge is unclear: %j",
    async (answer) => {
      const before = await stock();
      const orderId = await placeOrder("ann");
      answers.set("charge", answer);
      expect(await pay(orderId, "tok_approved")).toBe("FAILED");
      expect(ran).toEqual(["claim", "charge", "refund", "release"]);
      expect([await statusOf(orderId), await stock()]).toEqual(["CANCELLED", before]);
    },
  );

  test("neither charges twice nor sells twice when tasks are repeated after they succeeded", async () => {
    const before = Number(await stock());
    const orderId = await placeOrder("ann");
    const input = { paymentId: "p-1", orderId, customerId: "ann", paymentToken: "tok_approved" };
    for (const task of ["claim", "claim", "charge", "charge", "record", "record"] as const)
      await handler({ task, ...input }, context);
    expect([await statusOf(orderId), database.statements]).toEqual(["PAID", ["read-write INSERT"]]);
    for (const task of ["refund", "refund", "release", "release"] as const) await handler({ task, ...input }, context);
    expect([await statusOf(orderId), await chargeOf(orderId), await stock()]).toEqual([
      "CANCELLED",
      "refunded",
      before,
    ]);
    expect(database.statements).toEqual(["read-write INSERT", "read-write DELETE", "read-write DELETE"]);
  });

  test.each([
    ["of another customer", "eve"],
    ["of nobody", ""],
  ])("refuses an order in the name %s, and changes nothing", async (_, customerId) => {
    const orderId = await placeOrder("ann");
    expect(await pay(orderId, "tok_approved", customerId)).toBe("FAILED");
    expect([ran, await statusOf(orderId)]).toEqual([["claim"], "PENDING"]);
  });

  test("refuses an unknown order", async () => {
    expect(await pay("no-such-order", "tok_approved")).toBe("FAILED");
    expect(ran).toEqual(["claim"]);
  });

  test("pays an order once when two executions want it at the same time", async () => {
    const orderId = await placeOrder("ann");
    const ends = await Promise.all([pay(orderId, "tok_approved"), pay(orderId, "tok_approved")]);
    expect(ends.sort()).toEqual(["FAILED", "SUCCEEDED"]);
    expect([await statusOf(orderId), database.statements]).toEqual(["PAID", ["read-write INSERT"]]);
  });

  test("does not release an order that another execution has paid", async () => {
    const orderId = await placeOrder("ann");
    await pay(orderId, "tok_approved");
    await handler({ task: "release", paymentId: "another", orderId }, context);
    expect(await statusOf(orderId)).toBe("PAID");
    await expect(handler({ task: "refund", paymentId: "another", orderId }, context)).rejects.toThrow(
      "another payment",
    );
    expect(await chargeOf(orderId)).toBe("charged");
  });

  test("starts one execution for requests of one name", async () => {
    const orderId = await placeOrder("ann");
    const name = randomUUID();
    const input = JSON.stringify({ customerId: "ann", payment: { orderId, paymentToken: "tok_approved" } });
    expect([machine.start(name, input), machine.start(name, input)]).toEqual([undefined, undefined]);
    expect(machine.start(name, "{}")).toBe("ExecutionAlreadyExists");
    await machine.executions.get(name)!.ended;
    expect(ran).toEqual(["claim", "charge", "record"]);
    expect(machine.start(name, input)).toBe("ExecutionAlreadyExists");
    expect(machine.start("a name", input)).toBe("InvalidName");
  });
});
