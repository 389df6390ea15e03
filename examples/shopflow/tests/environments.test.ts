import { environmentProblems, type Environment } from "../environments";
import { environments, tooling } from "./fixtures/environments";

const [dev, staging, prod] = environments as readonly [Environment, Environment, Environment];

const problemsOf = (candidates: readonly unknown[], tools: unknown = tooling): string[] =>
  environmentProblems(candidates, tools).map(
    ({ path, property, value, allowed }) => `${path} ${property}: ${JSON.stringify(value)}, not ${allowed}`,
  );

test("the environments of ShopFlow are valid", () => {
  expect(problemsOf(environments)).toEqual([]);
});

describe("an environment is refused", () => {
  test.each<[string, Partial<Environment>, RegExp]>([
    ["with more tasks than its maximum", { api: { ...prod.api, tasks: 21 } }, /api\.tasks: .*minTasks to maxTasks/],
    ["with fewer workers than its minimum", { worker: { ...prod.worker, maxTasks: 1 } }, /worker\.minTasks/],
    [
      "with fewer connections than tasks open during a deployment",
      { database: { ...prod.database, maxConnections: 499 } },
      /database\.maxConnections: .*at least 10 for each task of two fleets/,
    ],
    [
      "with a replica in a zone without subnets",
      { database: { ...prod.database, replicaZones: ["us-east-1c"] } },
      /database\.replicaZones: \["us-east-1c"\], not zones of availabilityZones/,
    ],
    ["without a standby in production", { database: { ...prod.database, standby: "none" } }, /database\.standby/],
    ["without protection in production", { deletionProtection: false }, /deletionProtection: false, not true in/],
    [
      "with a threshold beyond its budget",
      { budget: { limitUsd: 1_000, thresholdsUsd: [1_441] } },
      /budget\.thresholdsUsd: .*at most budget\.limitUsd/,
    ],
    ["with the prefix of another", { prefix: "shopflow-dev" }, /prefix: "shopflow-dev", not a value that dev does not/],
    ["with the range of another", { network: { ...prod.network, cidr: "10.20.0.0/16" } }, /does not overlap/],
    ["in another region", { region: "us-west-2" as "us-east-1" }, /region: "us-west-2", not us-east-1/],
    ["in another account", { account: "210987654321" }, /account: "210987654321", not 123456789012/],
    [
      "with less than the environments before it",
      { api: { ...prod.api, tasks: 4, maxTasks: 5 } },
      /api\.maxTasks: 5, not at least 6, as in staging/,
    ],
    ["by tag", { images: { ...prod.images, application: "latest" } }, /images\.application: "latest"/],
  ])("%s", (_, differences, message) => {
    const problems = problemsOf([dev, staging, { ...prod, ...differences }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  test("together with tooling that is not valid", () => {
    expect(problemsOf(environments, { ...tooling, repository: "shopflow", baseImage: "node:22" })).toEqual([
      expect.stringMatching(/^environments\/tooling\.ts repository: "shopflow", not owner\/name/),
      expect.stringMatching(/^environments\/tooling\.ts baseImage: "node:22", not an image by digest/),
    ]);
  });
});
