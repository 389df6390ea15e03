import Ajv from "ajv-draft-04";
import { describe, expect, test } from "vitest";
import {
  bodies,
  eventTypes,
  filters,
  functions,
  models,
  plans,
  policyFor,
  queues,
  routes,
  tables,
  type FunctionContract,
  type Route,
  type Table,
} from "../../../functions/contract";

const table: readonly Route[] = routes;

describe("routes", () => {
  test("have different names and keys", () => {
    expect(new Set(table.map(({ name }) => name)).size).toBe(22);
    expect(new Set(table.map(({ routeKey }) => routeKey)).size).toBe(22);
  });

  test("need a group unless they are open", () => {
    const inconsistent = table.filter(({ access, groups }) => (access.type === "lambda") !== groups.length > 0);
    expect(inconsistent).toEqual([]);
  });

  test("are open for health, prices and PayPal only", () => {
    const open = table.filter(({ access }) => access.type === "open").map(({ name }) => name);
    expect(open).toEqual(["getHealth", "listPlans", "receivePayPalEvent"]);
  });

  test("check every body but PayPal's, whose bytes are signed", () => {
    const withBody = table.filter(({ routeKey }) => /^(POST|PUT) /.test(routeKey));
    expect(withBody.filter(({ body }) => !body).map(({ name }) => name)).toEqual(["receivePayPalEvent"]);
  });

  test("require an idempotency key where a repeated request would start another execution", () => {
    const keyed = table.filter(({ headers }) => headers?.["Idempotency-Key"] === "required").map(({ name }) => name);
    expect(keyed).toEqual(["subscribe", "changePlan", "cancelSubscription", "createExport"]);
  });

  test("cache answers for each caller unless everybody may read them", () => {
    const shared = table.filter(({ cache }) => cache && !cache.perCaller);
    expect(shared.map(({ name, access }) => [name, access.type])).toEqual([["listPlans", "open"]]);
  });
});

describe("functions", () => {
  const all = Object.entries<FunctionContract>(functions);

  test("that serve routes end before API Gateway gives up", () => {
    const serving = new Set(
      table.flatMap(({ target }) => (target.type === "lambda" ? [target.handler as string] : [])),
    );
    expect([...serving].sort()).toEqual(["analytics", "data", "health", "subscriptions", "users", "webhook"]);
    for (const [name, { timeoutSeconds }] of all) if (serving.has(name)) expect(timeoutSeconds).toBeLessThan(29);
  });

  test("are in the VPC exactly if they reach the database or the cache", () => {
    for (const [name, { settings, network }] of all) {
      const reaches = settings.some((setting) =>
        ["DATABASE_ENDPOINT", "DATABASE_INSTANCE_ENDPOINT", "CACHE_ENDPOINT"].includes(setting),
      );
      expect([name, network]).toEqual([name, reaches ? "vpc" : "none"]);
    }
  });

  test("do not reserve less concurrency than they provision", () => {
    for (const [, { concurrency }] of all)
      expect(concurrency.provisioned ?? 0).toBeLessThanOrEqual(concurrency.reserved);
    expect(all.reduce((sum, [, { concurrency }]) => sum + concurrency.reserved, 0)).toBeLessThanOrEqual(900);
  });
});

describe("the policy of a group", () => {
  test("of customers covers their profile and subscriptions", () => {
    expect(policyFor(["customer"])).toEqual([
      "POST/profile",
      "GET/profile",
      "PUT/profile",
      "PUT/profile/preferences",
      "POST/subscriptions",
      "GET/subscriptions",
      "GET/subscriptions/*",
      "GET/subscriptions/*/payments",
      "GET/subscriptions/*/change",
      "POST/subscriptions/*/change",
      "POST/subscriptions/*/cancellation",
    ]);
  });

  test("of support reads users and changes none but the own profile", () => {
    expect(policyFor(["support"]).filter((route) => !route.startsWith("GET"))).toEqual([
      "POST/profile",
      "PUT/profile",
      "PUT/profile/preferences",
    ]);
    expect(policyFor(["support"])).toContain("GET/users/*/subscriptions");
  });

  test("of admins covers groups and exports, and no customer's subscriptions", () => {
    expect(policyFor(["admin"])).toEqual(expect.arrayContaining(["PUT/users/*/groups", "POST/exports"]));
    expect(policyFor(["admin"]).filter((route) => route.includes("/subscriptions/"))).toEqual([]);
  });

  test.each([[[]], [["admins"]], [["Customer"]], [["customer "]]])("lets %j join only", (groups) => {
    expect(policyFor(groups)).toEqual(["POST/profile"]);
  });
});

describe("request models", () => {
  const ajv = new Ajv({ strict: true, formats: { date: true } });
  const validChange = ajv.compile(models.PlanChange);

  test("are draft 04 and refuse unknown properties", () => {
    for (const [name, model] of Object.entries(models)) {
      expect([name, model["$schema"]]).toEqual([name, "http://json-schema.org/draft-04/schema#"]);
      expect([name, model["additionalProperties"]]).toEqual([name, false]);
    }
  });

  test.each([
    ["a plan", { plan: "pro", interval: "year" }, true],
    ["an unknown plan", { plan: "gold", interval: "year" }, false],
    ["an unknown interval", { plan: "pro", interval: "day" }, false],
    ["a price", { plan: "pro", interval: "year", priceCents: 1 }, false],
    ["a text", "pro", false],
    ["nothing", null, false],
  ])("decide on %s as the functions do", (_, value, isValid) => {
    expect([validChange(value), bodies.PlanChange.safeParse(value).success]).toEqual([isValid, isValid]);
  });
});

test("prices are whole cents, and a year costs less than twelve months", () => {
  for (const [name, { month, year }] of Object.entries(plans)) {
    expect([name, Number.isInteger(month), Number.isInteger(year)]).toEqual([name, true, true]);
    if (month > 0) expect(year).toBeLessThan(12 * month);
  }
});

test("queues wait six timeouts of their consumers", () => {
  for (const { consumer, visibilityTimeoutSeconds } of Object.values(queues))
    expect(visibilityTimeoutSeconds).toBe(6 * functions[consumer].timeoutSeconds);
});

test("notifications hear of every type of event", () => {
  expect(filters.notifications.type).toEqual([...eventTypes]);
});

test("indexes are keyed by attributes that the table's key does not have", () => {
  for (const { hashKey, indexes = {} } of Object.values<Table>(tables))
    for (const index of Object.values(indexes)) expect(index.hashKey).not.toBe(hashKey);
});
