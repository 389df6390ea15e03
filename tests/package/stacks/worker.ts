import type { App } from "cdktf";
import { ZipFunction } from "groundplan/compute/functions";
import { AwsStack } from "groundplan/core";
import { Queue } from "groundplan/messaging";
import { AlarmTopic, Alarms, Dashboard } from "groundplan/observability";
import { EncryptionKey } from "groundplan/security";

/** A queue, a function outside a VPC that consumes it, alarms and a dashboard. */
export class Worker extends AwsStack<"eu-central-1"> {
  constructor(app: App) {
    super(app, "worker", {
      account: "111122223333",
      region: "eu-central-1",
      tags: { Environment: "prod", Project: "shop", Owner: "shop-team" },
      state: { bucket: "team-states", region: "eu-central-1", kmsKeyId: "alias/team-states" },
    });
    const key = new EncryptionKey(this, "key", {
      name: "shop-worker",
      description: "Orders, logs and alarms",
      services: ["logs", "alarms"],
    });
    const orders = new Queue(this, "orders", { name: "shop-orders", key });
    const worker = new ZipFunction(this, "worker", {
      name: "shop-worker",
      code: { entryPoint: "src/worker.ts" },
      concurrency: { reserved: 10 },
      logKey: key,
    });
    worker.encryptEnvironment(key);
    worker.consumeFrom(orders, { batchSize: 10, maxConcurrency: 5 });

    const { topicArn } = new AlarmTopic(this, "topic", { name: "shop-worker", key, emails: ["team@example.com"] });
    const signals = [...orders.signals, ...worker.signals];
    const { alarmArns } = new Alarms(this, "alarms", { name: "shop-worker", topicArn, signals });
    const rows = [
      { title: "Queue", graphs: orders.graphs },
      { title: "Worker", graphs: worker.graphs },
    ];
    new Dashboard(this, "dashboard", { name: "shop-worker", rows, alarmArns });
  }
}
