import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { AwsStack, synthesize } from "../../../modules/core";
import { EncryptionKey } from "../../../modules/security";
import { isCi, thisMachine } from "../../../tools/runner/command/machine";
import { mirrorFolders, releasesIn } from "../../../tools/runner/provider/provider-mirrors";
import { isSupportedProvider } from "../../../tools/runner/provider/versions";
import { sealedNetwork } from "../../support/sealed-network";
import { runGroundplan, temporaryFolder } from "../fixtures";

const MINUTES = 60_000;

/** The reason why this machine cannot run the tests; undefined if it can, and in CI, where it must. */
function obstacle(): string | undefined {
  if (isCi(process.env)) return undefined;
  try {
    const { platform } = JSON.parse(
      execFileSync("terraform", ["version", "-json"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
    );
    const releases = mirrorFolders(thisMachine()).flatMap((mirror) => releasesIn(mirror, platform));
    return releases.some(isSupportedProvider) ? undefined : "no mirror offers a supported AWS provider";
  } catch {
    return "no terraform on PATH";
  }
}

/** `sound` uses two regions; `broken` has a value that synthesis accepts and the provider rejects. */
function synthesizeFixture(outdir: string): void {
  const stackOf = (app: ConstructorParameters<typeof AwsStack>[0], id: string) =>
    new AwsStack(app, id, {
      account: "111122223333",
      region: "us-east-1",
      tags: { Environment: "test", Project: "groundplan", Owner: "tests" },
      state: { bucket: "test-state", region: "us-east-1", kmsKeyId: "alias/test-state" },
    });
  synthesize(
    (app) => {
      const sound = stackOf(app, "sound");
      const shared = { name: "shop", description: "Fixture" };
      new EncryptionKey(sound, "key", shared);
      new EncryptionKey(sound, "recovery-key", { ...shared, regional: sound.providerIn("us-west-2") });
      new KmsKey(stackOf(app, "broken"), "hasty-key", { deletionWindowInDays: 3 });
    },
    { outdir },
  );
}

const reason = obstacle();
const sealed = sealedNetwork();
const describeWhere = (possible: boolean) => (possible ? describe : describe.skip);

describeWhere(!reason)(`the real Terraform and AWS provider${reason ? ` (skipped: ${reason})` : ""}`, () => {
  const cwd = temporaryFolder();
  const machine = { ...thisMachine(), cwd, env: { ...process.env, CDKTF_OUTDIR: "", TF_CLI_CONFIG_FILE: "/missing" } };
  const planned = (folder: string) => fs.readFileSync(path.join(cwd, folder, "sound", "plan.json"), "utf8");

  beforeAll(() => synthesizeFixture(path.join(cwd, "cdktf.out")));

  test(
    "validate a valid stack, and name the construct of an invalid one",
    async () => {
      const { exitCode, output } = await runGroundplan(machine, ["validate"]);
      expect(output).toContain("Error: broken: aws_kms_key.hasty-key (broken/hasty-key)\n  expected deletion_window");
      expect(output).toMatch(/^sound +4 +0 +0 /m);
      expect(output).toMatch(/^broken +1 +1 +0 /m);
      expect(exitCode).toBe(1);
    },
    10 * MINUTES,
  );

  test(
    "write the same plan twice, and none for an invalid stack",
    async () => {
      const first = await runGroundplan(machine, ["plan", "--provider", "real"]);
      expect(first.exitCode).toBe(1);
      expect(first.output).toMatch(/^sound +4 +4 +0 +0 /m);
      expect(first.output).toMatch(/^broken +1 +- +- +- /m);
      expect(fs.existsSync(path.join(cwd, "plans/broken"))).toBe(false);
      expect(fs.readFileSync(path.join(cwd, "plans/sound/plan.txt"), "utf8")).toContain("Plan: 4 to add");
      const second = await runGroundplan(machine, ["plan", "sound", "--out", "again"]);
      expect(second.exitCode).toBe(0);
      expect(planned("again")).toBe(planned("plans"));
    },
    3 * MINUTES,
  );

  const offline = `without network and without a single AWS variable${sealed ? "" : " (skipped: unshare -n is not permitted here)"}`;
  (sealed ? test : test.skip)(
    `plan ${offline}`,
    () => {
      const cli = path.resolve(__dirname, "../../../dist/tools/commands/groundplan.js");
      const command = [...sealed!, process.execPath, cli, "plan", "sound", "--out", "sealed"];
      const { PATH, XDG_CACHE_HOME, TF_PLUGIN_MIRROR_DIR, HOME } = process.env;
      const env = { PATH, XDG_CACHE_HOME, TF_PLUGIN_MIRROR_DIR, HOME };
      const result = spawnSync(command[0]!, command.slice(1), { cwd, env, encoding: "utf8" });
      expect(result.stderr).toBe("");
      expect(result.stdout).toContain("1 of 1 stacks passed");
      expect(result.status).toBe(0);
    },
    3 * MINUTES,
  );
});
