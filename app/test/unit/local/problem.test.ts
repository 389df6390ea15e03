import { describe, expect, it } from "vitest";
import { reasonOf } from "../../../local/problem";

describe("the reason of a failure", () => {
  it("includes its causes", () => {
    const refused = new Error("connect ECONNREFUSED 127.0.0.1:1");
    expect(reasonOf(new Error("database is unavailable", { cause: refused }))).toBe(
      "database is unavailable: connect ECONNREFUSED 127.0.0.1:1",
    );
  });

  it("is the code of an error without a message, as Node.js has it for a host with several addresses", () => {
    expect(reasonOf(Object.assign(new AggregateError([]), { code: "ECONNREFUSED" }))).toBe("ECONNREFUSED");
    expect(reasonOf("a word")).toBe("a word");
  });
});
