/** The one currency that the shop's cents are of. */
const CURRENCY = "USD";

/** The customer's own way of writing money, whatever the currency. */
export function formatMoney(cents: number, locale?: string): string {
  // `-0` would be written with its sign.
  return new Intl.NumberFormat(locale, { style: "currency", currency: CURRENCY }).format((cents || 0) / 100);
}

export function formatNumber(value: number, locale?: string): string {
  return new Intl.NumberFormat(locale).format(value);
}

export function formatDate(iso: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}
