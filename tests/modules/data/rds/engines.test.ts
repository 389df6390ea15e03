import {
  RDS_CATALOGUE,
  RDS_VERSIONS,
  STANDARD_SUPPORT_ENDS,
  classTraits,
  connectionsOf,
  offersInsights,
  parameterGroupFamily,
} from "../../../../modules/data/rds";

describe("the catalogue of RDS versions", () => {
  test("the catalogue has a date and a source for each engine", () => {
    expect(RDS_CATALOGUE.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(Object.keys(RDS_CATALOGUE.sources)).toEqual(Object.keys(RDS_VERSIONS));
  });

  test("each major version has an end of standard support after the date of the catalogue", () => {
    const majors = Object.entries(RDS_VERSIONS).flatMap(([engine, versions]) =>
      versions.map((version) => `${engine} ${version.replace(/\.\d+$/, "")}`),
    );
    expect(Object.keys(STANDARD_SUPPORT_ENDS).sort()).toEqual([...new Set(majors)].sort());
    expect(Object.values(STANDARD_SUPPORT_ENDS).every((day) => day > RDS_CATALOGUE.asOf)).toBe(true);
  });

  test("retired versions and MySQL 8.0 are not in the catalogue", () => {
    const versions: readonly string[] = Object.values(RDS_VERSIONS).flat();
    expect(versions).not.toContain("16.8");
    expect(versions.some((version) => version.startsWith("8.0"))).toBe(false);
  });

  test("the parameter group family is the engine and its major version", () => {
    expect(parameterGroupFamily("postgres", "16.13")).toBe("postgres16");
    expect(parameterGroupFamily("mysql", "8.4.10")).toBe("mysql8.4");
  });
});

describe("the catalogue of classes", () => {
  test.each([
    ["db.t3.micro", { memoryGib: 1, vcpus: 2, creditsPerHour: 12 }],
    ["db.t4g.large", { memoryGib: 8, vcpus: 2, creditsPerHour: 36 }],
    ["db.m6g.xlarge", { memoryGib: 16, vcpus: 4 }],
    ["db.r6g.xlarge", { memoryGib: 32, vcpus: 4 }],
    ["db.r8g.16xlarge", { memoryGib: 512, vcpus: 64 }],
    ["db.t3.xlarge", undefined],
    ["db.x2g.large", undefined],
    ["r6g.xlarge", undefined],
  ])("%s has these traits", (name, traits) => {
    expect(classTraits(name)).toEqual(traits);
  });

  test.each([
    ["postgres", 32, 3604],
    ["postgres", 64, 5000],
    ["mysql", 1, 85],
    ["mysql", 32, 2730],
  ] as const)("%s with %d GiB accepts %d connections", (engine, memoryGib, connections) => {
    expect(connectionsOf(engine, { memoryGib, vcpus: 2 })).toBe(connections);
  });

  test("Performance Insights are missing on small burstable classes of MySQL only", () => {
    expect(offersInsights("mysql", "db.t3.micro")).toBe(false);
    expect(offersInsights("mysql", "db.t4g.small")).toBe(false);
    expect(offersInsights("mysql", "db.t3.medium")).toBe(true);
    expect(offersInsights("postgres", "db.t3.micro")).toBe(true);
  });
});
