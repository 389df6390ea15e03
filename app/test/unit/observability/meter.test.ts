import { describe, expect, it } from "vitest";
import { createMeter } from "../../../src/observability";
import { writtenBy } from "../../support/memory-output";

describe("the meter", () => {
  it("writes the embedded metric format with the namespace and the dimensions of the alarms", async () => {
    const meter = createMeter("dev");
    const [line] = await writtenBy(() => {
      meter.add("OrdersPlaced");
      meter.add("OrdersPlaced");
      meter.add("PointsRedeemed", 250);
      meter.add("OutboxAgeSeconds", 61);
      meter.add("OldestPlacedOrderSeconds", 5);
      meter.flush();
    });
    expect(line).toMatchObject({
      service: "shop",
      environment: "dev",
      OrdersPlaced: [1, 1],
      PointsRedeemed: 250,
      OutboxAgeSeconds: 61,
    });
    const { CloudWatchMetrics } = line!["_aws"] as { CloudWatchMetrics: unknown[] };
    expect(CloudWatchMetrics).toEqual([
      {
        Namespace: "Shop",
        Dimensions: [["service", "environment"]],
        Metrics: [
          { Name: "OrdersPlaced", Unit: "Count" },
          { Name: "PointsRedeemed", Unit: "Count" },
          { Name: "OutboxAgeSeconds", Unit: "Seconds" },
          { Name: "OldestPlacedOrderSeconds", Unit: "Seconds" },
        ],
      },
    ]);
  });

  it("writes nothing without metrics, and no metric twice", async () => {
    const meter = createMeter("dev");
    const lines = await writtenBy(() => {
      meter.flush();
      meter.add("OrdersPaid");
      meter.flush();
      meter.flush();
    });
    expect(lines).toHaveLength(1);
  });
});
