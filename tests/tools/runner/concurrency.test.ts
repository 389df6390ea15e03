import { resourceCount } from "../../../tools/runner/checks/stack-check";
import { mapConcurrently } from "../../../tools/runner/command/concurrency";

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("mapConcurrently", () => {
  test("returns results in the order of the items and never exceeds the limit", async () => {
    let [running, most] = [0, 0];
    const results = await mapConcurrently([30, 5, 20, 1], 2, async (milliseconds) => {
      most = Math.max(most, ++running);
      await pause(milliseconds);
      running--;
      return milliseconds * 2;
    });
    expect(results).toEqual([60, 10, 40, 2]);
    expect(most).toBe(2);
  });

  test("rejects after all work has ended", async () => {
    const ended: string[] = [];
    const work = mapConcurrently(["bad", "good"], 2, async (item) => {
      if (item === "bad") throw new Error("bad");
      await pause(20);
      ended.push(item);
    });
    await expect(work).rejects.toThrow("bad");
    expect(ended).toEqual(["good"]);
  });

  test("returns an empty list for no items", async () => {
    expect(await mapConcurrently([], 4, () => Promise.resolve(1))).toEqual([]);
  });
});

describe("resourceCount", () => {
  test("counts managed resources, not data sources", () => {
    const resource = { aws_sqs_queue: { a: {}, b: {} }, aws_kms_key: { a: {} } };
    const data = { aws_iam_policy_document: { a: {} } };
    expect(resourceCount({ name: "dev", config: { terraform: {}, resource, data } })).toBe(3);
    expect(resourceCount({ name: "dev", config: { terraform: {} } })).toBe(0);
  });
});
