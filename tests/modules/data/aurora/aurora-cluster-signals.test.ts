import { auroraClusterSignals, maxConnections } from "../../../../modules/data/aurora";

describe("maxConnections", () => {
  test.each([
    [1, 189],
    [4, 823],
    [8, 1669],
    [16, 3360],
    [32, 5000],
    [256, 5000],
  ])("the limit equals the published one for a maximum of %d ACU", (maxCapacityAcu, connections) => {
    expect(maxConnections(1, maxCapacityAcu)).toBe(connections);
  });

  test.each([0, 0.5])("the limit is at most 2000 for a minimum of %d ACU", (minCapacityAcu) => {
    expect(maxConnections(minCapacityAcu, 16)).toBe(2000);
    expect(maxConnections(minCapacityAcu, 8)).toBe(1669);
  });
});

describe("auroraClusterSignals", () => {
  const [connections, cpu] = auroraClusterSignals({
    id: "database",
    clusterIdentifier: "shop-database",
    minCapacityAcu: 2,
    maxCapacityAcu: 32,
  });

  test("the connections signal has a threshold of 80 % of the busiest instance's limit", () => {
    expect(connections).toMatchObject({
      namespace: "AWS/RDS",
      statistic: "Maximum",
      comparison: "above",
      threshold: 4000,
      missingData: "notBreaching",
    });
  });

  test("the CPU signal fires after 15 minutes above 80 %", () => {
    expect(cpu).toMatchObject({ threshold: 80, periodSeconds: 300, evaluationPeriods: 3 });
  });
});
