import Ajv from "ajv-draft-04";
import { describe, expect, test } from "vitest";
import {
  authorizers,
  bodies,
  functions,
  models,
  paymentDefinition,
  paymentTasks,
  policyFor,
  routes,
  type Route,
} from "../../../functions/contract";

const table: readonly Route[] = routes;

describe("routes", () => {
  test("have different names and keys", () => {
    expect(new Set(table.map(({ name }) => name)).size).toBe(12);
    expect(new Set(table.map(({ routeKey }) => routeKey)).size).toBe(12);
  });

  test("have the resources of the document", () => {
    const paths = table.map(({ routeKey }) => routeKey.split(" ")[1]);
    for (const path of ["/register", "/login", "/orders", "/feedback", "/analytics", "/pay"])
      expect(paths).toContain(path);
  });

  test("need a group exactly where the authorizer of roles decides", () => {
    const inconsistent = table.filter(({ access, groups }) => (access.type === "lambda") !== groups.length > 0);
    expect(inconsistent).toEqual([]);
  });

  test("check every body that a request may have", () => {
    expect(table.filter(({ routeKey, body }) => routeKey.startsWith("POST") !== Boolean(body))).toEqual([]);
  });

  test("cache answers for each caller unless everybody may read them", () => {
    const shared = table.filter(({ cache }) => cache && !cache.perCaller);
    expect(shared.map(({ name, access }) => [name, access.type])).toEqual([["listFeedback", "open"]]);
  });

  test("use both authorizers", () => {
    const used = new Set(table.flatMap(({ access }) => (access.type === "open" ? [] : [access.authorizer])));
    expect([...used].sort()).toEqual(Object.values(authorizers).sort());
  });

  test("end before API Gateway gives up", () => {
    for (const { timeoutSeconds } of Object.values(functions)) expect(timeoutSeconds).toBeLessThan(29);
  });
});

describe("the policy of a group", () => {
  test("of customers covers orders and payments", () => {
    expect(policyFor(["customers"])).toEqual(["POST/orders", "GET/orders", "GET/orders/*", "POST/pay"]);
  });

  test("of analysts covers analytics only", () => {
    expect(policyFor(["analysts"])).toEqual(["GET/analytics"]);
  });

  test("adds up for members of several", () => {
    expect(policyFor(["analysts", "customers"])).toHaveLength(5);
  });

  test.each([[[]], [["admins"]], [["Customers"]], [["customers "]]])("is empty for %j", (groups) => {
    expect(policyFor(groups)).toEqual([]);
  });
});

describe("request models", () => {
  const ajv = new Ajv({ strict: true, formats: { date: true } });
  const order = { items: [{ productId: "p-1", quantity: 2 }], totalCents: 100 };
  const validOrder = ajv.compile(models.Order);

  test("are draft 04 and refuse unknown properties", () => {
    for (const [name, model] of Object.entries(models)) {
      expect([name, model["$schema"]]).toEqual([name, "http://json-schema.org/draft-04/schema#"]);
      expect([name, model["additionalProperties"]]).toEqual([name, false]);
    }
  });

  test.each([
    ["an order", order, true],
    ["no items", { ...order, items: [] }, false],
    ["a quantity of zero", { ...order, items: [{ productId: "p-1", quantity: 0 }] }, false],
    ["a fraction", { ...order, items: [{ productId: "p-1", quantity: 1.5 }] }, false],
    ["an unknown property", { ...order, status: "PAID" }, false],
    ["an id with a slash", { ...order, items: [{ productId: "../p", quantity: 1 }] }, false],
    ["a text", "order", false],
    ["nothing", null, false],
  ])("decide on %s as the functions do", (_, value, isValid) => {
    expect([validOrder(value), bodies.Order.safeParse(value).success]).toEqual([isValid, isValid]);
  });
});

test("the payment definition names the function of the environment and every task", () => {
  const text = paymentDefinition("arn:aws:lambda:us-east-1:111122223333:function:pay:live");
  expect(text).not.toContain("${");
  const { States } = JSON.parse(text) as { States: Record<string, { Parameters?: { Payload: { task: string } } }> };
  const tasks = Object.values(States).flatMap(({ Parameters }) => Parameters?.Payload.task ?? []);
  expect(tasks.sort()).toEqual([...paymentTasks].sort());
});
