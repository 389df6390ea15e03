import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { environments } from "../../../environments";
import { withDigest } from "../../../tools/deployment/image-literal";
import { bareMachine, runGroundplan, temporaryFolder } from "../fixtures";

const root = path.resolve(__dirname, "../../..");
const folder = temporaryFolder();
const digest = `sha256:${"1a".repeat(32)}`;
const source = 'export const dev = { compute: { image: { tag: "0.1.0" }, memoryMb: 512 } };\n';

/** A repository with one environment, and a program `npx` that writes a snapshot instead of running Jest. */
function repository() {
  const home = fs.mkdtempSync(path.join(folder, "repository-"));
  const machine = bareMachine(home, { env: { PATH: `${path.join(home, "project/bin")}:/usr/bin:/bin` } });
  const { cwd } = machine;
  for (const name of ["environments", "tests/snapshots", "bin"])
    fs.mkdirSync(path.join(cwd, name), { recursive: true });
  fs.writeFileSync(path.join(cwd, "environments/dev.ts"), source);
  fs.writeFileSync(path.join(cwd, "bin/npx"), '#!/bin/sh\necho "$@" > tests/snapshots/written\n', { mode: 0o755 });
  const git = (...words: string[]) => execFileSync("git", words, { cwd, encoding: "utf8" });
  git("init", "--quiet", "--initial-branch=main");
  git("config", "user.name", "Test");
  git("config", "user.email", "test@example.com");
  git("add", ".");
  git("commit", "--quiet", "--message", "start");
  return { machine, git };
}

describe("groundplan promote", () => {
  test("commits the image of an environment and its snapshots to a branch for review", async () => {
    const { machine, git } = repository();
    const run = await runGroundplan(machine, ["promote", "dev", digest]);
    expect(run).toMatchObject({ exitCode: 0, errors: "", output: expect.stringContaining("open a pull request") });
    expect(git("branch", "--show-current").trim()).toBe("promote/dev-1a1a1a1a1a1a");
    expect(git("show", "--stat", "--format=%s")).toMatch(
      /^chore\(dev\): deploy image sha256:1a1a1a1a1a1a\n\n environments\/dev\.ts .*\n tests\/snapshots\/written/,
    );
    expect(git("show", "HEAD:environments/dev.ts")).toContain(`image: { digest: "${digest}" }, memoryMb: 512`);
    expect(git("show", "main:environments/dev.ts")).toBe(source);
  });

  test("fails with the message of git, and changes no file, if the branch exists", async () => {
    const { machine, git } = repository();
    git("branch", "promote/dev-1a1a1a1a1a1a");
    expect(await runGroundplan(machine, ["promote", "dev", digest])).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining("already exists"),
    });
    expect(git("status", "--porcelain")).toBe("");
  });

  test.each([
    [["dev"], "allowed: <environment> <digest>"],
    [["dev", digest, "now"], "allowed: <environment> <digest>"],
    [["dev", "1.4.2"], 'digest: got "1.4.2"; allowed: sha256: and 64 hexadecimal digits, not all 0'],
    [["dev", `sha256:${"0".repeat(64)}`], /^digest: got .*not all 0$/],
    [["live", digest], "environments/live.ts: no such environment; allowed: the name of a file in environments/"],
    [["../main", digest], "environments/../main.ts: no such environment; allowed: the name of a file in environments/"],
  ] as [string[], string | RegExp][])("rejects %j", async (words, message) => {
    const { machine } = repository();
    const errors = typeof message === "string" ? message : expect.stringMatching(message);
    expect(await runGroundplan(machine, ["promote", ...words])).toEqual({ exitCode: 2, output: "", errors });
  });

  test("rejects an environment without a literal image, and one that names the image already", () => {
    expect(() => withDigest("export const dev = {};", "dev.ts", digest)).toThrow(
      "dev.ts: no image; allowed: one image: {",
    );
    const promoted = withDigest(source, "dev.ts", digest);
    expect(() => withDigest(promoted, "dev.ts", digest)).toThrow("dev.ts: the environment names this image already");
  });

  test.each([
    ["on lines of their own", 'image: {\n      tag: "0.1.0",\n    },'],
    ["with a comment", 'image: { /* the first */ tag: "0.1.0" },'],
    ["without spaces", "image:{tag:'0.1.0'},"],
    ["with quoted names", '"image": { "tag": `0.1.0` },'],
    ["below one that is commented out", '// image: { tag: "0.0.9" },\n    image: { tag: "0.1.0" },'],
  ])("finds the image %s", (_title, image) => {
    const promoted = withDigest(`export const dev = { compute: {\n    ${image}\n memoryMb: 512 } };`, "dev.ts", digest);
    expect(promoted).toContain(`{ digest: "${digest}" },\n memoryMb: 512`);
    expect(promoted.replace(/\/\/.*/, "")).not.toMatch(/tag/);
  });

  test.each([
    "image: IMAGE",
    "image: {}",
    'image: { tag: "1", digest: "2" }',
    "image: { tag: VERSION }",
    'image: { tag: "1" }, more: { image: { tag: "2" } }',
  ])("rejects %s, which is not one literal", (image) => {
    const source = `export const dev = { compute: { ${image} } };`;
    expect(() => withDigest(source, "dev.ts", digest)).toThrow(/^dev\.ts: (?:no image|2 images); allowed: one image/);
  });

  test.each(environments.map(({ name }) => name))("can promote to the environment %s of the repository", (name) => {
    const file = path.join(root, `environments/${name}.ts`);
    expect(withDigest(fs.readFileSync(file, "utf8"), file, digest)).toContain(`image: { digest: "${digest}" }`);
  });
});
