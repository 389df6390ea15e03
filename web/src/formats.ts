/** Currency of the shop's amounts. */
const CURRENCY = "USD";

/** Formats money in the customer's locale. */
export function formatMoney(cents: number, locale?: string): string {
  // Avoids `-0`.
  return new Intl.NumberFormat(locale, { style: "currency", currency: CURRENCY }).format((cents || 0) / 100);
}

export function formatNumber(value: number, locale?: string): string {
  return new Intl.NumberFormat(locale).format(value);
}

export function formatDate(iso: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}
