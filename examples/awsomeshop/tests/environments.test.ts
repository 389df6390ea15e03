import { synthesize } from "groundplan/core";
import { policyGate } from "groundplan/policies";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { environmentProblems, type Environment } from "../environments";
import { createStacks } from "../stacks";
import { environments, prod } from "./fixtures/environments";

/** A further stage, in an account of its own as the README asks. */
const dev: Environment = {
  ...prod,
  name: "dev",
  stage: "development",
  account: "222233334444",
  deletionProtection: false,
  site: { ...prod.site, domainName: "dev.example.com" },
};

const problemsOf = (settings: Partial<Environment>): string[] =>
  environmentProblems([prod, { ...dev, ...settings }]).map(
    ({ path: file, property, allowed }) => `${file}: ${property}: ${allowed}`,
  );

test("the environments of the repository are valid together", () => {
  expect(environmentProblems(environments)).toEqual([]);
});

test("a stage in an account of its own is valid beside production", () => {
  expect(problemsOf({})).toEqual([]);
});

test.each<[string, Partial<Environment>, string]>([
  ["the account of another one", { account: prod.account }, "environments/dev.ts: account: an account of no other"],
  ["the name of another one", { name: prod.name }, "environments/prod.ts: name: a value that prod does not have"],
  ["the domain name of another one", { site: prod.site }, "environments/dev.ts: site.domainName: a value that prod"],
  [
    "a workload zone without subnets",
    { network: { ...prod.network, workloadZone: "us-east-2c" } },
    "environments/dev.ts: network.workloadZone: one of availabilityZones",
  ],
  [
    "public subnets that are too small for a load balancer",
    {
      network: {
        ...prod.network,
        subnetCidrs: { ...prod.network.subnetCidrs, public: ["10.0.1.0/28", "10.0.3.0/27"] },
      },
    },
    "environments/dev.ts: network.subnetCidrs.public.0: an IPv4 network of /17 to /27",
  ],
  [
    "a minimum above its tasks",
    { service: { ...prod.service, minTasks: prod.service.tasks + 1 } },
    "environments/dev.ts: service.tasks: minTasks to maxTasks",
  ],
  [
    "fewer connections than the tasks of a deployment",
    { database: { ...prod.database, maxConnections: 2 * prod.service.maxTasks - 1 } },
    "environments/dev.ts: database.maxConnections: at least 2 for each of service.maxTasks",
  ],
  [
    "a threshold above the budget",
    { budget: { limitUsd: 10, thresholdsUsd: [11] } },
    "environments/dev.ts: budget.thresholdsUsd: at most budget.limitUsd",
  ],
  [
    "production without protection",
    { name: "live", stage: "production", deletionProtection: false },
    "environments/live.ts: deletionProtection: true in production",
  ],
])("an environment is refused for %s", (_reason, settings, message) => {
  expect(problemsOf(settings)).toEqual([expect.stringContaining(message)]);
});

/** Lines of the policies on the stacks of environments; none if all of them pass. */
function findingsOf(candidates: readonly Environment[]): string[] {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "awsomeshop-environments-"));
  const lines: string[] = [];
  const gate = policyGate({ print: (line) => lines.push(line) });
  try {
    synthesize((app) => createStacks(app, candidates), { outdir, gate });
    return [];
  } catch (error) {
    return [...lines, String(error)];
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

describe("policies accept", () => {
  test.each<[string, readonly Environment[]]>([
    ["a further stage", [dev, prod]],
    ["logs that are retained for longer than the document's", [{ ...prod, logRetentionDays: 365 }]],
  ])("%s, without a waiver that is not needed", (_change, candidates) => {
    expect(findingsOf(candidates)).toEqual([]);
  });

  test("no backups of one day in production", () => {
    const database = { ...prod.database, backupRetentionDays: 1 };
    expect(findingsOf([{ ...prod, database }]).join("\n")).toContain("RDS-04 prod/database/instance");
  });
});
