import { Construct } from "constructs";
import { InputError, LOG_RETENTION_DAYS, Validation, checkLogRetention } from "../../../../modules/core";

const check = (days: number | undefined, property?: string) => () => {
  const validation = new Validation(new Construct(undefined!, ""), "logs");
  checkLogRetention(validation, days, property);
  validation.throwIfInvalid();
};

describe("log retention", () => {
  test.each(LOG_RETENTION_DAYS)("may be %i days", (days) => {
    expect(check(days)).not.toThrow();
  });

  test("may be left to a default", () => {
    expect(check(undefined)).not.toThrow();
  });

  test.each([0, 2, 31, 364, 3654])("may not be %i days, which CloudWatch does not offer", (days) => {
    expect(check(days)).toThrow(InputError);
    expect(check(days)).toThrow(new RegExp(`logs: logRetentionDays: got ${days}; allowed: 1, 3, 5, 7,.* the list\\.`));
  });

  test("is reported under the name of the prop", () => {
    expect(check(2, "flowLogRetentionDays")).toThrow(/logs: flowLogRetentionDays: got 2/);
  });
});
