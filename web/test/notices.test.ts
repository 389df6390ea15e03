import { describe, expect, it } from "vitest";
import { isRefusal, Problem } from "../src/api/problem";
import { Notices } from "../src/notices";

describe("a notice", () => {
  it("shows the shop's message and the invalid parts of the request", () => {
    const notices = new Notices();
    notices.report(
      new Problem(400, "invalid-request", "The request is not valid", {
        errors: [{ path: "items", message: "too few" }],
        requestId: "r1",
      }),
    );
    expect(notices.value).toMatchObject({
      kind: "problem",
      text: "The request is not valid",
      details: ["items: too few"],
    });
  });

  it("of a fault of the shop has the id by which its operators find it", () => {
    const notices = new Notices();
    notices.report(new Problem(500, "internal-error", "Something went wrong", { requestId: "r1" }));
    expect(notices.value).toMatchObject({ details: ["Reference: r1"] });
  });

  it.each([
    ["out-of-stock", true],
    ["insufficient-points", false],
  ])("of %s is about the cart: %s", (code, isAboutCart) => {
    const notices = new Notices();
    notices.report(new Problem(409, code, "No"));
    expect(notices.value).toMatchObject({ text: "No", isAboutCart });
  });

  it("of a session that has ended is the page's own", () => {
    const notices = new Notices();
    notices.reportFrom(new Problem(401, "unknown", "The shop answered 401."));
    expect(notices.value).toBeUndefined();
    notices.reportFrom(new Problem(403, "scope", "No"));
    expect(notices.value).toMatchObject({ text: "No" });
  });

  it("of a refused sign-in is shown", () => {
    const notices = new Notices();
    notices.report(new Problem(401, "unauthenticated", "The token is not valid"));
    expect(notices.value).toMatchObject({ text: "The token is not valid" });
  });
});

describe("trying again", () => {
  it.each([0, 429, 500, 502, 503])("can help after the answer %i", (status) => {
    expect(isRefusal(new Problem(status, "a", "b"))).toBe(false);
  });

  it.each([400, 401, 403, 404, 409, 422])("cannot help after the answer %i", (status) => {
    expect(isRefusal(new Problem(status, "a", "b"))).toBe(true);
  });
});
