import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { functions } from "../../functions/contract";

const folder = join(__dirname, "../../functions");

/** Text of the files of a function, its own and those of the example that it imports. */
async function sourcesOf(name: string): Promise<string> {
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

/** The calls of AWS that each function makes: its role needs their permissions and no others. */
const CALLS = {
  subscriptions: ["Get", "Query", "StartExecution"],
  billing: ["Get", "GetSecretValue", "PutEvents", "SendMessage", "TransactWrite", "Update"],
  webhook: ["Get", "GetSecretValue", "Put", "PutEvents", "Update"],
  settlement: ["Get", "Query", "SendTaskHeartbeat", "SendTaskSuccess", "StartExecution", "Update"],
  renewals: ["Query", "StartExecution"],
  notifications: ["Get", "Publish", "Put", "SendEmail"],
  ledger: ["GetSecretValue"],
} as const;

const names = Object.keys(CALLS) as (keyof typeof CALLS)[];

describe.each(names)("the sources of %s", (name) => {
  test("read the settings of the contract, and no others", async () => {
    const used = matches(await sourcesOf(name), /\bsetting\("(\w+)"\)/g);
    const everywhere = name === "subscriptions" ? ["ALLOW_ORIGIN"] : [];
    expect(used).toEqual([...functions[name].settings, ...everywhere].sort());
  });

  test("call what its role may", async () => {
    const calls = matches(await sourcesOf(name), /(?:new (?=\w+Command\()|paginate(?=\w+\())(\w+?)(?:Command)?\(/g);
    expect(calls).toEqual(CALLS[name]);
  });

  test("read no other environment variable but those of Lambda and of this machine", async () => {
    const used = matches(await sourcesOf(name), /process\.env(?:\[|\.)"?(\w+)/g);
    const local = ["AWS_LAMBDA_INITIALIZATION_TYPE", "DATABASE_CA_FILE", "ENVIRONMENT", "PAYPAL_CA_FILE", "name"];
    expect(used.filter((each) => !local.includes(each))).toEqual([]);
  });
});
