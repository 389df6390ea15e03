import { parseCron } from "../../../../modules/core";

describe("parseCron", () => {
  test("lists the values of every field", () => {
    const { fields } = parseCron("cron(0,30 8-10 ? JAN/6 MON-WED 2030)");
    expect(fields).toMatchObject({
      minutes: [0, 30],
      hours: [8, 9, 10],
      months: [1, 7],
      daysOfWeek: [2, 3, 4],
      years: [2030],
    });
    expect(fields?.daysOfMonth).toHaveLength(31);
  });

  test("lists a value once, in order, however often it is written", () => {
    expect(parseCron("cron(30,0,30 3 * * ? *)").fields?.minutes).toEqual([0, 30]);
  });

  test.each([
    ["rate(1 hour)", "cron(...)"],
    ["0 3 * * ? *", "cron(...)"],
    ["cron(0 3 * * ?)", "six fields: minutes, hours, day of month, month, day of week, year"],
    ["cron(0 3 * * * *)", "? in exactly one of the day fields"],
    ["cron(0 3 ? * ? *)", "? in exactly one of the day fields"],
    ["cron(60 3 * * ? *)", "minutes from 0 to 59 as numbers, names, *, lists, ranges or steps"],
    ["cron(0 3 L * ? *)", "day of month from 1 to 31 as numbers, names, *, lists, ranges or steps"],
    ["cron(0 3 * * ? 1969)", "year from 1970 to 2199 as numbers, names, *, lists, ranges or steps"],
  ])("says what %s would have to be", (expression, fault) => {
    expect(parseCron(expression)).toEqual({ fault });
  });
});
