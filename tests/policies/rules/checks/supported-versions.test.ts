import { isRetired } from "../../../../policies/rules/checks/supported-versions";

describe("an engine version of RDS", () => {
  test.each([
    ["postgres", "16.8"],
    ["postgres", "17.4"],
    ["mysql", "8.0.42"],
    ["mariadb", "10.5.20"],
  ])("of %s %s is retired", (engine, version) => {
    expect(isRetired(engine, version)).toBe(true);
  });

  test.each([
    ["postgres", "16.9"],
    ["postgres", "17.5"],
    ["mysql", "8.4.5"],
    ["oracle-se2", "19"],
  ])("of %s %s is not retired", (engine, version) => {
    expect(isRetired(engine, version)).toBe(false);
  });
});
