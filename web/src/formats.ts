/** Currency of the shop's amounts. */
const CURRENCY = "USD";

/** Formats money in the customer's locale. */
export function formatMoney(cents: number, locale?: string): string {
  // Avoids `-0`.
  return ((cents || 0) / 100).toLocaleString(locale, { style: "currency", currency: CURRENCY });
}

export function formatNumber(value: number, locale?: string): string {
  return value.toLocaleString(locale);
}

export function formatDate(iso: string, locale?: string): string {
  return new Date(iso).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
}
