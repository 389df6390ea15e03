import { commandsIn } from "../../../tools/rehearsal/drill/command-line";
import type { DrillState } from "../../../tools/rehearsal/drill/drill-state";
import { createSnapshot } from "../../../tools/rehearsal/drill/instance-commands";
import {
  expectSwitched,
  putSwitch,
  readQueue,
  removeProvisioned,
  stopFunction,
} from "../../../tools/rehearsal/drill/service-commands";

const CHECK = { type: "CLOUDWATCH_METRIC", cloudwatch_alarm_name: "shop-switch" };
const ALARM = {
  alarm_name: "shop-switch",
  namespace: "Shop",
  metric_name: "FailoverRequested",
  dimensions: { environment: "prod" },
  treat_missing_data: "missing",
};

const stackOf = (name: string, region: string, resource: object) => ({
  name,
  config: { terraform: {}, provider: { aws: [{ region }] }, resource },
});

function newState(alarm: object = ALARM): DrillState {
  const edited: unknown[] = [];
  const edit = (_type: string, change: (one: object) => object) => {
    edited.push(...[{ function_name: "shop-entry" }, { function_name: "shop-other" }].map(change));
    return Promise.resolve();
  };
  const standby = {
    aws_lambda_function: { entry: { function_name: "shop-entry" } },
    aws_lambda_alias: { entry: { name: "live" } },
    aws_sqs_queue: { orders: { name: "shop-orders" } },
    aws_db_instance: { database: { identifier: "shop-standby" } },
  };
  return {
    pair: { lost: { name: "prod", account: "123456789012" }, standby: { name: "prod-standby" } },
    synthesized: [
      // Of another environment, whose switch is not meant.
      stackOf("dev", "us-east-1", { aws_route53_health_check: { check: { ...CHECK, cloudwatch_alarm_name: "o" } } }),
      stackOf("prod", "us-east-1", { aws_route53_health_check: { check: CHECK } }),
      stackOf("prod-standby", "us-west-2", standby),
      stackOf("prod-recovery", "us-west-2", { aws_cloudwatch_metric_alarm: { other: { alarm_name: "o" }, alarm } }),
    ],
    stacks: new Map([["prod-standby", { edit, edited }]]),
    databases: new Set(["us-west-2 shop-standby"]),
    snapshots: new Set(),
    stopped: new Set(),
    switched: false,
    released: false,
  } as unknown as DrillState;
}

const command = (text: string) => commandsIn(text)[0]!;
const PUT =
  "aws cloudwatch put-metric-data --region us-west-2 --namespace Shop --metric-name FailoverRequested " +
  "--dimensions environment=prod --value 1";
const STOP =
  "aws lambda put-function-concurrency --region us-west-2 --function-name shop-entry --reserved-concurrent-executions 0";
const SNAPSHOT =
  "aws rds create-db-snapshot --region us-west-2 --db-instance-identifier shop-standby --db-snapshot-identifier return";

describe("the switch of a failover", () => {
  test("must be held before a replica is promoted", () => {
    const state = newState();
    const promotion = () => expectSwitched(state, "aws_db_instance.database");
    expect(promotion).toThrow(
      "promotes aws_db_instance.database while Route 53 may return to prod: hold the switch first",
    );
    putSwitch(state, command(PUT));
    expect(promotion).not.toThrow();
  });

  test("is released only when the lost environment has its database again", () => {
    const state = newState();
    putSwitch(state, command(PUT));
    const release = () => putSwitch(state, command(PUT.replace("--value 1", "--value 0")));
    expect(release).toThrow("returns the traffic to prod before it serves again");
    state.released = true;
    release();
    expect(state.switched).toBe(false);
  });

  test("is no requirement of a system without one", () => {
    const state = { ...newState(), synthesized: [] };
    expect(() => expectSwitched(state, "aws_db_instance.database")).not.toThrow();
    expect(() => putSwitch(state, command(PUT))).toThrow("no health check of Route 53 reads an alarm");
  });

  test("lasts longer than a minute", () => {
    const state = newState({ ...ALARM, treat_missing_data: "notBreaching" });
    expect(() => putSwitch(state, command(PUT))).toThrow("lasts a minute: treat_missing_data is notBreaching");
  });

  test.each([
    ["--region us-west-2", "--region us-east-1", /--region: got us-east-1; allowed: us-west-2/],
    ["--namespace Shop", "--namespace Other", /--namespace: got Other; allowed: Shop/],
    ["FailoverRequested", "Failover", /--metric-name: got Failover; allowed: FailoverRequested/],
    ["environment=prod", "environment=dev", /--dimensions: got environment=dev; allowed: environment=prod/],
    ["--value 1", "--value 2", /--value: got 2; allowed: 0, 1/],
  ])("refuses another text than %s", (text, other, message) => {
    expect(() => putSwitch(newState(), command(PUT.replace(text, other)))).toThrow(message);
  });
});

describe("the functions of a return", () => {
  test("are stopped before the snapshot, behind Terraform's back", async () => {
    const state = newState();
    expect(() => createSnapshot(state, command(SNAPSHOT))).toThrow("stop the functions that write first");
    await stopFunction(state, command(STOP));
    const { edited } = state.stacks.get("prod-standby") as unknown as { readonly edited: unknown[] };
    expect(edited).toEqual([
      { function_name: "shop-entry", reserved_concurrent_executions: 0 },
      { function_name: "shop-other" },
    ]);
    createSnapshot(state, command(SNAPSHOT));
    expect([...state.snapshots]).toEqual(["arn:aws:rds:us-west-2:123456789012:snapshot:return"]);
  });

  const REMOVE = `aws lambda delete-provisioned-concurrency-config --region us-west-2 --function-name shop-entry`;
  const QUEUE = "aws sqs get-queue-attributes --region us-west-2 --queue-url https://sqs.us-west-2.amazonaws.com/";

  test("and their queues exist", async () => {
    const state = newState();
    removeProvisioned(state, command(`${REMOVE} --qualifier live`));
    readQueue(state, command(`${QUEUE}123456789012/shop-orders`));
    expect(() => removeProvisioned(state, command(`${REMOVE} --qualifier new`))).toThrow("allowed: live");
    expect(() => readQueue(state, command(`${QUEUE}123456789012/shop-order`))).toThrow(/allowed: .*shop-orders/);
    await expect(stopFunction(state, command(STOP.replace("shop-entry", "shop-exit")))).rejects.toThrow(
      "got us-west-2 shop-exit; allowed: us-west-2 shop-entry",
    );
    await expect(stopFunction(state, command(STOP.replace(" 0", " 5")))).rejects.toThrow("allowed: 0");
  });
});
