import { cronGapMinutes } from "../../../../modules/core";

test.each([
  ["cron(0 * * * ? *)", [60]],
  ["cron(0 5 * * ? *)", [1440]],
  ["cron(0 0,6 * * ? *)", [360, 1080]],
])("the runs of %s are %j minutes apart", (schedule, gaps) => {
  expect([...new Set(cronGapMinutes(schedule))]).toEqual(gaps);
});

test.each([["cron(0 5 31 2 ? *)"], ["hourly"]])("%s never runs, so that there is no time between runs", (schedule) => {
  expect(cronGapMinutes(schedule)).toEqual([]);
});
