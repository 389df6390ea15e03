import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { everyFunction, functions, type FunctionName } from "../../functions/contract";

const folder = join(__dirname, "../../functions");

/** Text of the files of a function, its own and those of the example that it imports. */
async function sourcesOf(name: FunctionName): Promise<string> {
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: [`handlers/${name}.ts`],
    bundle: true,
    packages: "external",
    platform: "node",
    metafile: true,
    write: false,
  });
  return Object.keys(metafile.inputs)
    .filter((file) => !file.startsWith("contract/"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}

const matches = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, name]) => name!))].sort();

const names = Object.keys(functions) as FunctionName[];

/** The calls of AWS that each function makes: its role needs their permissions and no others. */
const CALLS: Readonly<Record<FunctionName, readonly string[]>> = {
  auth: [
    "AdminAddUserToGroup",
    "ConfirmSignUp",
    "GetSecretValue",
    "InitiateAuth",
    "RespondToAuthChallenge",
    "SignUp",
    "Update",
  ],
  orders: ["Get", "GetSecretValue", "Query", "TransactWrite"],
  feedback: ["Get", "Put", "Query"],
  analytics: ["GetSecretValue"],
  payment: ["Get", "GetSecretValue", "Put", "TransactWrite", "Update"],
  expiry: ["Get", "Query", "TransactWrite"],
  authorizer: [],
};

describe.each(names)("the sources of %s", (name) => {
  test("read the settings of the contract, and no others", async () => {
    const used = matches(await sourcesOf(name), /\bsetting\("(\w+)"\)/g);
    const everywhere = ["payment", "authorizer", "expiry"].includes(name) ? [] : ["ALLOW_ORIGIN"];
    expect(used).toEqual([...functions[name].settings, ...everywhere].sort());
  });

  test("call what its role may", async () => {
    const sources = await sourcesOf(name);
    const calls = [...matches(sources, /new (\w+)Command\(/g), ...matches(sources, /\bpaginate(\w+)\(/g)];
    expect(calls.sort()).toEqual(CALLS[name]);
  });

  test("read no other environment variable but those of this machine", async () => {
    const used = matches(await sourcesOf(name), /process\.env(?:\[|\.)"?(\w+)/g);
    const local = ["AWS_ENDPOINT_URL", "CACHE_TLS", "DATABASE_CA_FILE", "ENVIRONMENT", "name"];
    expect(used.filter((each) => !local.includes(each))).toEqual([]);
  });
});

test("every function has its settings in common with the others", () => {
  expect(everyFunction).toEqual(["ENVIRONMENT", "ALLOW_ORIGIN"]);
});
