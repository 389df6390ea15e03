import {
  AURORA_POSTGRES_CATALOGUE_DATE,
  AURORA_POSTGRES_VERSIONS,
  AURORA_CLUSTER_DEFAULTS,
  parameterGroupFamily,
} from "../../../../modules/data/aurora";

describe("the catalogue of Aurora PostgreSQL versions", () => {
  test("R-D1 the catalogue lists versions of PostgreSQL 16 without the retired 16.1", () => {
    expect(AURORA_POSTGRES_VERSIONS.every((version) => /^16\.\d+$/.test(version))).toBe(true);
    expect(AURORA_POSTGRES_VERSIONS).not.toContain("16.1");
  });

  test("the catalogue contains the default version and has a date", () => {
    expect(AURORA_POSTGRES_VERSIONS).toContain(AURORA_CLUSTER_DEFAULTS.engineVersion);
    expect(AURORA_POSTGRES_CATALOGUE_DATE).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test("parameterGroupFamily returns the family of a version", () => {
    expect(parameterGroupFamily("16.13")).toBe("aurora-postgresql16");
  });
});
