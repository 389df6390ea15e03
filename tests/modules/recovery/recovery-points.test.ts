import { recoveryPoints, recoveryTime, type BackupRule } from "../../../modules/recovery";

const copyTo = "arn:aws:backup:us-west-2:111122223333:backup-vault:shop-copies";
const hourly: BackupRule = { name: "hourly", schedule: "cron(0 * * * ? *)", deleteAfterDays: 7, copyTo };

describe("recoveryPoints", () => {
  test("R-DR1 computes each rule for its region and for the loss of the region", () => {
    const rules = [hourly, { ...hourly, name: "log", continuous: true }];
    expect(recoveryPoints(rules, 45)).toEqual([
      { rule: "hourly", regionMinutes: 300, otherRegionMinutes: 345 },
      { rule: "log", regionMinutes: 5, otherRegionMinutes: 345 },
    ]);
  });

  test("R-DR1 is infinite for the loss of the region without a copy", () => {
    expect(recoveryPoints([{ ...hourly, copyTo: undefined }], 45)).toEqual([
      { rule: "hourly", regionMinutes: 300, otherRegionMinutes: Infinity },
    ]);
  });
});

test("R-DR1 recoveryTime adds the steps of a recovery", () => {
  const steps = { detectMinutes: 5, decideMinutes: 40, restoreMinutes: 60, deployMinutes: 30 };
  expect(recoveryTime({ ...steps, verifyMinutes: 15, switchMinutes: 20 })).toBe(170);
});
