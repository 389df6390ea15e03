import { Construct } from "constructs";
import { InputError, LOG_RETENTION_DAYS, Validation, logRetention } from "../../../../modules/core";

const check = (days: number) => () =>
  new Validation(new Construct(undefined!, ""), "logs")
    .props({ retentionDays: days }, { retentionDays: logRetention() })
    .throwIfInvalid();

describe("log retention", () => {
  test.each(LOG_RETENTION_DAYS)("may be %i days", (days) => {
    expect(check(days)).not.toThrow();
  });

  test.each([0, 2, 31, 364, 3654])("may not be %i days, which CloudWatch does not offer", (days) => {
    expect(check(days)).toThrow(InputError);
    expect(check(days)).toThrow(new RegExp(`logs: retentionDays: got ${days}; allowed: 1, 3, 5, 7,.* the list\\.`));
  });
});
