import { REPLICATION_TIME_CONTROL, recoveryPoint } from "../../../modules/recovery";

const hourly = { periodMinutes: 60, startWindowMinutes: 60, completionWindowMinutes: 180, continuous: false };

describe("recoveryPoint", () => {
  test("R-DR1 adds the whole delay of the next snapshot to the period", () => {
    expect(recoveryPoint(hourly)).toBe(300);
  });

  test("R-DR1 adds the time to copy when the other region is asked for", () => {
    expect(recoveryPoint({ ...hourly, copyMinutes: 45 })).toBe(345);
  });

  test("R-DR1 is five minutes with continuous backup in its own region", () => {
    expect(recoveryPoint({ ...hourly, continuous: true })).toBe(5);
  });

  test("R-DR1 is that of snapshots for the copy of a continuous backup, even an instant one", () => {
    expect(recoveryPoint({ ...hourly, continuous: true, copyMinutes: 0 })).toBe(300);
  });
});

describe("recoveryPoint of a replica", () => {
  test("is the lag that an alarm reports, and the time in which it grows unreported", () => {
    expect(recoveryPoint({ lagMinutes: 5, undetectedMinutes: 10 })).toBe(15);
    expect(recoveryPoint({ lagMinutes: 5, undetectedMinutes: 15 })).toBe(20);
  });

  test("of a bucket with replication time control is the 15 minutes that AWS promises", () => {
    expect(recoveryPoint(REPLICATION_TIME_CONTROL)).toBe(15);
  });

  test("is far below that of copied snapshots, and the greatest of all parts decides", () => {
    const tables = recoveryPoint({ lagMinutes: 1, undetectedMinutes: 5 });
    const copies = recoveryPoint({ ...hourly, copyMinutes: 45 });
    expect(tables).toBe(6);
    expect(Math.max(tables, recoveryPoint(REPLICATION_TIME_CONTROL), copies)).toBe(345);
  });
});
