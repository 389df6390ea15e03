import { objectivesPage } from "../../stacks/recovery/objectives-page";
import { environments, prodDr } from "../fixtures/environments";

const rowsOf = (page: string): string[] => page.split("\n").filter((line) => /^\| [a-z]+ \|/.test(line));

describe("R-DR1 the page of recovery objectives", () => {
  const rows = rowsOf(objectivesPage([...environments, prodDr]));

  test("adds period, start, duration and copy", () => {
    expect(rows.filter((row) => row.startsWith("| prod |"))).toEqual([
      "| prod | the database in us-east-1 | continuous backup, any time of the last 35 days | 5 min | 215 min (3.6 h) | none |",
      "| prod | the database in us-east-1 | hourly recovery point | 300 min (5 h) | 215 min (3.6 h) | weekly, in us-east-1 |",
      "| prod | us-east-1 | copy of the hourly recovery point | 360 min (6 h) | 170 min (2.8 h) in prod-dr | weekly, in us-west-2 |",
      "| prod | the database in us-east-1 | daily recovery point | 1680 min (28 h) | 215 min (3.6 h) | weekly, in us-east-1 |",
      "| prod | us-east-1 | copy of the daily recovery point | 1740 min (29 h) | 170 min (2.8 h) in prod-dr | weekly, in us-west-2 |",
    ]);
  });

  test("promises nothing for a region without copies or without a standby", () => {
    const dev = rows.filter((row) => row.startsWith("| dev |"));
    expect(dev.some((row) => row.includes("copy of the hourly"))).toBe(false);
    expect(dev.find((row) => row.includes("copy of the daily"))).toContain("| no standby |");
  });

  test("has no rows of the standby itself, whose data is that of production", () => {
    expect(rows.filter((row) => row.startsWith("| prod-dr |"))).toEqual([]);
  });
});
