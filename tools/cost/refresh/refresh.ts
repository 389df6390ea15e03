import Big from "big.js";
import { usageError } from "../../runner/command/exit-codes";
import { unitSize, type PriceRow, type PriceTier } from "../prices/price-list";
import { listedPrices, readOffer, type Offer } from "./offer";
import { SELECTORS, USAGE_PREFIXES, type Selector } from "./selectors";

/** Changes above this share stop a refresh. */
const JUMP = new Big("0.2");

export interface RefreshInput {
  readonly rows: readonly PriceRow[];
  /** Address of the price list. */
  readonly origin: string;
  /** Accept changes above 20 %. */
  readonly acceptJumps: boolean;
  /** @default the selectors of this repository */
  readonly selectors?: readonly Selector[];
  /** Reads a file of the price list. @default fetch */
  readonly read?: (url: string) => Promise<unknown>;
}

export interface PriceChange {
  readonly key: string;
  readonly region: string;
  readonly before: string;
  readonly after: string;
}

export interface Refreshed {
  readonly rows: readonly PriceRow[];
  readonly changes: readonly PriceChange[];
  /** Rows that were read and confirmed or changed. */
  readonly read: number;
}

/**
 * Updates rows from AWS's bulk price list, which needs no credentials. Rows without a selector stay as they are.
 *
 * @throws ToolError (usage) if the list has none or several prices for a row, or one changed by more than 20 %. The
 * error has every such row, and nothing is updated.
 */
export async function refreshPrices(input: RefreshInput): Promise<Refreshed> {
  const offers = new OfferReader(input.origin, input.read ?? fetchJson);
  const results: RefreshedRow[] = [];
  for (const row of input.rows) results.push(await refreshRow(row, input, offers));
  const problems = results.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) throw usageError(`prices are not updated:\n${problems.join("\n")}`);
  return {
    rows: results.map(({ row }) => row),
    changes: results.flatMap(({ change }) => change ?? []),
    read: results.filter(({ wasRead }) => wasRead).length,
  };
}

interface RefreshedRow {
  readonly row: PriceRow;
  readonly wasRead: boolean;
  readonly change?: PriceChange;
  readonly problem?: string;
}

async function refreshRow(row: PriceRow, input: RefreshInput, offers: OfferReader): Promise<RefreshedRow> {
  const selector = (input.selectors ?? SELECTORS).find(({ key }) => key === row.key);
  const prefixes = USAGE_PREFIXES[row.region];
  if (!selector || !prefixes) return { row, wasRead: false };
  const next = nextRow(row, selector, await offers.offer(selector.offer, row.region), prefixes);
  if (typeof next === "string") return { row, wasRead: true, problem: next };
  const change = changeOf(row, next);
  const problem = change && !input.acceptJumps && isJump(change) ? jumpText(change) : undefined;
  return { row: next, wasRead: true, change, problem };
}

function jumpText({ key, region, before, after }: PriceChange): string {
  return `${key} in ${region}: ${before} became ${after}, more than 20 %; --accept-jumps accepts it`;
}

/** The row with the listed price, or the problem. */
function nextRow(row: PriceRow, selector: Selector, offer: Offer, prefixes: readonly string[]): PriceRow | string {
  const found = listedPrices(offer, selector, prefixes);
  if (found.length !== 1)
    return `${row.key} in ${row.region}: ${found.length} prices of ${selector.usageType}; allowed: one`;
  const [{ sku, tiers }] = found as [{ sku: string; tiers: readonly PriceTier[] }];
  return {
    ...row,
    tiers: inUnitOf(row, tiers),
    source: `AWS bulk price list ${selector.offer}, SKU ${sku}`,
    date: offer.publicationDate.slice(0, 10),
    confidence: "price-list",
  };
}

/** The list counts single requests where a row counts thousands or millions. */
function inUnitOf({ unit }: PriceRow, tiers: readonly PriceTier[]): readonly PriceTier[] {
  const size = unitSize(unit);
  return tiers.map(({ from, usd }) => ({
    from: new Big(from).div(size).toFixed(),
    usd: new Big(usd).times(size).toFixed(),
  }));
}

function changeOf(before: PriceRow, after: PriceRow): PriceChange | undefined {
  const [old, current] = [before.tiers[0]!.usd, after.tiers[0]!.usd];
  const { key, region } = before;
  return new Big(old).eq(current) ? undefined : { key, region, before: old, after: current };
}

function isJump({ before, after }: PriceChange): boolean {
  return new Big(after).minus(before).abs().gt(JUMP.times(before));
}

/** Reads the offers of services and regions, each once. */
class OfferReader {
  private readonly files = new Map<string, Promise<unknown>>();

  constructor(
    private readonly origin: string,
    private readonly read: (url: string) => Promise<unknown>,
  ) {}

  async offer(code: string, region: string): Promise<Offer> {
    const index = (await this.file(`/offers/v1.0/aws/${code}/current/region_index.json`)) as RegionIndex;
    const path = index.regions[region]?.currentVersionUrl;
    if (path === undefined) throw usageError(`${code}: the price list has no file of ${region}`);
    return readOffer(await this.file(path));
  }

  private file(path: string): Promise<unknown> {
    const known = this.files.get(path) ?? this.read(`${this.origin}${path}`);
    this.files.set(path, known);
    return known;
  }
}

interface RegionIndex {
  readonly regions: Readonly<Record<string, { readonly currentVersionUrl: string } | undefined>>;
}

/** Time for one file, the largest of which has 27 MB. */
const READ_MILLISECONDS = 120_000;

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(READ_MILLISECONDS) });
  if (!response.ok) throw usageError(`${url}: status ${response.status}`);
  return response.json();
}
