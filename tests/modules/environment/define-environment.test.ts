import { z } from "zod";
import {
  NETWORK_RULES,
  cidr,
  defineEnvironment,
  distinct,
  durableProduction,
  fileOf,
  list,
  namePrefix,
  region,
  separateNetworks,
  wholeNumber,
} from "../../../modules/environment";

const schema = z.strictObject({
  name: namePrefix(8),
  region,
  availabilityZones: list(z.string(), 2, "two zones", "name another"),
  network: z.strictObject({ cidr: cidr() }),
  days: wholeNumber(1, 35, "choose"),
  domain: z.string(),
});
type Environment = z.infer<typeof schema>;

const definition = defineEnvironment<Environment>(schema, {
  rules: [
    ...NETWORK_RULES,
    {
      property: "days",
      needs: ["days", "name"],
      holds: ({ name, days }) => name !== "prod" || days >= 7,
      allowed: "at least 7 in prod",
      fix: "raise it",
    },
  ],
  together: [
    distinct("name", "rename"),
    distinct("domain", "choose another domain", "none"),
    separateNetworks("network.cidr"),
    durableProduction(({ name }) => name === "prod", ["availabilityZones", "days"]),
  ],
});

const dev: Environment = {
  name: "dev",
  region: "eu-west-1",
  availabilityZones: ["eu-west-1a", "eu-west-1b"],
  network: { cidr: "10.1.0.0/16" },
  days: 7,
  domain: "none",
};
const prod: Environment = { ...dev, name: "prod", network: { cidr: "10.2.0.0/16" } };

const problemsOf = (...candidates: unknown[]): string[] =>
  definition
    .problems(candidates)
    .map(({ path, property, value, allowed }) => `${path} ${property} ${JSON.stringify(value)}: ${allowed}`);

describe("defineEnvironment", () => {
  test("accepts environments that fit together", () => {
    expect(problemsOf(dev, prod)).toEqual([]);
    expect(definition.valid([dev, prod, "staging"])).toEqual([dev, prod]);
    expect(defineEnvironment(schema).problems([dev])).toEqual([]);
  });

  test("refuses an empty list, with which every deployed stack would leave the app", () => {
    expect(problemsOf()).toEqual(["environments environments []: at least one environment"]);
    expect(defineEnvironment(schema).problems([])).toHaveLength(1);
  });

  test("reports missing, unknown and invalid settings", () => {
    const { days: _days, ...incomplete } = dev;
    expect(problemsOf({ ...incomplete, network: { cidr: "10.1.0.0/16", nat: 1 } })).toEqual([
      "environments/dev.ts network.nat 1: no setting of this name",
      "environments/dev.ts days undefined: a value",
    ]);
    expect(problemsOf("dev")).toEqual([expect.stringMatching(/^environments\/\?\.ts {2}"dev": /)]);
  });

  test("applies rules to valid settings only", () => {
    expect(problemsOf({ ...prod, days: 6 })).toEqual(["environments/prod.ts days 6: at least 7 in prod"]);
    expect(problemsOf({ ...prod, days: 0 })).toEqual(["environments/prod.ts days 0: a whole number from 1 to 35"]);
  });

  test.each<[string, Partial<Environment>, string]>([
    [
      "zones of another region",
      { availabilityZones: ["eu-west-1a", "eu-west-2a"] },
      "zones of the environment's region",
    ],
    ["repeated zones", { availabilityZones: ["eu-west-1a", "eu-west-1a"] }, "each zone once"],
    ["a network too small for its zones", { network: { cidr: "10.1.0.0/24" } }, "room for a public and a private"],
  ])("reports %s", (_title, differences, allowed) => {
    expect(problemsOf({ ...dev, ...differences })).toEqual([expect.stringContaining(allowed)]);
  });

  test.each<[string, Partial<Environment>, string]>([
    ["the same name", { name: "dev" }, 'environments/dev.ts name "dev": a value that dev does not have'],
    [
      "overlapping networks",
      { network: { cidr: "10.1.16.0/20" } },
      "a network that does not overlap 10.1.0.0/16 of dev",
    ],
    ["a less durable production", { days: 8 }, "environments/prod.ts days 7: at least 8, as in dev"],
    [
      "fewer zones in production",
      { availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"] },
      "environments/prod.ts availabilityZones 2: at least 3, as in dev",
    ],
  ])("reports environments with %s", (title, differences, problem) => {
    const both = title.includes("production") ? [{ ...dev, ...differences }, prod] : [dev, { ...prod, ...differences }];
    expect(problemsOf(...both)).toEqual([expect.stringContaining(problem)]);
  });

  test("reports one domain in two environments, except none", () => {
    const domain = "shop.example.com";
    expect(problemsOf({ ...dev, domain }, { ...prod, domain })).toEqual([
      'environments/prod.ts domain "shop.example.com": a value that dev does not have',
    ]);
  });

  test("derives the file of a candidate from its name", () => {
    expect([dev, {}, undefined].map(fileOf)).toEqual(["environments/dev.ts", "environments/?.ts", "environments/?.ts"]);
  });
});
