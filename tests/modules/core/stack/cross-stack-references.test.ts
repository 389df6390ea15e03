import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Fn, Lazy } from "cdktf";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { AwsStack, synthesize } from "../../../../modules/core";

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-references-"));
afterAll(() => fs.rmSync(outdir, { recursive: true }));

/** Synthesizes a queue with an argument that refers to another queue, in its own stack or in another one. */
function refer(argument: (queue: SqsQueue) => unknown, sameStack: boolean): void {
  synthesize(
    (app) => {
      const [one, two] = ["one", "two"].map(
        (id) =>
          new AwsStack(app, id, {
            account: "111122223333",
            region: "us-east-1",
            tags: { Environment: "dev", Project: "shop", Owner: "platform" },
            state: "local",
          }),
      );
      const queue = new SqsQueue(one!, "orders", { name: "orders" });
      const referring = new SqsQueue(sameStack ? one! : two!, "referring", { name: "referring" });
      referring.addOverride("argument", argument(queue));
    },
    { outdir },
  );
}

describe.each<[string, (queue: SqsQueue) => unknown]>([
  ["text", (queue) => queue.arn],
  ["a part of a text", (queue) => `arn: ${queue.arn}`],
  ["a number", (queue) => queue.getNumberAttribute("delay_seconds")],
  ["a list of texts", (queue) => queue.getListAttribute("urls")],
  ["a list of numbers", (queue) => queue.getNumberListAttribute("delays")],
  ["a map", (queue) => queue.getStringMapAttribute("tags_all")],
  ["an object", (queue) => queue.interpolationForAttribute("arn")],
  ["an argument of a function", (queue) => Fn.upper(queue.arn)],
  ["a value that is known at synthesis", (queue) => Lazy.stringValue({ produce: () => queue.arn })],
  ["a key", (queue) => ({ [queue.arn]: "on" })],
  ["an item of a list", (queue) => [{ values: ["*", queue.arn] }]],
])("a reference as %s", (_form, argument) => {
  test("is refused between stacks", () => {
    expect(() => refer(argument, false)).toThrow(/two: no-remote-state: a reference/);
  });

  test("is allowed within a stack", () => {
    expect(() => refer(argument, true)).not.toThrow();
  });
});
