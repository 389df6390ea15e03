import { monthlyRuns } from "../../../tools/cost/pricing/schedule-runs";

test.each([
  ["rate(1 minute)", 43_800],
  ["rate(2 hours)", 365],
  ["rate(1 day)", 730 / 24],
  ["cron(0 * * * ? *)", 730],
  ["cron(0/15 * * * ? *)", 2920],
  ["cron(0 3 * * ? *)", 730 / 24],
  ["cron(0 7 ? * SUN *)", 730 / 24 / 7],
  ["cron(30 2 1 * ? *)", (730 * 12) / (365.25 * 24)],
])("%s runs %f times a month", (expression, runs) => {
  expect(monthlyRuns(expression)).toBeCloseTo(runs, 6);
});

test.each(["at(2026-12-24T18:00:00)", "every day", undefined])("%s has no number of runs", (expression) => {
  expect(monthlyRuns(expression)).toBeUndefined();
});
