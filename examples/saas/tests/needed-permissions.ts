import { buildSync } from "esbuild";
import fs from "node:fs";
import path from "node:path";
import { functions, type FunctionName } from "../functions/contract";

const root = path.resolve(__dirname, "../functions");

/** Permissions of each call of the SDK. A transaction needs those of its writes. */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  AdminAddUserToGroupCommand: ["cognito-idp:AdminAddUserToGroup"],
  AdminGetUserCommand: ["cognito-idp:AdminGetUser"],
  AdminListGroupsForUserCommand: ["cognito-idp:AdminListGroupsForUser"],
  AdminRemoveUserFromGroupCommand: ["cognito-idp:AdminRemoveUserFromGroup"],
  DescribeSecretCommand: ["secretsmanager:DescribeSecret"],
  GetCommand: ["dynamodb:GetItem"],
  GetObjectCommand: ["s3:GetObject"],
  GetRandomPasswordCommand: ["secretsmanager:GetRandomPassword"],
  GetSecretValueCommand: ["secretsmanager:GetSecretValue"],
  paginateQuery: ["dynamodb:Query"],
  PublishCommand: ["sns:Publish"],
  PutCommand: ["dynamodb:PutItem"],
  PutEventsCommand: ["events:PutEvents"],
  PutObjectCommand: ["s3:PutObject"],
  PutSecretValueCommand: ["secretsmanager:PutSecretValue"],
  QueryCommand: ["dynamodb:Query"],
  SendEmailCommand: ["ses:SendEmail"],
  SendMessageCommand: ["sqs:SendMessage"],
  SendTaskHeartbeatCommand: ["states:SendTaskHeartbeat"],
  SendTaskSuccessCommand: ["states:SendTaskSuccess"],
  StartExecutionCommand: ["states:StartExecution"],
  TransactWriteCommand: [],
  UpdateCommand: ["dynamodb:UpdateItem"],
  UpdateSecretVersionStageCommand: ["secretsmanager:UpdateSecretVersionStage"],
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
export function neededBy(sources: readonly string[]): string[] {
  const text = sources.join("\n");
  const calls = [...text.matchAll(/\bnew (\w+Command)\(|\b(paginate\w+)\(/g)].map(
    ([, command, pages]) => command ?? pages!,
  );
  const writes = calls.includes("TransactWriteCommand")
    ? [...text.matchAll(/\b(Put|Update|Delete|ConditionCheck): \{/g)].map(([, write]) => WRITES[write!]!)
    : [];
  const unknown = calls.filter((call) => PERMISSIONS[call] === undefined);
  if (unknown.length > 0) throw new Error(`no permissions are listed for ${unknown.join(", ")}`);
  return distinct([...calls.flatMap((call) => PERMISSIONS[call]!), ...writes]);
}

export const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();

export const FUNCTIONS = Object.keys(functions) as FunctionName[];

/** Actions that each function needs, by the calls of its code. */
export const NEEDED = Object.fromEntries(FUNCTIONS.map((name) => [name, neededBy(sourcesOf(name))]));
