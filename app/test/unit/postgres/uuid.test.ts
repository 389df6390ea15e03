import { describe, expect, it } from "vitest";
import { isUuid, newId } from "../../../src/adapters/postgres/uuid";

describe("ids", () => {
  it("are UUIDs of version 7 that begin with the time", () => {
    const before = Date.now();
    const id = newId();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const milliseconds = Number.parseInt(id.replace("-", "").slice(0, 12), 16);
    expect(milliseconds).toBeGreaterThanOrEqual(before);
    expect(milliseconds).toBeLessThanOrEqual(Date.now());
  });

  it("sort by their creation, also within a millisecond", () => {
    const ids = Array.from({ length: 1_000 }, () => newId());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(1_000);
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
