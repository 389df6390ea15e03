import { auroraClusterSignals, maxConnections } from "../../../../modules/data/aurora";

describe("maxConnections", () => {
  test.each([
    [1, 189],
    [4, 823],
    [8, 1669],
    [16, 3360],
    [32, 5000],
    [256, 5000],
  ])("is what AWS publishes for a maximum of %d ACU", (maxCapacityAcu, connections) => {
    expect(maxConnections(1, maxCapacityAcu)).toBe(connections);
  });

  test.each([0, 0.5])("is at most 2000 with a minimum of %d ACU", (minCapacityAcu) => {
    expect(maxConnections(minCapacityAcu, 16)).toBe(2000);
    expect(maxConnections(minCapacityAcu, 8)).toBe(1669);
  });
});

describe("databaseSignals", () => {
  const [connections, cpu] = auroraClusterSignals({
    id: "database",
    clusterIdentifier: "shop-database",
    minCapacityAcu: 2,
    maxCapacityAcu: 32,
  });

  test("alarm at 80 % of the connections of the busiest instance", () => {
    expect(connections).toMatchObject({
      namespace: "AWS/RDS",
      statistic: "Maximum",
      comparison: "above",
      threshold: 4000,
      missingData: "notBreaching",
    });
  });

  test("alarm after 15 minutes above 80 % of CPU", () => {
    expect(cpu).toMatchObject({ threshold: 80, periodSeconds: 300, evaluationPeriods: 3 });
  });
});
