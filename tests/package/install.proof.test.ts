import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { tarball } from "./packed";

const root = path.resolve(__dirname, "../..");
const platformNode = `node-${process.platform}-${process.arch}`;

/** Packages of a project as `cdktf init` makes it today, with the newest release of each range. */
const TEMPLATE = ["cdktf@0.21", "constructs@10", "@cdktf/provider-aws@21", "jest@29", "ts-jest@29", "@types/jest@29"];
const COMPILERS = ["typescript@5.9.3", "oldest-typescript@npm:typescript@5.7.3", "@types/node@20.19.43"];
const OPTIONAL = ["zod@4", "@grpc/grpc-js@1.14.7", "@grpc/proto-loader@0.8.1", "@msgpack/msgpack@3.1.3"];
/** Optional packages with peers of their own: the refusals ask for a newer `constructs` than the modules. */
const REFUSALS = ["@aws/cloudformation-validate", "cdk-preflight"];
/** The oldest release of every other range of `peerDependencies`. */
const OLDEST = Object.entries(readPeers())
  .filter(([name]) => !REFUSALS.includes(name))
  .map(([name, range]) => `${name}@${/\d+\.\d+\.\d+/.exec(range)![0]}`);
const NODES = [`node22@npm:${platformNode}@22`, `node24@npm:${platformNode}@24`];

const JEST = `
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { rehearse, synthesizeStack } from "groundplan/testing";

test("a queue is applied", async () => {
  const stack = synthesizeStack((scope) => new SqsQueue(scope, "orders", { name: "orders" }), { region: "eu-central-1" });
  const [applied] = await rehearse(stack);
  expect(applied.resource("aws_sqs_queue", /orders/)["arn"]).toBe("arn:aws:sqs:eu-central-1:111122223333:orders");
}, 60_000);
`;

function readPeers(): Readonly<Record<string, string>> {
  const manifest = fs.readFileSync(path.join(root, "package.json"), "utf8");
  return (JSON.parse(manifest) as { peerDependencies: Record<string, string> }).peerDependencies;
}

/** Uses an engine, bindings, esbuild, zod and the stand-in provider of whatever release is installed. */
const ALL_PEERS = `
import { ZipFunction } from "groundplan/compute/functions";
import { choice, defineEnvironment } from "groundplan/environment";
import { EncryptionKey } from "groundplan/security";
import { rehearse, synthesizeStack } from "groundplan/testing";
import { z } from "zod";

const schema = z.strictObject({ name: z.string(), stage: choice(["development"]) });
const { problems } = defineEnvironment(schema, { rules: [], together: [] });
const stack = synthesizeStack((scope) => {
  const logKey = new EncryptionKey(scope, "key", { name: "logs", description: "Logs", services: ["logs"] });
  new ZipFunction(scope, "worker", { name: "shop-worker", code: { entryPoint: "worker.ts" }, logKey });
});
rehearse(stack).then(([applied]) => console.log(typeof problems, applied.addresses.length));
`;

describe("the package in a project with the oldest peers", () => {
  const project = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-oldest-"));
  afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

  test("compiles and runs", () => {
    const write = (file: string, text: string): void => fs.writeFileSync(path.join(project, file), text);
    write("package.json", JSON.stringify({ name: "shop", private: true }));
    write("worker.ts", "export const handler = (): string => 'done';\n");
    write("main.ts", ALL_PEERS);
    const options = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"];
    const packages = [...OLDEST, "typescript@5.7.3", "@types/node@20.19.43", tarball()];
    execFileSync("npm", ["install", ...options, ...packages], { cwd: project, stdio: "pipe" });
    const node = (...args: string[]): string =>
      execFileSync(process.execPath, args, { cwd: project, encoding: "utf8" });
    const compiler = ["node_modules/typescript/bin/tsc", "--strict", "--esModuleInterop", "--target", "es2022"];
    expect(node(...compiler, "--module", "node16", "--moduleResolution", "node16", "main.ts")).toBe("");
    expect(node("main.js")).toMatch(/^function \d+\n$/);
  }, 600_000);
});

describe("the package in a new project", () => {
  const project = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-install-"));
  afterAll(() => fs.rmSync(project, { recursive: true, force: true }));
  const write = (file: string, text: string): void => fs.writeFileSync(path.join(project, file), text);
  const node = (...args: string[]): string => execFileSync(process.execPath, args, { cwd: project, encoding: "utf8" });
  const groundplan = (...args: string[]) =>
    spawnSync("node_modules/.bin/groundplan", args, { cwd: project, encoding: "utf8" });

  beforeAll(() => {
    write("package.json", JSON.stringify({ name: "shop", private: true }));
    const options = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"];
    execFileSync("npm", ["install", ...options, ...TEMPLATE, ...COMPILERS, ...OPTIONAL, ...NODES, tarball()], {
      cwd: project,
      stdio: "pipe",
    });
    const readme = fs.readFileSync(path.join(root, "README.md"), "utf8");
    write("main.ts", /```ts\n(import \{ AwsStack[^`]*)```/.exec(readme)![1]!);
    write(
      "doors.ts",
      doors()
        .map((name, index) => `import * as d${index} from "${name}";\nvoid d${index};\n`)
        .join(""),
    );
    // Other tests check the types.
    const withoutTypes = ["--noCheck", "--noResolve"];
    node("node_modules/typescript/bin/tsc", ...withoutTypes, "--module", "commonjs", "--target", "es2022", "main.ts");
  }, 600_000);

  /** Every documented subpath. */
  function doors(): string[] {
    const modules = path.join(root, "modules");
    const files = fs.readdirSync(modules, { recursive: true, encoding: "utf8" });
    const folders = files.filter((file) => path.basename(file) === "README.md").map((file) => path.dirname(file));
    const withIndex = folders.filter((folder) => fs.existsSync(path.join(modules, folder, "index.ts")));
    return ["policies", "testing", "testing/local", ...withIndex].map((door) => `groundplan/${door}`);
  }

  test.each([
    ["typescript", "commonjs", "node10"],
    ["typescript", "nodenext", "nodenext"],
    ["oldest-typescript", "commonjs", "node10"],
    ["oldest-typescript", "nodenext", "nodenext"],
  ])("compiles with %s as %s with %s resolution, declarations included", (compiler, module, resolution) => {
    const options = [
      "--noEmit",
      "--strict",
      "--target",
      "es2022",
      "--module",
      module,
      "--moduleResolution",
      resolution,
      "--esModuleInterop",
    ];
    const tsc = [`node_modules/${compiler}/bin/tsc`, ...options, "main.ts", "doors.ts"];
    const { stdout, status } = spawnSync(process.execPath, tsc, { cwd: project, encoding: "utf8" });
    expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
  });

  test.each([[process.execPath], ["node_modules/node22/bin/node"], ["node_modules/node24/bin/node"]])(
    "synthesizes the example of the README with %s",
    (program) => {
      const folder = fs.mkdtempSync(path.join(project, "out-"));
      const env = { ...process.env, CDKTF_OUTDIR: folder };
      execFileSync(path.resolve(project, program), ["main.js"], { cwd: project, env });
      expect(fs.existsSync(path.join(folder, "stacks/shop/cdk.tf.json"))).toBe(true);
    },
  );

  test("can be imported by an ECMAScript module", () => {
    write("main.mjs", 'import { Network } from "groundplan/network";\nconsole.log(Network.name);\n');
    expect(node("main.mjs")).toBe("Network\n");
  });

  test("rehearses a stack in a CommonJS Jest", () => {
    write("tsconfig.json", JSON.stringify({ compilerOptions: { target: "es2022", module: "commonjs", strict: true } }));
    write("jest.config.js", 'module.exports = { preset: "ts-jest", testMatch: ["**/*.spec.ts"] };');
    write("queue.spec.ts", JEST);
    const { status, stderr } = spawnSync("node_modules/.bin/jest", { cwd: project, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining("1 passed") });
  });

  test.each([["policy"], ["rehearse"], ["diagram"], ["validate"], ["plan"]])("runs groundplan %s", (command) => {
    node("main.js");
    const { status, stdout, stderr } = groundplan(command);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).not.toContain("npm run");
  });
});
