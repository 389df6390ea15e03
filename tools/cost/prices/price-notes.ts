import type { CostLine } from "../cost-line";
import type { PriceList } from "./price-list";

/** Sentences about the prices of an estimate: their dates, and regions whose prices are assumed. */
export function priceNotes(lines: readonly CostLine[], prices: PriceList): string[] {
  const { oldest, newest } = prices.dates();
  const assumed = [...new Set(lines.filter(({ price }) => price?.assumed).map(({ region }) => region))].sort();
  return [
    `Prices: sources from ${oldest} to ${newest}; on demand, without taxes, support and discounts.`,
    ...(assumed.length > 0 ? [`Assumed equal to us-east-1 where no price is known: ${assumed.join(", ")} (*).`] : []),
  ];
}

/** Age in days from which prices are called old. */
const OLD_DAYS = 90;
const DAY_MILLISECONDS = 86_400_000;

/** A warning if the newest price is older than 90 days. */
export function agingPrices(prices: PriceList, now: Date): string | undefined {
  const age = Math.floor((now.getTime() - Date.parse(prices.dates().newest)) / DAY_MILLISECONDS);
  return age > OLD_DAYS ? `the newest price is ${age} days old` : undefined;
}
