import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { synthesize, type SynthesizedStack } from "../modules/core";
import { policyGate } from "../policies";
import { createStacks } from "../stacks";
import { withMoto } from "../tools/emulation/moto";
import { attachProviders, type AttachedProviders } from "../tools/rehearsal/provider/server";
import { environments, tooling } from "./fixtures/environments";
import { describeWith } from "./support/with-tool";

const root = path.resolve(__dirname, "..");
const project = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-deployment-"));
const outdir = path.join(project, "cdktf.out");
const never = new AbortController().signal;
/** The CLI's terminal library has no build for newer versions. */
const cliRuns = Number(process.versions.node.split(".")[0]) <= 22;

interface Run {
  readonly code: number;
  /** Standard output and standard error. */
  readonly output: string;
}

interface RunningMoto {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

jest.setTimeout(10 * 60_000);

let providers: AttachedProviders;
let moto: RunningMoto;

/** An emulator for the state buckets. The stand-in provider has its resources itself. */
function startMoto(): Promise<RunningMoto> {
  return new Promise((resolve, reject) => {
    const running = withMoto("123456789012", process.env, never, ({ url }) => {
      return new Promise<void>((end) => {
        const stop = async () => {
          end();
          await running;
        };
        resolve({ url, stop });
      });
    });
    running.catch(reject);
  });
}

/** Writes every stack through the policy gate, with the state of `bootstrap` in a file or in its bucket. */
function synthesizeWith(bootstrapState: "local" | "bucket"): SynthesizedStack[] {
  const gate = policyGate({});
  return synthesize((app) => createStacks(app, { environments, tooling: { ...tooling, bootstrapState } }), {
    outdir,
    gate,
  });
}

/** Runs a program without a terminal, with the stand-in provider and moto as AWS. */
function run(program: string, words: readonly string[], input = ""): Promise<Run> {
  const { CDKTF_OUTDIR: _outdir, ...rest } = process.env;
  const env = {
    ...rest,
    CI: "1",
    FORCE_COLOR: "0",
    TF_CLI_ARGS: "-no-color",
    CHECKPOINT_DISABLE: "1",
    TF_REATTACH_PROVIDERS: providers.attachment,
    AWS_ENDPOINT_URL: moto.url,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  return new Promise((resolve) => {
    const child = spawn(program, words, { cwd: project, env, stdio: ["pipe", "pipe", "pipe"] });
    // A program that ends without reading its input is judged by its exit code.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (output += text.toString()));
    child.once("close", (code) => resolve({ code: code ?? -1, output }));
  });
}

/**
 * The CLI without synthesis. It cannot lock the provider offline. On a busy machine it loses the last lines of a
 * command that fails, so that tests ask Terraform for the reason.
 */
const cdktf = (...words: string[]): Promise<Run> =>
  run(path.join(root, "node_modules/.bin/cdktf"), [
    ...words,
    "--skip-synth",
    "--skip-provider-lock",
    "--output",
    outdir,
  ]);

const terraform = (stack: string, ...words: string[]): Promise<Run> =>
  run("terraform", [`-chdir=${path.join(outdir, "stacks", stack)}`, ...words]);

/** Replaces the placeholders of a synthesized stack, which `groundplan apply` refuses. */
function withoutPlaceholders(stack: string): void {
  const file = path.join(outdir, "stacks", stack, "cdk.tf.json");
  const text = fs.readFileSync(file, "utf8");
  const values = {
    "123456789012": "210987654321",
    "example\\.com": "acme.org",
    "example/": "acme/",
    "0{64}": "ab".repeat(32),
  };
  const changed = Object.entries(values).reduce((all, [from, to]) => all.replace(new RegExp(from, "g"), to), text);
  fs.writeFileSync(file, changed);
}

/** Makes the project a clone of a merged commit. */
async function commitAndMerge(): Promise<void> {
  fs.writeFileSync(path.join(project, ".gitignore"), "*\n!cdktf.json\n");
  const identity = ["-c", "user.name=ada", "-c", "user.email=ada@acme.org"];
  for (const words of [["init"], ["add", "."], [...identity, "commit", "-m", "merged"]]) await run("git", words);
  await run("git", ["update-ref", "refs/remotes/origin/HEAD", "HEAD"]);
}

const stateBucket = (region: string): string => `groundplan-tfstate-123456789012-${region}`;

const s3 = (): S3Client =>
  new S3Client({
    region: "us-east-1",
    endpoint: moto.url,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });

const suite = cliRuns ? describeWith("moto_server", "the steps of the first deployment") : describe.skip;

suite("the first deployment, without a terminal", () => {
  beforeAll(async () => {
    fs.copyFileSync(path.join(root, "cdktf.json"), path.join(project, "cdktf.json"));
    providers = await attachProviders(synthesizeWith("local").map(({ config }) => config));
    moto = await startMoto();
  });

  afterAll(async () => {
    providers.close();
    await moto.stop();
    fs.rmSync(project, { recursive: true });
  });

  test("applies bootstrap with its state in a file, and moves the state into the bucket", async () => {
    expect(await cdktf("apply", "bootstrap", "--auto-approve")).toMatchObject({ code: 0 });
    expect(fs.existsSync(path.join(project, "terraform.bootstrap.tfstate"))).toBe(true);
    for (const region of ["us-east-1", "us-west-2"]) {
      await s3().send(new CreateBucketCommand({ Bucket: stateBucket(region) }));
    }
    synthesizeWith("bucket");
    const migrated = await cdktf("apply", "bootstrap", "--migrate-state", "--auto-approve");
    expect(migrated).toMatchObject({ code: 0, output: expect.stringContaining("No changes.") });
    const { Contents = [] } = await s3().send(new ListObjectsV2Command({ Bucket: stateBucket("us-east-1") }));
    expect(Contents.map(({ Key }) => Key)).toEqual(["bootstrap/terraform.tfstate"]);
  });

  test("applies a recovery stack before its environment, and then plans no change", async () => {
    const { code, output } = await cdktf("apply", "dev", "dev-recovery", "--auto-approve");
    expect(code).toBe(0);
    // The CLI prints the name of a stack at the first line of a part of its output only.
    const recovered = output.search(/Apply complete! Resources: [1-9]/);
    expect(recovered).toBeGreaterThan(-1);
    expect(output.search(/aws_apigatewayv2_api\.\S+ \(\S+\): Creating\.{3}/)).toBeGreaterThan(recovered);
    expect(await cdktf("plan", "dev")).toMatchObject({ code: 0, output: expect.stringContaining("No changes.") });
    const outputs = await cdktf("output", "dev");
    expect(outputs).toMatchObject({ code: 0, output: expect.stringContaining("cloudfront-url = https://") });
  });

  test("does not plan while another person holds the lock of the state, until it is unlocked", async () => {
    const lock = { ID: "1f9c", Operation: "OperationTypeApply", Who: "ada@laptop", Version: "1.11.4", Path: "dev" };
    const Body = JSON.stringify({ ...lock, Created: "2026-11-28T10:00:00Z" });
    const Key = "dev-recovery/terraform.tfstate.tflock";
    await s3().send(new PutObjectCommand({ Bucket: stateBucket("us-west-2"), Key, Body }));
    expect(await cdktf("plan", "dev-recovery")).toMatchObject({ code: 1 });
    const refused = await terraform("dev-recovery", "plan", "-input=false");
    expect(refused).toMatchObject({ code: 1, output: expect.stringMatching(/ID: +1f9c[^]*Who: +ada@laptop/) });
    expect(await terraform("dev-recovery", "force-unlock", "-force", "1f9c")).toMatchObject({ code: 0 });
    expect(await cdktf("plan", "dev-recovery")).toMatchObject({ code: 0 });
  });

  test("does not apply a change that nobody can approve", async () => {
    const { code, output } = await cdktf("apply", "staging-recovery");
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining("Raw mode is not supported") as string,
    });
  });

  test("applies a saved plan by Terraform, and refuses to destroy production", async () => {
    for (const words of [["init"], ["plan", "-out=plan.tfplan"], ["apply", "plan.tfplan"]]) {
      const [command, ...rest] = words as [string, ...string[]];
      expect(await terraform("prod", command, "-input=false", ...rest)).toMatchObject({ code: 0 });
    }
    const page = await terraform("prod", "show", "plan.tfplan");
    expect(page).toMatchObject({
      code: 0,
      output: expect.stringMatching(/Plan: \d+ to add, 0 to change, 0 to destroy/),
    });
    const applied = await terraform("prod", "state", "list");
    expect(await cdktf("destroy", "prod", "--auto-approve")).toMatchObject({ code: 1 });
    const refused = await terraform("prod", "plan", "-destroy", "-input=false");
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining("Instance cannot be destroyed") });
    expect(await terraform("prod", "state", "list")).toEqual(applied);
    expect(applied.output).toContain("aws_");
  });

  test("applies a merged change of delivery by one command, and then finds no change", async () => {
    withoutPlaceholders("delivery");
    await commitAndMerge();
    await s3().send(new CreateBucketCommand({ Bucket: "groundplan-tfstate-210987654321-us-east-1" }));
    const cli = path.join(root, "dist/tools/commands/groundplan.js");
    const apply = (answer: string) => run(process.execPath, [cli, "apply", "delivery"], answer);
    const refused = await apply("no\n");
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining("nothing was applied") });
    const applied = await apply("yes\n");
    expect(applied).toMatchObject({ code: 0, output: expect.stringMatching(/Apply complete! Resources: [1-9]/) });
    const again = await apply("");
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining("0 to add, 0 to change") });
  });

  test("destroys an environment that is not protected", async () => {
    expect((await terraform("dev", "state", "list")).output).toContain("aws_vpc.network_vpc");
    // The state, because the CLI may end before it has printed its last lines.
    expect(await cdktf("destroy", "dev", "--auto-approve")).toMatchObject({ code: 0 });
    const left = await terraform("dev", "state", "list");
    expect(left).toEqual({ code: 0, output: expect.not.stringContaining("aws_") as string });
  });
});
