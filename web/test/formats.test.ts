import { expect, it } from "vitest";
import { formatDate, formatMoney, formatNumber } from "../src/formats";

// Intl separates by no-break spaces of several kinds.
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

it.each([
  ["en-US", 123456, "$1,234.56"],
  ["de-DE", 123456, "1.234,56 $"],
  ["ja-JP", 5, "$0.05"],
  ["en-US", -300, "-$3.00"],
  ["en-US", -0, "$0.00"],
])("formats money for %s", (locale, cents, text) => {
  expect(plain(formatMoney(cents, locale))).toBe(text);
});

it("formats numbers and dates for the locale", () => {
  expect(formatNumber(12345, "de-DE")).toBe("12.345");
  expect(formatNumber(12345, "en-US")).toBe("12,345");
  expect(plain(formatDate("2026-11-20T12:00:00Z", "en-GB"))).toContain("20 Nov 2026");
});
