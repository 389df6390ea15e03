import { execFileSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const LONG = "a".repeat(118);

/** Source text, the file it would be in, and the messages expected from our own rules, in order. */
type Case = readonly [file: string, code: string, ...messages: RegExp[]];

const CASES: readonly Case[] = [
  [
    "stacks/x.ts",
    "/** What a caller waits for. */\nexport const x = 1;",
    /begins with a noun or a verb, not with "What"/,
  ],
  ["stacks/x.ts", "/**\n * Whether it is on.\n */\nexport const x = 1;", /not with "Whether"/],
  ["app/src/x.ts", "export class X {\n  /** How often it runs. */\n  readonly y = 1;\n}", /not with "How"/],
  ["stacks/x.ts", "/** Seconds that a caller waits. */\nexport const x = 1;"],
  ["stacks/x.ts", "/** Whoami endpoint. */\nexport const x = 1;"],
  ["stacks/x.ts", "// Why it is on: a comment in a body may begin with any word.\nexport const x = 1;"],

  ["stacks/x.ts", `// ${LONG}\nexport const x = 1;`, /at most 120 characters; this one has 121/],
  ["stacks/x.ts", `/**\n * One line.\n * ${LONG}\n */\nexport const x = 1;`, /at most 120 characters/],
  ["stacks/x.ts", `// ${LONG.slice(1)}\nexport const x = 1;`],
  ["stacks/x.ts", `// https://example.com/${LONG}\nexport const x = 1;`],
  ["stacks/x.ts", `export const x = "${LONG}";`],

  ["modules/network/index.ts", 'export * from "./network";'],
  ["modules/network/network-validation.ts", "export const x = 1;"],
  ["modules/network/cron.ts", "export const x = 1;"],
  ["modules/network/network-peering.ts", "export class NetworkPeering extends Construct {}"],
  ["modules/network/network-rules.ts", "export const x = 1;", /belongs to network\.ts: name it network-\{props,/],
  ["modules/network/subnet-rules.ts", "export const x = 1;"],
  ["modules/network/peering-props.ts", "export const x = 1;", /needs the construct peering\.ts/],
  ["modules/network/camelCase.ts", "export const x = 1;", /is not kebab-case/],
  ["modules/network/utils.ts", "export const x = 1;", /says nothing about its content/],
  ["modules/network/cidr-helpers.ts", "export const x = 1;", /says nothing about its content/],
  ["stacks/network-utils.ts", "export const x = 1;"],
  [
    "modules/network/gateways.ts",
    "export class A extends Construct {}\nexport class B extends Construct {}",
    /one construct/,
  ],
  [
    "modules/network/network-props.ts",
    'import type { Network } from "./network";\nexport type N = Network;',
    /must not import network\.ts/,
  ],
  ["modules/network/network-grants.ts", 'export { Network } from "./network";', /must not import network\.ts/],
  ["modules/network/network-props.ts", 'import type { Subnet } from "./subnets";\nexport type N = Subnet;'],
];

const PROMISES = "async function wait(): Promise<void> {}\n";
const TYPED_CASES: readonly Case[] = [
  ["main.ts", `${PROMISES}wait();`, /Promises must be awaited/],
  ["main.ts", `${PROMISES}[1].forEach(wait);`, /Promise returned in function argument/],
  ["main.ts", "export const x = (1 as const) + (2 as number as number);", /assertion is unnecessary/],
  ["main.ts", `${PROMISES}void wait();`],
];

/** Lints all cases in one process. Types need files that exist. */
function lint(cases: readonly Case[], rules: RegExp, overrides: string): string[][] {
  const program = `
    import { ESLint } from "eslint";
    import tseslint from "typescript-eslint";
    const eslint = new ESLint({ overrideConfig: ${overrides} });
    const messages = [];
    for (const [filePath, code] of ${JSON.stringify(cases)}) {
      const [result] = await eslint.lintText(code, { filePath });
      messages.push(result.messages.filter(({ ruleId }) => ${rules}.test(ruleId)).map(({ message }) => message));
    }
    console.log(JSON.stringify(messages));`;
  const node = ["--input-type=module", "-e", program];
  // With CI=true typescript-eslint takes types from the files on disk, and not from the text that is linted.
  const env = { ...process.env, TSESTREE_SINGLE_RUN: "false" };
  return JSON.parse(execFileSync(process.execPath, node, { cwd: root, encoding: "utf8", env })) as string[][];
}

describe.each([
  ["our own lint rules", CASES, lint(CASES, /^groundplan/, "tseslint.configs.disableTypeChecked")],
  ["the lint rules with types", TYPED_CASES, lint(TYPED_CASES, /promises|assertion/, "[]")],
] as const)("%s", (_, cases, results) => {
  test.each(cases.map(([file, code, ...expected], position) => ({ file, code, expected, position })))(
    "report what is expected of $code in $file",
    ({ expected, position }) => {
      expect(results[position]).toEqual(expected.map((message) => expect.stringMatching(message) as string));
    },
  );
});
