import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { AssetType, Lazy, S3Backend, TerraformAsset, TerraformOutput, TerraformStack, type App } from "cdktf";
import { Construct } from "constructs";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { AwsStack, InputError, PolicyError, synthesize } from "../../../../modules/core";

let folder: string;
let outdir: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-synthesize-"));
  outdir = path.join(folder, "deep", "cdktf.out");
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

function shop(scope: Construct, id = "shop"): AwsStack {
  return new AwsStack(scope, id, {
    account: "111122223333",
    region: "us-east-1",
    tags: { Environment: "dev", Project: "shop", Owner: "platform" },
    state: "local",
  });
}

/** Every file below the test's folder with its content. */
function tree(): Record<string, string> {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(files.map((file) => [path.relative(folder, file), fs.readFileSync(file, "utf8")]));
}

describe("synthesize", () => {
  test("writes and returns every stack in the order of definition", () => {
    const stacks = synthesize(
      (app) => {
        new SqsQueue(shop(app, "second"), "orders", { name: "orders" });
        shop(app, "first");
      },
      { outdir },
    );
    expect(stacks.map(({ name }) => name)).toEqual(["second", "first"]);
    expect(Object.keys(tree()).sort()).toEqual([
      "deep/cdktf.out/manifest.json",
      "deep/cdktf.out/stacks/first/cdk.tf.json",
      "deep/cdktf.out/stacks/second/cdk.tf.json",
    ]);
    expect(JSON.parse(tree()["deep/cdktf.out/stacks/second/cdk.tf.json"]!)).toEqual(stacks[0]!.config);
    expect(stacks[0]!.config.resource).toMatchObject({ aws_sqs_queue: { orders: { name: "orders" } } });
  });

  test("writes the same twice", () => {
    synthesize((app) => shop(app), { outdir });
    const first = tree();
    synthesize((app) => shop(app), { outdir });
    expect(tree()).toEqual(first);
  });

  test("writes where the cdktf CLI wants it, or into cdktf.out", () => {
    const before = { directory: process.cwd(), outdir: process.env["CDKTF_OUTDIR"] };
    try {
      process.chdir(folder);
      process.env["CDKTF_OUTDIR"] = "from-cli";
      synthesize((app) => shop(app));
      process.env["CDKTF_OUTDIR"] = "";
      synthesize((app) => shop(app));
    } finally {
      process.chdir(before.directory);
      if (before.outdir !== undefined) process.env["CDKTF_OUTDIR"] = before.outdir;
    }
    expect(Object.keys(tree()).sort()).toEqual([
      "cdktf.out/manifest.json",
      "cdktf.out/stacks/shop/cdk.tf.json",
      "from-cli/manifest.json",
      "from-cli/stacks/shop/cdk.tf.json",
    ]);
  });

  test("removes stacks that are no longer defined and keeps what an earlier init left", () => {
    synthesize((app) => [shop(app, "kept"), shop(app, "gone")], { outdir });
    const init = path.join(outdir, "stacks/kept/.terraform");
    fs.mkdirSync(init);
    fs.writeFileSync(path.join(init, "providers"), "downloaded");
    synthesize((app) => shop(app, "kept"), { outdir });
    expect(Object.keys(tree()).sort()).toEqual([
      "deep/cdktf.out/manifest.json",
      "deep/cdktf.out/stacks/kept/.terraform/providers",
      "deep/cdktf.out/stacks/kept/cdk.tf.json",
    ]);
  });

  test("keeps folders that are no synthesized stacks", () => {
    fs.mkdirSync(path.join(outdir, "stacks", "sources"), { recursive: true });
    fs.writeFileSync(path.join(outdir, "stacks", "sources", "network.ts"), "");
    synthesize((app) => shop(app), { outdir });
    expect(fs.existsSync(path.join(outdir, "stacks", "sources", "network.ts"))).toBe(true);
  });

  test("publishes the files that a stack refers to, also over older ones", () => {
    const source = path.join(folder, "index.html");
    const define = (app: App) => new TerraformAsset(shop(app), "page", { path: source, type: AssetType.FILE });
    fs.writeFileSync(source, "old");
    synthesize(define, { outdir });
    fs.writeFileSync(source, "new");
    synthesize(define, { outdir });
    const assets = Object.entries(tree()).filter(([file]) => file.includes("stacks/shop/assets/page"));
    expect(assets.map(([, content]) => content)).toEqual(["new"]);
  });

  describe("leaves the output folder byte for byte as it was", () => {
    const problems: [string, (app: App) => void, new (...args: never[]) => Error, RegExp][] = [
      ["an invalid setting", (app) => shop(app, "Shop"), InputError, /Shop: id: got "Shop"/],
      [
        "invalid construct ids, of all stacks at once",
        (app) => [new Construct(shop(app, "one"), "My"), new Construct(shop(app, "two"), "My")],
        InputError,
        /2 invalid settings:\n {2}one\/My: .*\n {2}two\/My/,
      ],
      [
        "a stack that is not directly under the app",
        (app) => shop(new Construct(app, "group")),
        InputError,
        /group\/shop: scope: got "group"; allowed: the app; create the stack directly under the app/,
      ],
      [
        "a resource and an output outside all stacks, which cdktf would omit",
        (app) => {
          shop(app);
          new SqsQueue(app, "orders", {});
          new TerraformOutput(new Construct(app, "group"), "url", { value: "x" });
        },
        InputError,
        /2 invalid settings:\n {2}orders: scope: got "the app"; allowed: a stack.*\n {2}group\/url: scope: got "group"/,
      ],
      [
        "configuration that breaks a policy",
        (app) => shop(app).addOverride("data.aws_region.here", {}),
        PolicyError,
        /1 policy finding:\n {2}shop: no-credentials-to-plan/,
      ],
      [
        "constructs that their own validation refuses, of all stacks at once",
        (app) =>
          ["one", "two"].forEach((id) => shop(app, id).node.addValidation({ validate: () => ["too many queues"] })),
        PolicyError,
        /^2 policy findings:\n {2}one: too many queues\n {2}two: too many queues$/,
      ],
      [
        "any other error",
        (app) => {
          shop(app);
          throw new RangeError("something else");
        },
        RangeError,
        /something else/,
      ],
    ];

    test.each(problems)("on %s", (_problem, define, errorClass, message) => {
      synthesize((app) => new SqsQueue(shop(app), "orders", {}), { outdir });
      const before = tree();
      expect(() => synthesize(define, { outdir })).toThrow(errorClass);
      expect(() => synthesize(define, { outdir })).toThrow(message);
      expect(tree()).toEqual(before);
      expect(fs.readdirSync(path.dirname(outdir))).toEqual(["cdktf.out"]);
    });
  });

  describe("records no origin of tokens, since cdktf formats thousands of stack traces for them", () => {
    const origin = () => Lazy.anyValue({ produce: () => "value" }).creationStack;

    test("while it defines the stacks, and again afterwards", () => {
      const origins: (readonly string[])[] = [];
      synthesize((app) => [shop(app), origins.push(origin())], { outdir });
      expect(origins).toEqual([[]]);
      expect(origin().join()).toContain("synthesize.test.ts");
    });

    test("and errors have their usual stack, inside and outside", () => {
      const stacks: (string | undefined)[] = [];
      const fail = (): never => {
        stacks.push(new RangeError("read inside").stack);
        throw new RangeError("read outside");
      };
      try {
        synthesize(fail, { outdir });
      } catch (error) {
        stacks.push((error as Error).stack);
      }
      expect(stacks).toEqual([
        expect.stringMatching(/^RangeError: read inside\n {4}at fail .*synthesize\.test\.ts/),
        expect.stringMatching(/^RangeError: read outside\n {4}at fail .*synthesize\.test\.ts/),
      ]);
      expect(origin().join()).toContain("synthesize.test.ts");
    });
  });

  describe("enforces each restriction unless it is disabled by name", () => {
    const foreign = (app: App): void => {
      const stack = new TerraformStack(app, "foreign");
      new AwsProvider(stack, "AWS", { region: "us-east-1" });
      new S3Backend(stack, { bucket: "state", key: "foreign", region: "us-east-1" });
      new DataAwsRegion(stack, "current", {});
    };
    const restrictions = ["kebab-case-ids", "no-credentials-to-plan", "locked-encrypted-state"] as const;

    test("accepts a foreign app with all three disabled", () => {
      expect(synthesize(foreign, { outdir, disable: restrictions })).toMatchObject([{ name: "foreign" }]);
    });

    test.each([
      ["kebab-case-ids", /foreign\/AWS: id: got "AWS"/],
      ["no-credentials-to-plan", /foreign: no-credentials-to-plan: data\.aws_region/],
      ["locked-encrypted-state", /foreign: locked-encrypted-state: /],
    ] as const)("refuses it for %s alone", (restriction, message) => {
      const disable = restrictions.filter((other) => other !== restriction);
      expect(() => synthesize(foreign, { outdir, disable })).toThrow(message);
    });
  });

  describe("after a stack was removed from the app", () => {
    const folders = (): string[] => fs.readdirSync(path.join(outdir, "stacks")).sort();
    const removeTwo = (options: { readonly outdir?: string }): void => {
      synthesize((app) => [shop(app, "one"), shop(app, "two")], { outdir });
      synthesize((app) => shop(app, "one"), options);
    };

    test("removes its folder", () => {
      removeTwo({ outdir });
      expect(folders()).toEqual(["one"]);
    });

    test.each([
      ["without an option", () => ({})],
      ["with the same folder as an option", () => ({ outdir })],
    ])("leaves its folder to the cdktf CLI, which removes it and fails if it is missing, %s", (_, options) => {
      process.env["CDKTF_OUTDIR"] = outdir;
      try {
        removeTwo(options());
        expect(folders()).toEqual(["one", "two"]);
      } finally {
        delete process.env["CDKTF_OUTDIR"];
      }
    });
  });

  test("holds the policies of the app against every stack, with all stacks in view", () => {
    const check = jest.fn((stack: { name: string }) => (stack.name === "two" ? ["is too many"] : []));
    const policies = [{ id: "one-stack", check }];
    const define = (app: App) => [shop(app, "one"), shop(app, "two")];
    expect(() => synthesize(define, { outdir, policies })).toThrow(new PolicyError(["two: one-stack: is too many"]));
    expect(check.mock.calls.map((call) => (call as unknown[])[1])).toEqual([
      [expect.objectContaining({ name: "one" }), expect.objectContaining({ name: "two" })],
      [expect.objectContaining({ name: "one" }), expect.objectContaining({ name: "two" })],
    ]);
    expect(fs.existsSync(outdir)).toBe(false);
  });

  test("lets stacks pass that break no policy of the app", () => {
    expect(() => synthesize((app) => shop(app), { outdir, policies: [{ id: "any", check: () => [] }] })).not.toThrow();
  });
});
