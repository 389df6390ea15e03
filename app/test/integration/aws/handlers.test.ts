import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CreateStateMachineCommand, ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { APIGatewayProxyStructuredResultV2, SQSEvent, SQSRecord } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parameterNames, paymentWorkflow, type ParameterName, type RouteName } from "../../../contract";
import { closeAll } from "../../../src/handlers/runtime/lifetime";
import {
  claims,
  eventOf,
  poolIssuer as issuer,
  ORIGIN_SECRET,
  SESSION_SECRET,
  type Call,
} from "../../support/memory-api";
import { startMoto, type MotoServer } from "../../support/moto-server";
import { writtenBy } from "../../support/memory-output";
import { hasProgram } from "../../support/programs";
import { buy, createShopDatabase, product, type ShopDatabase } from "../../support/shop-database";

const PATH = "/groundplan/handlers";

let moto: MotoServer;
let database: ShopDatabase;
let stateMachineArn: string;
let queueUrl: string;

/** The platform's resources that the functions use. */
async function createPlatform(): Promise<Partial<Record<ParameterName, string>>> {
  const secrets = new SecretsManagerClient();
  const origin = await secrets.send(new CreateSecretCommand({ Name: "origin", SecretString: ORIGIN_SECRET }));
  const session = await secrets.send(new CreateSecretCommand({ Name: "session", SecretString: SESSION_SECRET }));
  const queue = await new SQSClient().send(new CreateQueueCommand({ QueueName: "handlers" }));
  const workflow = await new SFNClient().send(
    new CreateStateMachineCommand({
      name: "handlers",
      definition: paymentWorkflow("arn:aws:lambda:us-east-1:123456789012:function:payment"),
      roleArn: "arn:aws:iam::123456789012:role/payments",
    }),
  );
  queueUrl = queue.QueueUrl!;
  stateMachineArn = workflow.stateMachineArn!;
  return {
    "origin/credentials-arn": origin.ARN!,
    "session/credentials-arn": session.ARN!,
    "orders/queue-url": queueUrl,
    "payments/workflow-arn": stateMachineArn,
    "identity/issuer": issuer,
    "identity/client-id": claims.client_id,
  };
}

async function invoke<Result>(name: string, event: unknown): Promise<Result> {
  const { handler } = (await import(`../../../src/handlers/${name}.ts`)) as {
    handler: (event: unknown, context: unknown) => Promise<Result>;
  };
  return handler(event, { getRemainingTimeInMillis: () => 60_000 });
}

const request = (route: RouteName, call: Call = {}) =>
  invoke<APIGatewayProxyStructuredResultV2>("api", eventOf(route, { claims, ...call }));

describe.skipIf(!hasProgram("moto_server"))(
  "the handlers on AWS APIs and a real database",
  { timeout: 120_000 },
  () => {
    beforeAll(async () => {
      [moto, database] = await Promise.all([startMoto(), createShopDatabase()]);
      const variables = {
        AWS_ENDPOINT_URL: moto.url,
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        ENVIRONMENT: "test",
        PARAMETER_PATH: PATH,
        CSRF_PROTECTION: "off",
        DATABASE_URL: database.url,
        REDIS_URL: "memory:",
      };
      for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
      const values = await createPlatform();
      const ssm = new SSMClient();
      for (const name of parameterNames) {
        const Value = values[name];
        if (Value) await ssm.send(new PutParameterCommand({ Name: `${PATH}/${name}`, Value, Type: "String" }));
      }
    });

    afterAll(async () => {
      await closeAll();
      await database.drop();
      await moto.stop();
      vi.unstubAllEnvs();
    });

    it("process an order from the request to the payment workflow once", async () => {
      const productId = await product(database.database, { stock: 3 });
      await invoke("migrate", {});
      const body = { items: [{ productId, quantity: 1, priceCents: 2_500 }], paymentToken: "tok_approved" };
      const lines = await writtenBy(async () => {
        const placed = await request("placeOrder", { body, headers: { "idempotency-key": "one" } });
        const repeated = await request("placeOrder", { body, headers: { "idempotency-key": "one" } });
        expect([placed.statusCode, repeated.statusCode]).toEqual([201, 201]);
        expect(repeated.body).toBe(placed.body);
        await invoke("outbox", {});
        const { Messages = [] } = await new SQSClient().send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
        const records = Messages.map((each) => ({ messageId: each.MessageId!, body: each.Body! }) as SQSRecord);
        const batch: SQSEvent = { Records: [...records, { messageId: "poison", body: "{" } as SQSRecord] };
        for (let delivery = 0; delivery < 2; delivery += 1) {
          expect(await invoke("worker", batch)).toEqual({ batchItemFailures: [{ itemIdentifier: "poison" }] });
        }
        const orderId = String((JSON.parse(placed.body!) as { id: string }).id);
        const { executions } = await new SFNClient().send(new ListExecutionsCommand({ stateMachineArn }));
        expect(executions!.map(({ name }) => name)).toEqual([orderId]);
        for (const task of ["reserve", "charge", "confirm"]) await invoke("payment", { task, orderId });
        const order = await request("getOrder", { params: { id: orderId } });
        expect(JSON.parse(order.body!)).toMatchObject({ status: "paid", totalCents: 2_500, pointsEarned: 25 });
      });
      const counted = lines.filter((line) => "_aws" in line).flatMap((line) => Object.keys(line));
      expect(counted).toEqual(expect.arrayContaining(["OrdersPlaced", "OutboxAgeSeconds", "OrdersPaid"]));
      expect(JSON.stringify(lines)).not.toMatch(/INSERT|SELECT|tok_approved/);
      expect(JSON.stringify(lines)).not.toContain(ORIGIN_SECRET);
    });

    it("answer hostile input without a fault", async () => {
      const hostile = "' OR 1=1; DROP TABLE products; --";
      expect((await request("health")).statusCode).toBe(200);
      expect((await request("getProduct", { params: { id: hostile } })).statusCode).toBe(404);
      expect((await request("listProducts", { query: { category: hostile } })).statusCode).toBe(200);
      expect((await request("listProducts", { query: { after: hostile } })).statusCode).toBe(200);
      const comment = `${hostile} \ud800 <script>`;
      const productId = await product(database.database);
      await buy(database, claims.sub, productId);
      const body = { productId, rating: 1, comment };
      expect((await request("giveFeedback", { body })).statusCode).toBe(201);
      const strange = { ...claims, sub: "\u0000" };
      expect((await request("getCustomer", { claims: strange })).statusCode).toBe(401);
    });
  },
);
