import { notePlaceholders, placeholdersIn } from "../../../tools/preflight/placeholders";
import { bareMachine, runGroundplan, temporaryFolder } from "../fixtures";
import { STACKS, writeStacks } from "./stacks";

const machine = bareMachine(temporaryFolder());
const zeros = "0".repeat(64);
const noteOf = (value: unknown) => {
  const lines: string[] = [];
  notePlaceholders([{ output: { one: { value } } }], (text) => lines.push(text));
  return lines;
};
const stacksWith = (value: unknown) => [{ name: "live", config: { terraform: {}, output: { one: { value } } } }];

describe("placeholders", () => {
  test.each([
    ["arn:aws:iam::123456789012:role/x", "account 123456789012 in live; set the id of your account"],
    ["alarms@example.com", "domain example.com in live; set your domains and addresses"],
    ["shop.example.com", "domain example.com in live; set your domains and addresses"],
    [`public.ecr.aws/lambda/nodejs@sha256:${zeros}`, "digest of zeros in live; set the digest of an image that exists"],
    [zeros, "checksum of zeros in live; set the checksum of the file"],
    ["Z0123456789PROD", "hosted zone Z0123456789 in live; set the id of your hosted zone"],
    ["repo:example@9919/groundplan@1296269:pull_request", "repository example/groundplan in live; set your repository"],
    ["us-east-1_ExampleProd", "user pool of an example in live; set the outputs of the user pool"],
    [
      "arn:aws:kms:us-west-2:210987654321:key/00000000-0000-4000-8000-000000000002",
      "key 00000000-0000-4000-8000 in live; set the ARN of your key",
    ],
    ["example/groundplan", "repository example/groundplan in live; set your repository"],
    ["1.dkr.ecr.eu-west-1.amazonaws.com/api:0.1.0", "image tag 0.1.0 in live; set the digest of an image that exists"],
  ])("are refused by name: %s", (value, sentence) => {
    expect(placeholdersIn(stacksWith(value))).toEqual([sentence]);
  });

  test.each([
    "arn:aws:iam::210987654321:role/x",
    "1123456789012",
    "shop.my-example.com",
    "example.community",
    `sha256:${"0".repeat(63)}1`,
    "1.dkr.ecr.eu-west-1.amazonaws.com/api:0.1.01",
    "version 0.1.0",
    "Z0123456789PROD1",
    "Z1D633PJN98FT9",
    "acme/example",
    "acme-example/groundplan",
    "us-east-1_AbCdEfGhI",
    "arn:aws:kms:us-west-2:210987654321:key/1f0e8b9c-0000-4000-8000-000000000002",
  ])("are not values of an adopter: %s", (value) => {
    expect(placeholdersIn(stacksWith(value))).toEqual([]);
    expect(noteOf(value)).toEqual([]);
  });

  test("are accepted by offline commands, which say so in one line", () => {
    expect(noteOf(["123456789012", "a@example.com"])).toEqual([
      "placeholders: account 123456789012, domain example.com; accepted offline, refused by preflight and the pipelines",
    ]);
  });

  test("end preflight before it asks for credentials", async () => {
    writeStacks(machine.cwd, JSON.parse(JSON.stringify(STACKS).replaceAll("210987654321", "123456789012")));
    const errors = "placeholder: account 123456789012 in live, live-recovery; set the id of your account";
    expect(await runGroundplan(machine, ["preflight", "live"])).toEqual({ exitCode: 1, output: "", errors });
    expect(await runGroundplan(machine, ["preflight", "live", "--only-placeholders"])).toMatchObject({
      exitCode: 1,
      errors,
    });
  });

  test("are searched in the standby of the environment, and not in another environment", async () => {
    const sample = { terraform: {}, output: { pool: { value: "us-east-1_ExampleLive" } } };
    writeStacks(machine.cwd, { ...STACKS, "live-standby": sample, trial: { ...STACKS["trial"], ...sample } });
    expect(await runGroundplan(machine, ["preflight", "live", "--only-placeholders"])).toMatchObject({
      exitCode: 1,
      errors: "placeholder: user pool of an example in live-standby; set the outputs of the user pool",
    });
  });

  test("are searched without an account on request", async () => {
    writeStacks(machine.cwd, STACKS);
    const answer = await runGroundplan(machine, ["preflight", "live", "--only-placeholders"]);
    expect(answer).toEqual({ exitCode: 0, output: "live: no placeholders", errors: "" });
  });
});
