import { TerraformOutput, TerraformVariable } from "cdktf";
import { InputError, type AwsStack, type KeyReference } from "../../../../modules/core";
import { Queue } from "../../../../modules/messaging";
import { EVENT_BUS_DEFAULTS, EventBus, type EventBusProps } from "../../../../modules/messaging/events";
import { EncryptionKey } from "../../../../modules/security";
import { synthesizeStack } from "../../../../testing";
import { testRole } from "../../../support/synth";

const key: KeyReference = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/data",
  region: "us-east-1",
  grantUse: () => {},
  admit: () => true,
};

const createBus = (stack: AwsStack<"us-east-1">, differences: Partial<EventBusProps> = {}) =>
  new EventBus(stack, "events", { name: "shop-dev", ...differences });
const synthesizeBus = (differences: Partial<EventBusProps> = {}) =>
  synthesizeStack((stack) => createBus(stack, differences));

describe("EventBus", () => {
  test("the bus has an AWS owned key and no archive by default", () => {
    const stack = synthesizeBus();
    const bus = stack.resource("aws_cloudwatch_event_bus");
    expect(bus).toMatchObject({ name: "shop-dev" });
    expect(bus).not.toHaveProperty("kms_key_identifier");
    expect(bus).not.toHaveProperty("dead_letter_config");
    expect(stack.resources("aws_cloudwatch_event_archive")).toEqual({});
    expect(EVENT_BUS_DEFAULTS).toEqual({ deletionProtection: true });
  });

  test("a bus with a key admits EventBridge to it, and sends what it cannot decrypt to a queue", () => {
    const stack = synthesizeStack((scope) => {
      const dataKey = new EncryptionKey(scope, "data-key", { name: "data", description: "Data" });
      createBus(scope, {
        key: dataKey,
        deadLetterQueue: new Queue(scope, "lost", { name: "shop-lost", key: dataKey }),
      });
    });
    expect(stack.resource("aws_cloudwatch_event_bus")).toMatchObject({
      kms_key_identifier: expect.stringMatching(/^\$\{aws_kms_key\.data-key_\w+\.arn\}$/),
      dead_letter_config: { arn: expect.stringMatching(/^\$\{aws_sqs_queue\.lost_queue_\w+\.arn\}$/) },
    });
    expect(stack.statements("data-key_key-policy").map(({ sid }) => sid)).toContain("EventRulesOfThisAccount");
    expect(stack.statements("lost_queue-policy")[1]).toMatchObject({
      sid: "SendFromEvents",
      condition: [
        {
          test: "ArnEquals",
          variable: "aws:SourceArn",
          values: ["arn:aws:events:us-east-1:111122223333:event-bus/shop-dev"],
        },
      ],
    });
  });

  test("a key whose policy does not admit EventBridge is refused", () => {
    expect(() => synthesizeBus({ key: { ...key, admit: () => false } })).toThrow(
      'test/events: key: got "arn:aws:kms:us-east-1:111122223333:key/data"; allowed: a key whose policy admits the service events',
    );
  });

  test("an archive retains events for the given days and is protected from deletion", () => {
    expect(synthesizeBus({ name: "shop/dev", archiveDays: 30 }).resource("aws_cloudwatch_event_archive")).toMatchObject(
      {
        name: "shop.dev-archive",
        event_source_arn: expect.stringMatching(/^\$\{aws_cloudwatch_event_bus\.events_bus_\w+\.arn\}$/),
        retention_days: 30,
        lifecycle: { prevent_destroy: true },
      },
    );
    const deletable = synthesizeBus({ archiveDays: 30, deletionProtection: false });
    expect(deletable.resource("aws_cloudwatch_event_archive")).toMatchObject({ lifecycle: { prevent_destroy: false } });
  });

  test("grantPutEvents allows sending events to the bus", () => {
    const stack = synthesizeStack((scope) => createBus(scope).grantPutEvents(testRole(scope)));
    expect(stack.statements("role_permissions")).toEqual([
      {
        sid: "PutEventsToEvents",
        effect: "Allow",
        actions: ["events:PutEvents"],
        resources: [expect.stringMatching(/^\$\{aws_cloudwatch_event_bus\.events_bus_\w+\.arn\}$/)],
      },
    ]);
  });

  test("the graph shows matched events", () => {
    synthesizeStack((scope) =>
      expect(createBus(scope).graphs[0]!.metrics).toEqual([
        expect.objectContaining({ metricName: "MatchedEvents", dimensions: { EventBusName: "shop-dev" } }),
      ]),
    );
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeStack((scope) =>
        createBus(scope, {
          name: "default",
          key: { ...key, region: "us-west-2" },
          archiveDays: 0,
          deadLetterQueue: new Queue(scope, "lost", { name: "lost", key, ordering: { deduplication: "id" } }),
        }),
      );
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^5 invalid settings/);
    expect(invalid).toThrow(/name: got "default"; allowed: an event bus name of at most 256/);
    expect(invalid).toThrow(/key\.region: got "us-west-2"; allowed: us-east-1/);
    expect(invalid).toThrow(/archiveDays: got 0; allowed: a whole number from 1 to 3650/);
    expect(invalid).toThrow(/archiveDays: got 0; allowed: no archive of a bus with a key; omit key/);
    expect(invalid).toThrow(/deadLetterQueue\.isFifo: got true; allowed: a standard queue/);
    expect(() => synthesizeBus({ name: "x".repeat(41), archiveDays: 1 })).toThrow(
      /name: got "x+-archive"; allowed: an archive name of at most 48/,
    );
  });

  test("the addresses are these", () => {
    expect(synthesizeBus({ archiveDays: 1 }).addresses).toMatchInlineSnapshot(`
      [
        "aws_cloudwatch_event_archive.events_archive_7398DBF8",
        "aws_cloudwatch_event_bus.events_bus_2D5985C2",
      ]
    `);
  });
});

describe("EventBus.fromArn", () => {
  test("creates no bus and grants sending events", () => {
    const eventBusArn = "arn:aws:events:us-east-1:111122223333:event-bus/default";
    const stack = synthesizeStack((scope) => {
      const bus = EventBus.fromArn(scope, "default", eventBusArn);
      expect(bus.eventBusName).toBe("default");
      bus.grantPutEvents(testRole(scope));
    });
    expect(stack.resources("aws_cloudwatch_event_bus")).toEqual({});
    expect(stack.statements("role_permissions")).toMatchObject([{ resources: [eventBusArn] }]);
  });

  test("computes the name of an ARN that is unknown until plan by Terraform, and refuses other resources", () => {
    const stack = synthesizeStack((scope) => {
      const arn = new TerraformVariable(scope, "arn", { type: "string" }).stringValue;
      new TerraformOutput(scope, "name", { value: EventBus.fromArn(scope, "legacy", arn).eventBusName });
    });
    expect(stack.config.output?.["name"]?.["value"]).toBe('${element(split(":event-bus/", var.arn), 1)}');
    expect(() =>
      synthesizeStack((scope) => EventBus.fromArn(scope, "rule", "arn:aws:events:us-east-1:111122223333:rule/paid")),
    ).toThrow("allowed: the ARN of an event bus; copy the ARN of the bus");
  });
});
