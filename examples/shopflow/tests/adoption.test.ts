import { synthesize } from "groundplan/core";
import { policyGate } from "groundplan/policies";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { environmentProblems, type Environment } from "../environments";
import { createStacks } from "../stacks";
import { prod, tooling } from "./fixtures/environments";

/** Problems of production beside another environment with some of its settings. */
function problemsOf(settings: Partial<Environment>, pipeline: object = {}): string[] {
  const other = { ...prod, name: "other", prefix: "other", network: { ...prod.network, cidr: "10.99.0.0/16" } };
  const site = { ...prod.site, domainName: "other.example.com" };
  return environmentProblems([prod, { ...other, site, ...settings }], { ...tooling, ...pipeline }).map(
    ({ path: file, property, allowed }) => `${file}: ${property}: ${allowed}`,
  );
}

test("an environment with names, domain and network of its own is valid beside production", () => {
  expect(problemsOf({})).toEqual([]);
});

test.each<[string, Partial<Environment>, string]>([
  [
    "the name of the pipeline's stack",
    { name: "delivery" },
    "environments/delivery.ts: name: a name other than delivery",
  ],
  ["the domain name of another one", { site: prod.site }, "environments/other.ts: site.domainName: a value that prod"],
])("an environment is refused for %s", (_reason, settings, message) => {
  expect(problemsOf(settings)).toEqual([expect.stringContaining(message)]);
});

test.each([
  ["account", "999988887777"],
  ["project", "another"],
])("environments are refused whose %s is not the pipeline's", (property, value) => {
  const problems = ["prod", "other"].map((name) => `environments/${name}.ts: ${property}: ${value}`);
  expect(problemsOf({}, { [property]: value })).toEqual(problems);
});

/** Lines of the policies on production with other settings; none if all of them pass. */
function findingsOf(settings: Partial<Environment>): string[] {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "shopflow-environments-"));
  const lines: string[] = [];
  const gate = policyGate({ print: (line) => lines.push(line) });
  try {
    synthesize((app) => createStacks(app, [{ ...prod, ...settings }], tooling), { outdir, gate });
    return [];
  } catch (error) {
    return [...lines, String(error)];
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

describe("policies accept", () => {
  const longer = { ...prod.database, backupRetentionDays: 35 };
  const hourly = { ...prod.backups, schedule: "cron(0 * * * ? *)" };
  test.each<[string, Partial<Environment>]>([
    ["backups that are longer and more frequent than the document's", { database: longer, backups: hourly }],
    ["a cache with more nodes than a dashboard lists alarms", { cache: { ...prod.cache, shards: 20 } }],
    ["an environment before production with another name than dev or staging", { name: "qa", stage: "pre-production" }],
  ])("%s, without a waiver that is not needed", (_change, settings) => {
    expect(findingsOf(settings)).toEqual([]);
  });

  test("no firewall that only counts", () => {
    const firewall = { ...prod.firewall, mode: "count" } as const;
    expect(findingsOf({ firewall }).join("\n")).toContain("WAF-01 prod/web-acl/web-acl");
  });
});
