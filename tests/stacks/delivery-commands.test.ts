import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { apply } from "../../stacks/delivery/build-specs";

const digest = `sha256:${"1a".repeat(32)}`;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-delivery-test-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Programs {
  /** Bodies of shell functions in place of the programs, which log their arguments first. */
  readonly aws?: string;
  readonly terraform?: string;
}

/** Runs the commands of the apply stage in one Bash, as CodeBuild does, with programs that only log their calls. */
function applyDev(image: string, { aws = "", terraform = "" }: Programs = {}) {
  const cwd = fs.mkdtempSync(path.join(folder, "run-"));
  fs.mkdirSync(path.join(cwd, "dev"));
  fs.writeFileSync(path.join(cwd, "dev/cdk.tf.json"), JSON.stringify({ image_uri: `registry/shop-api${image}` }));
  const program = (name: string, body: string): string => `#!/bin/bash\necho "${name} $*" >> "$LOG"\n${body}\nexit 0\n`;
  for (const [name, body] of Object.entries({ aws, terraform })) {
    fs.writeFileSync(path.join(cwd, name), program(name, body), { mode: 0o755 });
  }
  const { build } = apply({ repositoryName: "shop-api", regions: ["us-east-1", "us-west-2"] });
  const env = {
    PATH: `${cwd}:/usr/bin:/bin`,
    LOG: path.join(cwd, "log"),
    ENVIRONMENT: "dev",
    REGION: "us-east-1",
    ROLE_ARN: "role",
  };
  const { status } = spawnSync("bash", ["-c", build.map((command) => `${command}\n[ $? = 0 ] || exit 1`).join("\n")], {
    cwd,
    env,
  });
  return { status, calls: fs.readFileSync(env.LOG, "utf8").trim().split("\n") };
}

const absent = '[ "$2" != describe-images ] || exit 254\n[ "$2" != batch-get-image ] || echo "{}"';
const repository = (region: string) => `--repository-name shop-api --region ${region}`;

describe("the commands of the apply stage", () => {
  test("tag the image of the environment in both regions before they apply the saved plans", () => {
    const { status, calls } = applyDev(`@${digest}`, { aws: absent });
    expect(status).toBe(0);
    const tags = calls.filter((call) => call.includes("put-image"));
    expect(tags).toEqual(
      ["us-east-1", "us-west-2"].map(
        (region) =>
          `aws ecr put-image ${repository(region)} --image-tag deployed-dev-1a1a1a1a1a1a --image-digest ${digest} --image-manifest {}`,
      ),
    );
    expect(calls.slice(-4)).toEqual([
      "terraform -chdir=dev-recovery init -input=false -lockfile=readonly",
      "terraform -chdir=dev-recovery apply -input=false -lock-timeout=5m plan.tfplan",
      "terraform -chdir=dev init -input=false -lockfile=readonly",
      "terraform -chdir=dev apply -input=false -lock-timeout=5m plan.tfplan",
    ]);
  });

  test("tag nothing when the image has its tag, or the environment names no digest", () => {
    expect(applyDev(`@${digest}`).calls.join("\n")).not.toContain("put-image");
    expect(applyDev(":1.4.2").calls.join("\n")).not.toContain("aws ecr");
  });

  test("apply nothing when the image cannot be tagged", () => {
    const { status, calls } = applyDev(`@${digest}`, { aws: `${absent}\n[ "$2" != put-image ] || exit 254` });
    expect(status).toBe(1);
    expect(calls.join("\n")).not.toContain("terraform");
  });

  test("end with the first plan that Terraform refuses, such as a stale one", () => {
    const { status, calls } = applyDev(`@${digest}`, { terraform: '[ "$2" != apply ] || exit 1' });
    expect(status).toBe(1);
    expect(calls.filter((call) => call.includes(" apply "))).toHaveLength(1);
  });
});
