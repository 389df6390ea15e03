import {
  callAws,
  createTopic,
  LocalResources,
  readText,
  sendJson,
  startMoto,
  startServer,
  type LocalServer,
  type Moto,
} from "../../../../testing/local";
import { describeWith } from "../../../support/with-tool";

describeWith("moto_server", "the emulator of AWS")("the resources of a system", () => {
  let moto: Moto;
  let aws: LocalResources;

  beforeAll(async () => {
    moto = await startMoto();
    aws = new LocalResources(moto.url, "shop");
  });
  afterAll(() => moto.stop());

  test("have the names of the system, and the keys of the contract", async () => {
    const orders = { hashKey: "orderId", ttlAttribute: "expiresAt" };
    const names = await aws.createTables({ Orders: orders, users: { hashKey: "userId" } });
    expect(names).toEqual({ Orders: "shop-orders", users: "shop-users" });
    const ttl = await Promise.all(
      Object.values(names).map((TableName) => callAws(moto.url, "dynamodb", "DescribeTimeToLive", { TableName })),
    );
    expect(ttl).toMatchObject([
      { TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" } },
      { TimeToLiveDescription: { TimeToLiveStatus: "DISABLED" } },
    ]);
    expect([await aws.createBucket("documents"), (await fetch(`${moto.url}/shop-documents`)).status]).toEqual([
      "shop-documents",
      200,
    ]);
  });

  test("let users sign in, and functions read secrets", async () => {
    const { userPoolId: UserPoolId, clientId: ClientId } = await aws.createUserPool(["admins"]);
    const cognito = (operation: string, input: object) => callAws(moto.url, "cognito-idp", operation, input);
    const account = { ClientId, Username: "ann@example.com", Password: "Correct horse 1 battery" };
    await cognito("SignUp", account);
    await cognito("ConfirmSignUp", { ...account, ConfirmationCode: "123456" });
    const AuthParameters = { USERNAME: account.Username, PASSWORD: account.Password };
    const signedIn = await cognito("InitiateAuth", { ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
    expect(signedIn).toMatchObject({ AuthenticationResult: { AccessToken: expect.any(String) } });
    expect(await cognito("ListGroups", { UserPoolId })).toMatchObject({ Groups: [{ GroupName: "admins" }] });
    const SecretId = await aws.createSecret("database", "s3cret");
    const read = await callAws(moto.url, "secretsmanager", "GetSecretValue", { SecretId });
    expect(read).toMatchObject({ Name: "shop-database", SecretString: "s3cret" });
    await expect(cognito("ListGroups", { UserPoolId: "none" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: expect.stringContaining("ListGroups: ResourceNotFoundException: "),
    });
  });

  test("deliver the messages of a topic to queues, by the filter of each", async () => {
    const topic = await createTopic(moto.url, "shop-orders");
    const queueUrls = [await aws.createQueue("paid", "standard", 30), await aws.createQueue("all", "fifo", 40)];
    expect(queueUrls.map((url) => url.split("/").at(-1))).toEqual(["shop-paid", "shop-all.fifo"]);
    const FilterPolicy = JSON.stringify({ type: ["paid"] });
    const arn = "arn:aws:sqs:us-east-1:123456789012:shop-paid";
    await topic.subscribe("sqs", arn, { RawMessageDelivery: "true", FilterPolicyScope: "MessageBody", FilterPolicy });
    await topic.publish('{"type":"sent"}');
    await topic.publish('{"type":"paid","order":"Ä & B"}');
    const query = { QueueUrl: queueUrls[0]!, MaxNumberOfMessages: 10 };
    const { Messages } = await callAws<{ Messages: { Body: string }[] }>(moto.url, "sqs", "ReceiveMessage", query);
    expect(Messages.map(({ Body }) => Body)).toEqual(['{"type":"paid","order":"Ä & B"}']);
    await expect(topic.subscribe("sqs", "no queue", {})).rejects.toThrow(/^Subscribe answered 4\d\d: /);
  });
});

test("a bucket that is not created is an error", async () => {
  const server: LocalServer = await startServer((request, response) => {
    void readText(request).then(() => sendJson(response, 409, {}));
  });
  await expect(new LocalResources(server.url, "shop").createBucket("a")).rejects.toThrow("CreateBucket answered 409");
  await server.stop();
});
