import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { PriceRow } from "../../../tools/cost/prices/price-list";
import { bareMachine, runGroundplan, temporaryFolder } from "../fixtures";

const folder = temporaryFolder();

interface Product {
  readonly usagetype: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Price from a quantity on. */
  readonly prices: Readonly<Record<string, string>>;
}

/** A file of the bulk price list in the structure that AWS publishes. */
function offerFile(products: Readonly<Record<string, Product>>): object {
  const entries = Object.entries(products);
  return {
    formatVersion: "v1.0",
    publicationDate: "2026-11-20T10:00:00Z",
    products: Object.fromEntries(
      entries.map(([sku, { usagetype, attributes }]) => [
        sku,
        { sku, productFamily: "Serverless", attributes: { servicecode: "x", usagetype, ...attributes } },
      ]),
    ),
    terms: {
      OnDemand: Object.fromEntries(
        entries.map(([sku, { prices }]) => {
          const dimensions = Object.entries(prices).map(([beginRange, usd]) => [
            `${sku}.${beginRange}`,
            { unit: "Requests", beginRange, endRange: "Inf", pricePerUnit: { USD: usd } },
          ]);
          return [sku, { [`${sku}.TERM`]: { priceDimensions: Object.fromEntries(dimensions) as object } }];
        }),
      ),
    },
  };
}

const ROW: PriceRow = {
  key: "lambda.requests",
  service: "Lambda",
  item: "requests",
  region: "us-east-1",
  unit: "million",
  tiers: [{ from: "0", usd: "0.2" }],
  source: "a table",
  date: "2025-01-01",
  confidence: "one-source",
};
const NAT: PriceRow = { ...ROW, key: "nat.hour", unit: "hour", tiers: [{ from: "0", usd: "0.045" }] };
const REQUESTS: Product = {
  usagetype: "Request",
  attributes: { group: "AWS-Lambda-Requests" },
  prices: { "0": "0.0000002000" },
};
const EDGE: Product = {
  usagetype: "Request",
  attributes: { group: "AWS-Lambda-Edge-Requests" },
  prices: { "0": "0.0000006" },
};

let server: http.Server | undefined;
afterEach(() => server?.close());

/** Runs the command against a local price list; returns its result and the rows afterwards. */
async function refresh(rows: readonly PriceRow[], products: Readonly<Record<string, Product>>, ...argv: string[]) {
  const files: Readonly<Record<string, object>> = {
    "/offers/v1.0/aws/AWSLambda/current/region_index.json": {
      regions: {
        "us-east-1": { currentVersionUrl: "/lambda.json" },
        "eu-west-1": { currentVersionUrl: "/lambda.json" },
      },
    },
    "/lambda.json": offerFile(products),
  };
  server = http.createServer((request, response) => {
    const file = files[request.url ?? ""];
    response.writeHead(file ? 200 : 404).end(JSON.stringify(file));
  });
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  const machine = bareMachine(fs.mkdtempSync(path.join(folder, "machine-")));
  const prices = path.join(machine.cwd, "tools/cost/prices/prices.json");
  fs.mkdirSync(path.dirname(prices), { recursive: true });
  fs.writeFileSync(prices, JSON.stringify(rows));
  const env = { ...machine.env, GROUNDPLAN_PRICE_LIST: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const result = await runGroundplan({ ...machine, env }, ["cost", "--refresh", ...argv]);
  return { ...result, rows: JSON.parse(fs.readFileSync(prices, "utf8")) as PriceRow[] };
}

test("a refresh writes price, SKU and publication date of rows that the list has, and keeps the others", async () => {
  const { exitCode, output, rows } = await refresh([ROW, NAT], {
    A1: { ...REQUESTS, prices: { "0": "0.00000022" } },
    B2: EDGE,
  });
  expect([exitCode, output]).toEqual([
    0,
    "lambda.requests in us-east-1: 0.2 became 0.22\n1 of 2 prices read, 1 changed",
  ]);
  const source = "AWS bulk price list AWSLambda, SKU A1";
  const refreshed = { tiers: [{ from: "0", usd: "0.22" }], source, date: "2026-11-20", confidence: "price-list" };
  expect(rows).toEqual([{ ...ROW, ...refreshed }, NAT]);
});

test("tiers are converted to the unit of the row, without free ones", async () => {
  const tiered = { ...REQUESTS, prices: { "0": "0", "1000000": "0.0000002", "500000000": "0.0000001" } };
  const { rows } = await refresh([ROW], { A1: tiered });
  expect(rows[0]!.tiers).toEqual([
    { from: "0", usd: "0.2" },
    { from: "500", usd: "0.1" },
  ]);
});

test("usage types are those of the region", async () => {
  const irish: PriceRow = { ...ROW, region: "eu-west-1" };
  const { rows } = await refresh([irish], { A1: { ...REQUESTS, usagetype: "EU-Request" }, B2: REQUESTS });
  expect(rows[0]!.source).toContain("SKU A1");
});

test.each([
  ["no price", { B2: EDGE }, "lambda.requests in us-east-1: 0 prices of Request; allowed: one"],
  [
    "several prices",
    { A1: REQUESTS, A2: { ...REQUESTS, prices: { "0": "0.0000003" } } },
    "lambda.requests in us-east-1: 2 prices of Request; allowed: one",
  ],
  [
    "a price ten times as high",
    { A1: { ...REQUESTS, prices: { "0": "0.000002" } } },
    "lambda.requests in us-east-1: 0.2 became 2, more than 20 %; --accept-jumps accepts it",
  ],
])("%s stops the refresh, and nothing is written", async (_title, products, message) => {
  const { exitCode, errors, rows } = await refresh([ROW], products);
  expect([exitCode, errors]).toEqual([2, `prices are not updated:\n${message}`]);
  expect(rows).toEqual([ROW]);
});

test("a jump can be accepted", async () => {
  const { rows } = await refresh([ROW], { A1: { ...REQUESTS, prices: { "0": "0.000002" } } }, "--accept-jumps");
  expect(rows[0]!.tiers[0]!.usd).toBe("2");
});

test("a region that the list lacks, and a file that it lacks, are errors", async () => {
  const oregon = await refresh([{ ...ROW, region: "us-west-2" }], { A1: REQUESTS });
  expect(oregon.errors).toBe("AWSLambda: the price list has no file of us-west-2");
  server!.close();
  const { errors } = await refresh([{ ...ROW, key: "kms.key" }], {});
  expect(errors).toMatch(/awskms\/current\/region_index\.json: status 404$/);
});

test("outside of the repository a refresh is refused", async () => {
  const machine = bareMachine(fs.mkdtempSync(path.join(folder, "machine-")));
  const { exitCode, errors } = await runGroundplan(machine, ["cost", "--refresh"]);
  expect([exitCode, errors]).toEqual([
    2,
    "--refresh updates tools/cost/prices/prices.json of the Groundplan repository",
  ]);
});
