import { describe, expect, it } from "vitest";
import { isUuid, newId } from "../../../src/adapters/postgres/uuid";

describe("ids", () => {
  it("are UUIDs of version 7 that begin with the time", () => {
    expect(newId(0x0192_0000_0001)).toMatch(/^01920000-0001-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("sort by their creation time", () => {
    expect(newId(1_000) < newId(1_001)).toBe(true);
  });

  it("do not repeat within a millisecond", () => {
    expect(new Set(Array.from({ length: 1_000 }, () => newId(1))).size).toBe(1_000);
  });

  it.each(["", "1", "' or 1=1 --", "01920000-0001-7000-8000-00000000000g", "01920000-0001-7000-8000-000000000000\n"])(
    "are not %j",
    (text) => {
      expect(isUuid(text)).toBe(false);
    },
  );

  it("are recognized in lower case only, as the database writes them", () => {
    expect(isUuid(newId())).toBe(true);
    expect(isUuid(newId().toUpperCase())).toBe(false);
  });
});
