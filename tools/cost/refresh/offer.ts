import Big from "big.js";
import { z } from "zod";
import type { PriceTier } from "../prices/price-list";
import type { Selector } from "./selectors";

const DIMENSION = z.object({
  unit: z.string(),
  beginRange: z.string(),
  pricePerUnit: z.object({ USD: z.string().regex(/^\d+(\.\d+)?$/) }),
});

const OFFER = z.object({
  publicationDate: z.string(),
  products: z.record(z.string(), z.object({ attributes: z.record(z.string(), z.string()) })),
  terms: z.object({
    OnDemand: z.record(
      z.string(),
      z.record(z.string(), z.object({ priceDimensions: z.record(z.string(), DIMENSION) })),
    ),
  }),
});

/** File of one service and region in AWS's bulk price list, as far as prices on demand need it. */
export type Offer = z.infer<typeof OFFER>;

/** @throws ZodError for a file with another structure. */
export function readOffer(content: unknown): Offer {
  return OFFER.parse(content);
}

/** A price of the list with its product. */
export interface ListedPrice {
  readonly sku: string;
  /** Tiers in the unit of the list, without those at 0, which are free allowances. */
  readonly tiers: readonly PriceTier[];
}

/** The distinct prices of a selector in an offer; one for a selector that is exact. */
export function listedPrices(
  offer: Offer,
  { usageType, attributes }: Selector,
  prefixes: readonly string[],
): ListedPrice[] {
  const usageTypes = prefixes.map((prefix) => `${prefix}${usageType}`);
  const skus = Object.entries(offer.products)
    .filter(([, product]) => usageTypes.includes(product.attributes["usagetype"] ?? ""))
    .filter(([, product]) =>
      Object.entries(attributes ?? {}).every(([name, value]) => product.attributes[name] === value),
    )
    .map(([sku]) => sku);
  const prices = skus.map((sku) => ({ sku, tiers: tiersOf(offer, sku) })).filter(({ tiers }) => tiers.length > 0);
  const distinct = new Map(prices.map((price) => [JSON.stringify(price.tiers), price]));
  return [...distinct.values()];
}

function tiersOf({ terms }: Offer, sku: string): readonly PriceTier[] {
  const dimensions = Object.values(terms.OnDemand[sku] ?? {}).flatMap((term) => Object.values(term.priceDimensions));
  const tiers = dimensions
    .map(({ beginRange, pricePerUnit }) => ({ from: new Big(beginRange), usd: new Big(pricePerUnit.USD) }))
    .filter(({ usd }) => usd.gt(0))
    .sort((one, other) => one.from.cmp(other.from));
  return tiers.map(({ from, usd }, index) => ({ from: index === 0 ? "0" : from.toFixed(), usd: usd.toFixed() }));
}
