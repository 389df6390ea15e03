import Big from "big.js";
import rows from "./prices.json";

/** Unit price from a quantity on, both in units of the price. */
export interface PriceTier {
  readonly from: string;
  readonly usd: string;
}

/** A price of one region. */
export interface PriceRow {
  readonly key: string;
  readonly service: string;
  readonly item: string;
  /** A region, or `global` for a price that is equal in all of them. */
  readonly region: string;
  readonly unit: string;
  readonly tiers: readonly PriceTier[];
  readonly source: string;
  readonly date: string;
  readonly confidence: string;
}

/** A price as a resource of a region pays it. */
export interface Price extends PriceRow {
  /** The row is that of us-east-1. */
  readonly assumed: boolean;
}

/** Regions whose prices equalled those of us-east-1 in every row with a source for both. */
const EQUAL_REGIONS: readonly string[] = ["us-east-2", "us-west-2"];

const REFERENCE_REGION = "us-east-1";

/** Prices by key and region. */
export class PriceList {
  private readonly rows: ReadonlyMap<string, PriceRow>;

  /** @param prices - rows of the list. @default the rows of this repository */
  constructor(prices: readonly PriceRow[] = rows) {
    this.rows = new Map(prices.map((row) => [`${row.key} ${row.region}`, row]));
  }

  /** The price of a key in a region; undefined if the list has none. */
  price(key: string, region: string): Price | undefined {
    const own = this.rows.get(`${key} ${region}`) ?? this.rows.get(`${key} global`);
    if (own) return { ...own, assumed: false };
    const reference = EQUAL_REGIONS.includes(region) ? this.rows.get(`${key} ${REFERENCE_REGION}`) : undefined;
    return reference && { ...reference, assumed: true };
  }

  /** Date of the newest and of the oldest source. */
  dates(): { readonly newest: string; readonly oldest: string } {
    const dates = [...this.rows.values()].map(({ date }) => date).sort();
    return { newest: dates.at(-1)!, oldest: dates[0]! };
  }
}

/** Things in one unit of a price: a price per "1,000 requests" has 1,000 in each unit. */
export function unitSize(unit: string): number {
  if (unit === "million") return 1_000_000;
  const [count] = /^[\d,]+/.exec(unit) ?? ["1"];
  return Number(count.replaceAll(",", ""));
}

/** USD for a quantity in units of the price, over all tiers. Not rounded. */
export function amountOf(price: Pick<PriceRow, "tiers">, quantity: Big): Big {
  return price.tiers.reduce((sum, { from, usd }, index) => {
    const next = price.tiers[index + 1]?.from;
    const end = next !== undefined && quantity.gt(next) ? new Big(next) : quantity;
    return end.gt(from) ? sum.plus(end.minus(from).times(usd)) : sum;
  }, new Big(0));
}
