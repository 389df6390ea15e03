import Big from "big.js";
import { costChanges } from "../../../tools/cost/comparison";
import { freeCredits } from "../../../tools/cost/prices/free-allowances";
import { compareWithDocument } from "../../../tools/cost/reports/document-comparison";
import { readDocumentTable } from "../../../tools/cost/reports/document-table";
import { markdownReport } from "../../../tools/cost/reports/markdown";
import { change, dollars, quantity } from "../../../tools/cost/reports/money";
import { linesOf } from "./charges";

test.each([
  ["16.425", "16.43"],
  ["16.424999", "16.42"],
  ["0.005", "0.01"],
  ["0.0049", "< 0.01"],
  ["0", "0.00"],
  ["1234567.891", "1,234,567.89"],
])("%s USD prints as %s", (amount, text) => {
  expect(dollars(new Big(amount))).toBe(text);
});

test("changes have a sign, and quantities four decimals", () => {
  expect(["-3", "2.5", "-0.004"].map((amount) => change(new Big(amount)))).toEqual(["-3.00", "+2.50", "0.00"]);
  expect([quantity(new Big("0.33333")), quantity(new Big("0.00001"))]).toEqual(["0.3333", "< 0.0001"]);
});

const WITH_CACHE = {
  aws_nat_gateway: { a: {} },
  aws_elasticache_serverless_cache: { main: { engine: "redis" } },
};
const WITH_VALKEY = {
  aws_nat_gateway: { a: {} },
  aws_elasticache_serverless_cache: { main: { engine: "valkey" } },
  aws_eip: { a: {} },
};

test("a comparison lists created, destroyed and changed resources, the largest difference first", () => {
  const changes = costChanges(linesOf({ resources: WITH_CACHE }), linesOf({ resources: WITH_VALKEY }));
  expect(changes.map((one) => [one.address, one.change, one.before.toFixed(), one.after.toFixed()])).toEqual([
    ["aws_elasticache_serverless_cache.main", "changed", "91.25", "6.132"],
    ["aws_eip.a", "created", "0", "3.65"],
  ]);
  const back = costChanges(linesOf({ resources: WITH_VALKEY }), linesOf({ resources: WITH_CACHE }));
  expect(back.map((one) => one.change)).toEqual(["changed", "destroyed"]);
});

test("Markdown begins with the change, and says so if there is none", () => {
  const [before, after] = [linesOf({ resources: WITH_CACHE }), linesOf({ resources: WITH_VALKEY })];
  expect(markdownReport({ lines: after, notes: [], before: { revision: "main", lines: before } })).toMatch(
    /^## Cost a month\n\n\*\*-81\.47 USD\*\* against `main`\n/,
  );
  expect(markdownReport({ lines: after, notes: [], before: { revision: "main", lines: after } })).toContain(
    "No change against `main`.",
  );
});

test("always-free quantities are taken off once for all resources", () => {
  const alarms = Object.fromEntries(Array.from({ length: 14 }, (_value, index) => [`a${index}`, {}]));
  const lines = linesOf({ resources: { aws_cloudwatch_metric_alarm: alarms } });
  expect(freeCredits(lines).map(({ component, amount }) => [component, amount!.toFixed()])).toEqual([["alarms", "-1"]]);
  expect(freeCredits(lines.slice(0, 3))[0]!.amount!.toFixed()).toBe("-0.3");
  expect(freeCredits([])).toEqual([]);
});

const TABLE = {
  name: "the document",
  environment: "prod",
  lines: [{ line: "Cache", usd: "100", addresses: ["aws_elasticache_*"], why: "minimum of one GB" }],
};

test("a document's line stands beside the sum of its resources; all others are summed", () => {
  const lines = linesOf({ resources: WITH_CACHE });
  const { lines: compared, others } = compareWithDocument(readDocumentTable("cost.json", JSON.stringify(TABLE)), lines);
  expect(compared.map(({ estimate }) => estimate.toFixed())).toEqual(["91.25"]);
  expect(others.toFixed()).toBe("32.85");
});

test("a document's line whose charges have no price in the region is no error, and says so", () => {
  const lines = linesOf({ resources: WITH_CACHE, region: "eu-west-1" });
  const { lines: compared } = compareWithDocument(readDocumentTable("cost.json", JSON.stringify(TABLE)), lines);
  expect(compared.map(({ estimate, open }) => [estimate.toFixed(), open])).toEqual([["0", 3]]);
});

test("a document's line without a charge is an error", () => {
  const lines = linesOf({ resources: { aws_nat_gateway: { a: {} } } });
  expect(() => compareWithDocument(readDocumentTable("cost.json", JSON.stringify(TABLE)), lines)).toThrow(
    "the document: Cache: no charge of aws_elasticache_*",
  );
});

test("a table with other keys is an error", () => {
  expect(() => readDocumentTable("cost.json", JSON.stringify({ ...TABLE, lines: [{ line: "Cache" }] }))).toThrow(
    "cost.json:",
  );
});
