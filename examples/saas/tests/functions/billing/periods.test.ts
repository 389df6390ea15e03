import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { periodOf } from "../../../functions/billing/periods";

const starts = (anchor: string, interval: "month" | "year", count: number) =>
  Array.from({ length: count }, (_, index) => periodOf(anchor, interval, index).start.slice(0, 10));

describe("periods", () => {
  test("begin on the last day of months that are too short, and return to the anchor's day", () => {
    expect(starts("2027-01-31T10:00:00.000Z", "month", 5)).toEqual([
      "2027-01-31",
      "2027-02-28",
      "2027-03-31",
      "2027-04-30",
      "2027-05-31",
    ]);
  });

  test("begin on 29 February of leap years", () => {
    expect(starts("2028-01-30T00:00:00.000Z", "month", 3)).toEqual(["2028-01-30", "2028-02-29", "2028-03-30"]);
    expect(starts("2028-02-29T00:00:00.000Z", "year", 5)).toEqual([
      "2028-02-29",
      "2029-02-28",
      "2030-02-28",
      "2031-02-28",
      "2032-02-29",
    ]);
    expect(starts("2100-01-31T00:00:00.000Z", "month", 2)[1]).toBe("2100-02-28");
  });

  test("go on over the end of a year at the same time of day in UTC", () => {
    expect(periodOf("2026-12-15T23:59:59.999Z", "month", 0)).toEqual({
      start: "2026-12-15T23:59:59.999Z",
      end: "2027-01-15T23:59:59.999Z",
    });
  });

  test("do not depend on the time zone of the machine", () => {
    const zone = process.env["TZ"];
    try {
      const zones = ["America/New_York", "Pacific/Kiritimati"].map((name) => {
        process.env["TZ"] = name;
        return periodOf("2026-10-31T23:30:00.000Z", "month", 1);
      });
      expect(zones[0]).toEqual(zones[1]);
      expect(zones[0]!.start).toBe("2026-11-30T23:30:00.000Z");
    } finally {
      process.env["TZ"] = zone;
    }
  });

  test("follow one another without gaps", () => {
    const anchors = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(anchors, fc.constantFrom("month", "year"), fc.nat(120), (anchor, interval, index) => {
        const period = periodOf(anchor.toISOString(), interval, index);
        expect(periodOf(anchor.toISOString(), interval, index + 1).start).toBe(period.end);
        expect(period.start < period.end).toBe(true);
      }),
    );
  });
});
