import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { intervals, planNames, plans } from "../../../functions/contract";
import { periodOf } from "../../../functions/billing/periods";
import { prorate, unusedCents } from "../../../functions/billing/proration";

const june = { start: "2027-06-01T00:00:00.000Z", end: "2027-07-01T00:00:00.000Z" };

describe("the unused part of a price", () => {
  test.each([
    ["the whole price at the start", "2027-06-01T00:00:00.000Z", 2900],
    ["the whole price before the start", "2027-05-01T00:00:00.000Z", 2900],
    ["half of it in the middle", "2027-06-16T00:00:00.000Z", 1450],
    ["one of 30 days on the last day, rounded", "2027-06-30T00:00:00.000Z", 97],
    ["nothing at the end", "2027-07-01T00:00:00.000Z", 0],
    ["nothing after the end", "2027-08-01T00:00:00.000Z", 0],
  ])("is %s", (_, at, cents) => {
    expect(unusedCents(2900, june, at)).toBe(cents);
  });

  test("rounds half a cent up", () => {
    expect(unusedCents(1, june, "2027-06-16T00:00:00.000Z")).toBe(1);
    expect(unusedCents(1, june, "2027-06-16T00:00:01.000Z")).toBe(0);
  });

  test.each([
    ["28 days of February", "2027-02-01T00:00:00.000Z", "2027-02-28T00:00:00.000Z", 104],
    ["29 days of February in a leap year", "2028-02-01T00:00:00.000Z", "2028-02-29T00:00:00.000Z", 100],
    ["31 days of March", "2027-03-01T00:00:00.000Z", "2027-03-31T00:00:00.000Z", 94],
  ])("of a last day is a share of the %s", (_, anchor, at, cents) => {
    expect(unusedCents(2900, periodOf(anchor, "month", 0), at)).toBe(cents);
  });

  test("never grows with time, and stays between nothing and the price", () => {
    const moments = fc.tuple(fc.nat(2_700_000), fc.nat(2_700_000));
    fc.assert(
      fc.property(fc.nat(100_000_000), moments, (price, pair) => {
        const [early, late] = pair
          .sort((a, b) => a - b)
          .map((seconds) => unusedCents(price, june, new Date(Date.parse(june.start) + seconds * 1000).toISOString()));
        expect(early).toBeGreaterThanOrEqual(late!);
        expect(late).toBeGreaterThanOrEqual(0);
        expect(early).toBeLessThanOrEqual(price);
        expect(Number.isSafeInteger(early)).toBe(true);
      }),
    );
  });
});

describe("a change of plan", () => {
  const basic = { plan: "basic", interval: "month", anchor: june.start, index: 0 } as const;
  const middle = "2027-06-16T00:00:00.000Z";

  test("to a more expensive one costs the difference for the rest of the period, which goes on", () => {
    expect(prorate(basic, { plan: "pro", interval: "month" }, middle)).toEqual({
      terms: { ...basic, plan: "pro" },
      differenceCents: 1000,
    });
  });

  test("to a cheaper one gains the difference", () => {
    const pro = { ...basic, plan: "pro" } as const;
    expect(prorate(pro, { plan: "basic", interval: "month" }, middle).differenceCents).toBe(-1000);
    expect(prorate(pro, { plan: "free", interval: "month" }, middle).differenceCents).toBe(-1450);
  });

  test("to a year begins a period of full price, less the rest of the month", () => {
    expect(prorate(basic, { plan: "basic", interval: "year" }, middle)).toEqual({
      terms: { plan: "basic", interval: "year", anchor: middle, index: 0 },
      differenceCents: 9000 - 450,
    });
  });

  test("to a month gains what is left of the year", () => {
    const year = { ...basic, interval: "year" } as const;
    expect(prorate(year, { plan: "basic", interval: "month" }, june.start).differenceCents).toBe(900 - 9000);
  });

  test("there and back at once costs nothing, and never more than the price of the new plan", () => {
    const plan = fc.constantFrom(...planNames);
    const interval = fc.constantFrom(...intervals);
    fc.assert(
      fc.property(plan, plan, interval, fc.nat(2_592_000), (from, to, length, seconds) => {
        const at = new Date(Date.parse(june.start) + seconds * 1000).toISOString();
        const terms = { plan: from, interval: length, anchor: june.start, index: 0 };
        const there = prorate(terms, { plan: to, interval: length }, at);
        const back = prorate(there.terms, { plan: from, interval: length }, at);
        expect(there.differenceCents + back.differenceCents).toBe(0);
        expect(there.differenceCents).toBeLessThanOrEqual(plans[to][length]);
      }),
    );
  });
});
