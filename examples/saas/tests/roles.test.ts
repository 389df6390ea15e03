import type { TestStack } from "groundplan/testing";
import { functions, type FunctionName } from "../functions/contract";
import { distinct, FUNCTIONS, NEEDED, neededBy } from "./needed-permissions";
import { requirement, standbyRequirement } from "./requirement";

/** Actions for logs and traces, and those that belong to a granted resource: keys and metadata. */
const COMMON = /^(?:logs|xray|kms):|^secretsmanager:DescribeSecret$|^sqs:GetQueue(?:Attributes|Url)$/;

const CONSUME = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage"];

/** Actions of Lambda itself in the name of a function: it polls queues, and sends events that failed to one. */
const OF_LAMBDA: Readonly<Partial<Record<FunctionName, readonly string[]>>> = {
  notifications: CONSUME,
  ledger: CONSUME,
  settlement: ["sqs:SendMessage"],
  renewals: ["sqs:SendMessage"],
};

const uncommon = (actions: readonly string[]) => distinct(actions.filter((action) => !COMMON.test(action)));

const policyOf = (name: FunctionName) => `${name}-function_role_permissions`;

const granted = (stack: TestStack, name: FunctionName) =>
  uncommon(stack.statements(policyOf(name)).flatMap((one) => one["actions"] as string[]));

const expected = Object.fromEntries(
  FUNCTIONS.map((name) => [name, uncommon([...NEEDED[name]!, ...(OF_LAMBDA[name] ?? [])])]),
);

/** Resource of each setting that names one. */
const RESOURCES: Readonly<Record<string, RegExp>> = {
  USERS_TABLE: /aws_dynamodb_table\.users-table/,
  SUBSCRIPTIONS_TABLE: /aws_dynamodb_table\.subscriptions-table/,
  PAYMENTS_TABLE: /aws_dynamodb_table\.payments-table/,
  EVENTS_TABLE: /aws_dynamodb_table\.events-table/,
  USER_POOL_ID: /:userpool\/\$\{aws_cognito_user_pool\.user-pool/,
  CACHE_SECRET_ARN: /aws_secretsmanager_secret\.cache-secret/,
  DATABASE_SECRET_ARN: /aws_secretsmanager_secret\.database-secret/,
  DATABASE_INSTANCE_ENDPOINT: /aws_secretsmanager_secret\.database-secret/,
  PAYPAL_SECRET_ARN: /:secret:saas\/paypal-\?{6}$/,
  EXPORTS_BUCKET: /aws_s3_bucket\.documents_bucket_\w+\.arn\}\/exports\/\*$/,
  EVENT_BUS_NAME: /aws_cloudwatch_event_bus\.bus/,
  LEDGER_QUEUE_URL: /aws_sqs_queue\.ledger-queue_C/,
  SENDER_ADDRESS: /:identity\/saas\.example\.com$/,
  CREATE_STATE_MACHINE_ARN: /:stateMachine:saas-create$/,
  RENEW_STATE_MACHINE_ARN: /:stateMachine:saas-renew$/,
  CANCEL_STATE_MACHINE_ARN: /:stateMachine:saas-cancel$/,
  CHANGE_PLAN_STATE_MACHINE_ARN: /:stateMachine:saas-change-plan$/,
};

/** Actions whose resource is no setting: tokens of workflows, telephone numbers and random text. */
const WITHOUT_SETTING = /^(?:logs|xray|kms|sqs):|^states:SendTask|^sns:Publish$|^secretsmanager:GetRandomPassword$/;

const POLICY = "aws_iam_policy_document";

requirement(
  "SA-C2 allows each function exactly the actions of its calls",
  (stack) => expect(Object.fromEntries(FUNCTIONS.map((name) => [name, granted(stack, name)]))).toEqual(expected),
  FUNCTIONS.map((name) => ({
    type: POLICY,
    name: policyOf(name),
    path: "statement.0.actions",
    value: ["s3:GetObjectAcl"],
  })),
);

standbyRequirement(
  "SA-C2 allows each function of the second region the same actions",
  (stack) =>
    expect(Object.fromEntries(FUNCTIONS.map((name) => [name, granted(stack, name)]))).toEqual({
      ...expected,
      rotation: [],
    }),
  FUNCTIONS.map((name) => ({
    type: POLICY,
    name: policyOf(name),
    path: "statement.0.actions",
    value: ["s3:GetObjectAcl"],
  })),
);

requirement(
  "SA-C2 allows each function resources of its own settings only",
  (stack) => {
    for (const name of FUNCTIONS) {
      const settings: readonly string[] = functions[name].settings;
      const own = settings.flatMap((setting) => RESOURCES[setting] ?? []);
      const foreign = stack
        .statements(policyOf(name))
        .filter(({ actions }) => !(actions as string[]).every((action) => WITHOUT_SETTING.test(action)))
        .flatMap((statement) => statement["resources"] as string[])
        .filter((resource) => !own.some((pattern) => pattern.test(resource)));
      expect([name, foreign]).toEqual([name, []]);
    }
  },
  FUNCTIONS.filter((name) => name !== "authorizer").map((name) => ({
    type: POLICY,
    name: policyOf(name),
    path: "statement.2.resources",
    value: ["${aws_dynamodb_table.other-table_1.arn}"],
  })),
);

test("the functions need what their code calls", () => {
  expect(NEEDED["billing"]).toEqual([
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
    "events:PutEvents",
    "secretsmanager:GetSecretValue",
    "sqs:SendMessage",
  ]);
  expect(NEEDED["renewals"]).toEqual(["dynamodb:Query", "states:StartExecution"]);
  expect(NEEDED["data"]).toEqual(["s3:GetObject", "s3:PutObject", "secretsmanager:GetSecretValue"]);
  expect(NEEDED["authorizer"]).toEqual([]);
});

test("a call whose permissions nobody listed is found: the twin", () => {
  expect(neededBy(["await client.send(new GetCommand({}))"])).toEqual(["dynamodb:GetItem"]);
  expect(neededBy(["for await (const page of paginateQuery({ client }, {}))"])).toEqual(["dynamodb:Query"]);
  expect(neededBy(["new TransactWriteCommand({}); const write = { ConditionCheck: {} }; x = { Delete: { } }"])).toEqual(
    ["dynamodb:ConditionCheckItem", "dynamodb:DeleteItem"],
  );
  expect(() => neededBy(["new ScanCommand({})"])).toThrow("no permissions are listed for ScanCommand");
});
