import type { TestStack } from "groundplan/testing";
import { functions, type FunctionName } from "../functions/contract";
import { FUNCTIONS, NEEDED, neededBy, withoutCommon } from "./needed-permissions";
import { requirement } from "./requirement";

function granted(stack: TestStack, name: FunctionName): string[] {
  const actions = stack.statements(`${name}-function_role_permissions`).flatMap((one) => one["actions"] as string[]);
  return withoutCommon(actions);
}

/** Resource of each setting that names one. */
const RESOURCES: Readonly<Record<string, RegExp>> = {
  CUSTOMERS_TABLE: /aws_dynamodb_table\.customers-table/,
  ORDERS_TABLE: /aws_dynamodb_table\.orders-table/,
  FEEDBACK_TABLE: /aws_dynamodb_table\.feedback-table/,
  CLIENT_SECRET_ARN: /aws_secretsmanager_secret\.auth-client_secret/,
  CACHE_SECRET_ARN: /aws_secretsmanager_secret\.cache-secret/,
  DATABASE_SECRET_ARN: /aws_secretsmanager_secret\.database-secret/,
  USER_POOL_ID: /aws_cognito_user_pool\.user-pool/,
};

const POLICY = "aws_iam_policy_document";
const policyOf = (name: FunctionName) => `${name}-function_role_permissions`;

requirement(
  "SU-C2 allows each function exactly the actions of its SDK calls",
  (stack) => {
    expect(Object.fromEntries(FUNCTIONS.map((name) => [name, granted(stack, name)]))).toEqual(NEEDED);
  },
  FUNCTIONS.map((name) => ({
    type: POLICY,
    name: policyOf(name),
    path: "statement.0.actions",
    value: ["s3:GetObject"],
  })),
);

requirement(
  "SU-C2 allows each function resources of its own settings only",
  (stack) => {
    for (const name of FUNCTIONS) {
      const settings: readonly string[] = functions[name].settings;
      const own = settings.flatMap((setting) => RESOURCES[setting] ?? []);
      const foreign = stack
        .statements(`${name}-function_role_permissions`)
        .filter(({ actions }) => !(actions as string[]).every((action) => /^(?:logs|xray|kms):/.test(action)))
        .flatMap((statement) => statement["resources"] as string[])
        .filter((resource) => !own.some((pattern) => pattern.test(resource)));
      expect([name, foreign]).toEqual([name, []]);
    }
  },
  FUNCTIONS.filter((name) => NEEDED[name]!.length > 0).map((name) => ({
    type: POLICY,
    name: policyOf(name),
    path: "statement.2.resources",
    value: ["${aws_dynamodb_table.other-table_1.arn}"],
  })),
);

test("the functions need what their code calls", () => {
  expect(NEEDED).toEqual({
    auth: ["cognito-idp:AdminAddUserToGroup", "dynamodb:UpdateItem", "secretsmanager:GetSecretValue"],
    orders: [
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:Query",
      "dynamodb:UpdateItem",
      "secretsmanager:GetSecretValue",
    ],
    feedback: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
    analytics: ["secretsmanager:GetSecretValue"],
    payment: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "secretsmanager:GetSecretValue"],
    expiry: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"],
    authorizer: [],
  });
});

test("a call whose permissions nobody listed is found: the twin", () => {
  expect(neededBy(["await client.send(new GetCommand({}))"])).toEqual(["dynamodb:GetItem"]);
  expect(neededBy(["new TransactWriteCommand({}); const write = { ConditionCheck: {} }; x = { Delete: { } }"])).toEqual(
    ["dynamodb:ConditionCheckItem", "dynamodb:DeleteItem"],
  );
  expect(neededBy(["for await (const page of paginateQuery({ client }, input)) use(page);"])).toEqual([
    "dynamodb:Query",
  ]);
  for (const call of ["new ScanCommand({})", "paginateScan({ client }, input)"])
    expect(() => neededBy([call])).toThrow("no permissions are listed for ScanCommand");
});
