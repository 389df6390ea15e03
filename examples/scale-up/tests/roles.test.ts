import { buildSync } from "esbuild";
import fs from "node:fs";
import path from "node:path";
import type { TestStack } from "groundplan/testing";
import { functions, type FunctionName } from "../functions/contract";
import { requirement } from "./requirement";

const root = path.resolve(__dirname, "../functions");

/**
 * Permissions of each command of the SDK. Open calls of Cognito need none; a transaction needs those of its writes.
 */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  AdminAddUserToGroupCommand: ["cognito-idp:AdminAddUserToGroup"],
  ConfirmSignUpCommand: [],
  InitiateAuthCommand: [],
  RespondToAuthChallengeCommand: [],
  SignUpCommand: [],
  GetSecretValueCommand: ["secretsmanager:GetSecretValue"],
  GetCommand: ["dynamodb:GetItem"],
  PutCommand: ["dynamodb:PutItem"],
  QueryCommand: ["dynamodb:Query"],
  UpdateCommand: ["dynamodb:UpdateItem"],
  TransactWriteCommand: [],
};

const WRITES: Readonly<Record<string, string>> = {
  Put: "dynamodb:PutItem",
  Update: "dynamodb:UpdateItem",
  Delete: "dynamodb:DeleteItem",
  ConditionCheck: "dynamodb:ConditionCheckItem",
};

/** Own sources in the bundle of a function: those that it does not import are not in it. */
function sourcesOf(name: FunctionName): string[] {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [`handlers/${name}.ts`],
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    metafile: true,
    write: false,
  });
  const [output] = Object.values(metafile.outputs);
  return Object.entries(output!.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => fs.readFileSync(path.join(root, file), "utf8"));
}

/** Actions that the calls in the sources need. */
function neededBy(sources: readonly string[]): string[] {
  const text = sources.join("\n");
  const commands = [...text.matchAll(/new (\w+Command)\(/g)].map(([, command]) => command!);
  const writes = commands.includes("TransactWriteCommand")
    ? [...text.matchAll(/\b(Put|Update|Delete|ConditionCheck): \{/g)].map(([, write]) => WRITES[write!]!)
    : [];
  const unknown = commands.filter((command) => PERMISSIONS[command] === undefined);
  if (unknown.length > 0) throw new Error(`no permissions are listed for ${unknown.join(", ")}`);
  return distinct([...commands.flatMap((command) => PERMISSIONS[command]!), ...writes]);
}

/** Actions of every function for logs and traces, and those that belong to a granted resource: keys and metadata. */
const COMMON = /^(?:logs|xray|kms):|^secretsmanager:DescribeSecret$/;

function granted(stack: TestStack, name: FunctionName): string[] {
  const actions = stack.statements(`${name}-function_role_permissions`).flatMap((one) => one["actions"] as string[]);
  return distinct(actions.filter((action) => !COMMON.test(action)));
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();

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

const NAMES = Object.keys(functions) as FunctionName[];
const NEEDED = Object.fromEntries(NAMES.map((name) => [name, neededBy(sourcesOf(name))]));

const POLICY = "aws_iam_policy_document";
const policyOf = (name: FunctionName) => `${name}-function_role_permissions`;

requirement(
  "SU-C2 allows each function exactly the actions of its SDK calls",
  (stack) => {
    expect(Object.fromEntries(NAMES.map((name) => [name, granted(stack, name)]))).toEqual(NEEDED);
  },
  NAMES.map((name) => ({ type: POLICY, name: policyOf(name), path: "statement.0.actions", value: ["s3:GetObject"] })),
);

requirement(
  "SU-C2 allows each function resources of its own settings only",
  (stack) => {
    for (const name of NAMES) {
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
  NAMES.filter((name) => NEEDED[name]!.length > 0).map((name) => ({
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
    authorizer: [],
  });
});

test("a call whose permissions nobody listed is found: the twin", () => {
  expect(neededBy(["await client.send(new GetCommand({}))"])).toEqual(["dynamodb:GetItem"]);
  expect(neededBy(["new TransactWriteCommand({}); const write = { ConditionCheck: {} }; x = { Delete: { } }"])).toEqual(
    ["dynamodb:ConditionCheckItem", "dynamodb:DeleteItem"],
  );
  expect(() => neededBy(["new ScanCommand({})"])).toThrow("no permissions are listed for ScanCommand");
});
