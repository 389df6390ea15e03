import { recoveryPoint } from "../../../modules/recovery";

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
