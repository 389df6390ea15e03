import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { rehearse as command } from "../../tools/commands/rehearse";
import { thisMachine } from "../../tools/runner/command/machine";
import { testWith } from "../support/with-tool";
import { runCommand, temporaryFolder } from "../tools/fixtures";
import { pageOf, textOf } from "../tools/report/fixtures";

const root = temporaryFolder();
const testChange = testWith("terraform", "that --from finds what a change destroys");

/** The synthesis of a small project: one stack, read from a file. */
const SYNTH = `
const fs = require("node:fs");
const folder = process.env.CDKTF_OUTDIR + "/stacks/shop";
fs.mkdirSync(folder, { recursive: true });
fs.copyFileSync("shop.json", folder + "/cdk.tf.json");
const shop = { name: "shop", synthesizedStackPath: "stacks/shop/cdk.tf.json" };
fs.writeFileSync(process.env.CDKTF_OUTDIR + "/manifest.json", JSON.stringify({ stacks: { shop } }));
`;

/** A committed project whose stack has one bucket, and a function that renames the bucket without a commit. */
function project(folder = "") {
  const checkout = fs.mkdtempSync(path.join(root, "project-"));
  const cwd = path.join(checkout, folder);
  fs.mkdirSync(cwd, { recursive: true });
  const write = (file: string, text: string): void => fs.writeFileSync(path.join(cwd, file), text);
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=ada", "-c", "user.email=ada@example.com", ...args], {
      cwd: checkout,
      encoding: "utf8",
    });
  const nameBucket = (bucket: string): void => {
    const terraform = { required_providers: { aws: { source: "aws", version: "6.25.0" } } };
    const resource = { aws_s3_bucket: { site: { bucket } } };
    write("shop.json", JSON.stringify({ terraform, provider: { aws: [{ region: "us-east-1" }] }, resource }));
    execFileSync("node", ["synth.js"], { cwd, env: { ...process.env, CDKTF_OUTDIR: path.join(cwd, "cdktf.out") } });
  };
  write("cdktf.json", JSON.stringify({ app: "node synth.js" }));
  write(".gitignore", "cdktf.out\n");
  write("synth.js", SYNTH);
  nameBucket("shop-a");
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "shop");
  const { CDKTF_OUTDIR: _outdir, ...env } = process.env;
  const rehearse = (...argv: string[]) => runCommand(command, { ...thisMachine(), cwd, env }, argv);
  return { cwd, nameBucket, rehearse, status: () => git("status", "--porcelain") };
}

testChange(
  "a change that replaces a stateful resource fails, writes a report and does not change the work tree",
  async () => {
    const { cwd, nameBucket, rehearse, status } = project();
    nameBucket("shop-b");
    const before = status();
    const { exitCode, output } = await rehearse("--from", "HEAD", "--markdown", path.join(root, "change.md"));
    expect(output).toContain("aws_s3_bucket.site");
    expect(fs.readFileSync(path.join(root, "change.md"), "utf8")).toBe(output);
    expect(exitCode).toBe(1);
    expect(status()).toBe(before);
    expect(fs.existsSync(path.join(cwd, "cdktf.out/manifest.json"))).toBe(true);
  },
);

testChange("the report shows the rehearsed change, what is lost first", async () => {
  const { cwd, nameBucket, rehearse } = project();
  nameBucket("shop-b");
  await rehearse("--from", "HEAD", "--out", "plans");
  const machine = { ...thisMachine(), cwd, env: { CDKTF_OUTDIR: path.join(cwd, "cdktf.out") } };
  const changesOf = async (): Promise<string> => textOf(await pageOf(machine), "shop-changes");
  expect(await changesOf()).toMatch(
    /^Planned changes 0 to add, 0 to change, 0 to destroy, 1 to replace\. 1 lose data.* aws_s3_bucket\.site shop replace data changed bucket/,
  );
  fs.rmSync(path.join(cwd, "plans"), { recursive: true });
  expect(await changesOf()).toContain("No plan of shop.");
});

testChange("an unchanged stack passes", async () => {
  const { rehearse } = project();
  expect(await rehearse("--from", "HEAD")).toMatchObject({ exitCode: 0, errors: "" });
});

testChange("a project in a folder of a monorepo is rehearsed with the files above it", async () => {
  const { cwd, nameBucket, rehearse } = project("services/infra");
  fs.renameSync(path.join(cwd, "synth.js"), path.join(cwd, "../synth.js"));
  fs.writeFileSync(path.join(cwd, "cdktf.json"), JSON.stringify({ app: "node ../synth.js" }));
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd });
  git("add", "--all", "..");
  git("commit", "-qm", "one program for all projects");
  fs.copyFileSync(path.join(cwd, "../synth.js"), path.join(cwd, "synth.js"));
  nameBucket("shop-b");
  const { exitCode, output, errors } = await rehearse("--from", "HEAD");
  expect(errors).toBe("");
  expect(output).toContain("aws_s3_bucket.site");
  expect(exitCode).toBe(1);
});

testChange("an unknown git ref and a failing synthesis are one error each", async () => {
  const { cwd, rehearse } = project();
  expect(await rehearse("--from", "nowhere")).toMatchObject({
    exitCode: 2,
    errors: "--from: no commit nowhere; git fetch its branch, or name another",
  });
  fs.writeFileSync(path.join(cwd, "synth.js"), "throw new Error('broken');");
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd });
  git("commit", "-qam", "broken");
  expect(await rehearse("--from", "HEAD")).toMatchObject({
    exitCode: 1,
    errors: expect.stringMatching(/^--from: HEAD: node synth\.js failed:\n.*broken/s),
  });
});

testChange("a cdktf.json that is not JSON is one error, and no worktree remains", async () => {
  const { cwd, rehearse } = project();
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd, encoding: "utf8" });
  fs.writeFileSync(path.join(cwd, "cdktf.json"), "{");
  git("commit", "-qam", "settings");
  expect(await rehearse("--from", "HEAD")).toMatchObject({
    exitCode: 2,
    errors: expect.stringMatching(/^--from: HEAD:cdktf\.json: .*JSON/),
  });
  expect(git("worktree", "list").trim().split("\n")).toHaveLength(1);
});
