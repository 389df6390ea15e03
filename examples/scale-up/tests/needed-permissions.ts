import { buildSync } from "esbuild";
import fs from "node:fs";
import path from "node:path";
import { functions, type FunctionName } from "../functions/contract";

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
export function neededBy(sources: readonly string[]): string[] {
  const text = sources.join("\n");
  const calls = text.matchAll(/new (\w+)Command\(|\bpaginate(\w+)\(/g);
  const commands = [...calls].map(([, command, paginated]) => `${command ?? paginated}Command`);
  const writes = commands.includes("TransactWriteCommand")
    ? [...text.matchAll(/\b(Put|Update|Delete|ConditionCheck): \{/g)].map(([, write]) => WRITES[write!]!)
    : [];
  const unknown = commands.filter((command) => PERMISSIONS[command] === undefined);
  if (unknown.length > 0) throw new Error(`no permissions are listed for ${unknown.join(", ")}`);
  return distinct([...commands.flatMap((command) => PERMISSIONS[command]!), ...writes]);
}

/**
 * Actions of every function for logs and traces, those of Lambda for its network interfaces, and those that belong to a
 * granted resource: keys and metadata.
 */
const COMMON = new RegExp(
  [
    "^(?:logs|xray|kms):",
    "^ec2:(?:Assign|Unassign)PrivateIpAddresses$",
    "^ec2:(?:DescribeSubnets|DescribeNetworkInterfaces|CreateNetworkInterface|DeleteNetworkInterface)$",
    "^secretsmanager:DescribeSecret$",
  ].join("|"),
);

/** Actions without those that every function has. */
export function withoutCommon(actions: readonly string[]): string[] {
  return distinct(actions.filter((action) => !COMMON.test(action)));
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();

export const FUNCTIONS = Object.keys(functions) as FunctionName[];

/** Actions that each function needs, by the calls of its code. */
export const NEEDED = Object.fromEntries(FUNCTIONS.map((name) => [name, neededBy(sourcesOf(name))]));
