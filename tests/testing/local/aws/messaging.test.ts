import {
  consumeQueue,
  readText,
  sendJson,
  startEventBus,
  startMailbox,
  startServer,
  type BusEvent,
  type LocalServer,
} from "../../../../testing/local";

const post = (url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: "POST", body, headers });

async function until(isTrue: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 500 && !isTrue(); attempt++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(isTrue()).toBe(true);
}

describe("an event bus", () => {
  const received: BusEvent[] = [];
  const errors: unknown[] = [];
  let failures = 0;
  let bus: LocalServer;

  beforeAll(async () => {
    const target = async (event: BusEvent) => {
      if (failures-- > 0) throw new Error("busy");
      received.push(event);
    };
    const pattern = { source: ["shop.orders"], "detail-type": ["paid", "sent"] };
    bus = await startEventBus({ rules: [{ pattern, target }], retryMillis: 5, log: (error) => errors.push(error) });
  });
  afterAll(() => bus.stop());

  const put = async (...entries: readonly [string, string][]) => {
    const Entries = entries.map(([Source, DetailType]) => ({ Source, DetailType, Detail: '{"order":1}' }));
    return (await post(bus.url, JSON.stringify({ Entries }))).json();
  };

  test("delivers the events of a rule's pattern, and no others", async () => {
    const answer = await put(["shop.orders", "paid"], ["shop.orders", "lost"], ["shop.other", "paid"]);
    expect(answer).toEqual({ FailedEntryCount: 0, Entries: [1, 2, 3].map(() => ({ EventId: expect.any(String) })) });
    await until(() => received.length > 0);
    expect(received).toMatchObject([{ source: "shop.orders", "detail-type": "paid", detail: { order: 1 } }]);
  });

  test("repeats a delivery that fails, and gives up after the fifth", async () => {
    received.length = 0;
    failures = 2;
    await put(["shop.orders", "sent"]);
    await until(() => received.length > 0);
    failures = 5;
    await put(["shop.orders", "sent"]);
    await until(() => errors.length === 7);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(received).toHaveLength(1);
  });

  test("waits a second before it repeats a delivery, unless it is told otherwise", async () => {
    const times: number[] = [];
    const target = async () => {
      times.push(Date.now());
      if (times.length === 1) throw new Error("busy");
    };
    const usual = await startEventBus({ rules: [{ pattern: {}, target }], log: () => undefined });
    await post(usual.url, JSON.stringify({ Entries: [{ Source: "a", DetailType: "b", Detail: "{}" }] }));
    await until(() => times.length === 2);
    expect(times[1]! - times[0]!).toBeGreaterThan(900);
    await usual.stop();
  });
});

describe("a queue's consumer", () => {
  const queue = new Map<string, string>();
  const batches: number[] = [];
  let server: LocalServer;
  let isBroken = false;

  beforeAll(async () => {
    server = await startServer((request, response) => {
      void readText(request).then((text) => {
        const operation = request.headers["x-amz-target"];
        const { ReceiptHandle, MaxNumberOfMessages } = JSON.parse(text) as Record<string, string>;
        if (isBroken) return sendJson(response, 500, { __type: "a#InternalFailure", message: "broken" });
        if (operation === "AmazonSQS.DeleteMessage") queue.delete(ReceiptHandle!);
        const messages = [...queue].slice(0, Number(MaxNumberOfMessages));
        const Messages = messages.map(([MessageId, Body]) => ({
          MessageId,
          ReceiptHandle: MessageId,
          Body,
          Attributes: { MessageGroupId: "g" },
        }));
        sendJson(response, 200, messages.length > 0 ? { Messages } : {});
      });
    });
  });
  afterAll(() => server.stop());

  const consume = (consumer: (event: unknown) => Promise<unknown>, log: (error: unknown) => void = () => undefined) =>
    consumeQueue({ endpoint: server.url, queueUrl: "queue", batchSize: 2, consumer, log });

  test("leaves the function alone while the queue is empty", async () => {
    let calls = 0;
    const stop = consume(async () => calls++);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await stop();
    expect(calls).toBe(0);
  });

  test("passes batches on, and deletes all messages but those that failed", async () => {
    ["a", "b", "c"].forEach((id) => queue.set(id, `body of ${id}`));
    const seen = new Set<string>();
    const stop = consume(async (event) => {
      const { Records } = event as { Records: { messageId: string; body: string; attributes: object }[] };
      batches.push(Records.length);
      expect(Records[0]).toMatchObject({ attributes: { MessageGroupId: "g" }, eventSource: "aws:sqs" });
      Records.forEach(({ body }) => seen.add(body));
      const failed = Records.filter(({ messageId }) => messageId === "b");
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    });
    await until(() => seen.size === 3);
    await stop();
    expect([[...queue.keys()], Math.max(...batches)]).toEqual([["b"], 2]);
  });

  test("keeps the messages of a function that fails, and reports errors while it runs", async () => {
    const errors: unknown[] = [];
    const stop = consume(
      () => Promise.reject(new Error("no database")),
      (error) => errors.push(error),
    );
    await until(() => errors.length > 0);
    isBroken = true;
    await until(() => String(errors.at(-1)).includes("ReceiveMessage: InternalFailure: broken"));
    const stopping = stop();
    const reported = errors.length;
    await stopping;
    expect([[...queue.keys()], errors.length - reported]).toEqual([["b"], 0]);
  });

  test("reports no error of a request that its end has broken off", async () => {
    isBroken = false;
    const errors: unknown[] = [];
    const running: (() => Promise<void>)[] = [];
    let begun = false;
    const consumer = async () => {
      begun = true;
      void running[0]!();
      throw new Error("ended");
    };
    running.push(consume(consumer, (error) => errors.push(error)));
    await until(() => begun);
    await running[0]!();
    expect(errors).toEqual([]);
  });
});

test("a mailbox keeps e-mails, SMS and messages of topics, and shows them", async () => {
  const lines: string[] = [];
  const mailbox = await startMailbox((line) => lines.push(line));
  const Simple = { Subject: { Data: "Paid" }, Body: { Text: { Data: "Thank you" } } };
  const email = { Destination: { ToAddresses: ["ann@example.com", "bob@example.com"] }, Content: { Simple } };
  const sent = await post(`${mailbox.url}/v2/email/outbound-emails`, JSON.stringify(email));
  expect(await sent.json()).toEqual({ MessageId: expect.any(String) });
  const sms = await post(mailbox.url, "Action=Publish&PhoneNumber=%2B14155550100&Message=Paid%20%E2%98%BA");
  expect(await sms.text()).toMatch(/<PublishResult><MessageId>[\w-]+<\/MessageId><\/PublishResult>/);
  await post(`${mailbox.url}/topic`, JSON.stringify({ TopicArn: "arn:topic", Message: "failed" }));
  const expected = [
    { channel: "email", to: "ann@example.com, bob@example.com", subject: "Paid", text: "Thank you" },
    { channel: "sms", to: "+14155550100", text: "Paid ☺" },
    { channel: "topic", to: "arn:topic", text: "failed" },
  ];
  expect([await (await fetch(mailbox.url)).json(), mailbox.messages]).toEqual([expected, expected]);
  expect(lines).toEqual([
    "email to ann@example.com, bob@example.com: Paid",
    "sms to +14155550100: Paid ☺",
    "topic to arn:topic: failed",
  ]);
  await mailbox.stop();
});
