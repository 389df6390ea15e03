import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { TestStack } from "../../testing";
import { DeliveryStack, type DeliveryStackProps } from "../../stacks/delivery";
import { synthesizeOnly } from "../support/synth";

const props: DeliveryStackProps = {
  tooling: {
    project: "shop",
    owner: "platform",
    account: "111122223333",
    region: "us-east-1",
    recoveryRegion: "us-west-2",
    repository: "example/shop",
    branch: "main",
    logRetentionDays: 180,
    keepImages: 40,
    baseImage: `public.ecr.aws/lambda/nodejs@sha256:${"1".repeat(64)}`,
    rdsCertificatesSha256: "2".repeat(64),
    deletionProtection: true,
  },
  environments: [
    { name: "dev", account: "111122223333", region: "us-east-1", stage: "development" },
    { name: "staging", account: "111122223333", region: "us-east-1", stage: "pre-production" },
    { name: "prod", account: "444455556666", region: "us-east-1", stage: "production" },
  ],
};

function synthesizeDelivery(read: (delivery: DeliveryStack) => void = () => {}): TestStack {
  return synthesizeOnly((app) => read(new DeliveryStack(app, "delivery", props)));
}

interface Stage {
  readonly name: string;
  readonly action: readonly {
    readonly category: string;
    readonly input_artifacts?: readonly string[];
    readonly configuration: Readonly<Record<string, string>>;
  }[];
}

interface BuildSpecJson {
  readonly phases: {
    readonly install?: { readonly commands?: readonly string[] };
    readonly build: { readonly commands: readonly string[] };
  };
}

const stack = synthesizeDelivery();
const stagesOf = (pipeline: string) => stack.resource("aws_codepipeline", pipeline)["stage"] as readonly Stage[];
const namesOf = (pipeline: string) => stagesOf(pipeline).map(({ name }) => name);
const assumed = (build: string) =>
  stack.statements(`${build}_role_permissions`).filter(({ sid }) => sid === "ActInEnvironments");

const buildSpecs = Object.entries(stack.resources("aws_codebuild_project")).map(([id, { name, source }]) => {
  const { phases } = JSON.parse((source as { buildspec: string }).buildspec) as BuildSpecJson;
  return { id, name: String(name), commands: [...(phases.install?.commands ?? []), ...phases.build.commands] };
});
const commandsOf = (build: string) => buildSpecs.find(({ name }) => name === build)!.commands.join("\n");

describe("DeliveryStack", () => {
  test("R-P1 has three pipelines, each started by its own part of the source", () => {
    const pipelines = Object.values(stack.resources("aws_codepipeline"));
    expect(pipelines.map(({ name }) => name).sort()).toEqual(["shop-backend", "shop-frontend", "shop-infrastructure"]);
    const paths = (pipeline: string) => JSON.stringify(stack.resource("aws_codepipeline", pipeline)["trigger"]);
    expect(paths("backend")).toContain('"includes":["app/**","package-lock.json"]');
    expect(paths("frontend")).toContain('"includes":["web/**","app/contract/**","package-lock.json"]');
    expect(paths("infrastructure")).toContain('"stacks/**"');
  });

  test("R-P1 plans every environment before it changes the first, and asks before production", () => {
    expect(namesOf("infrastructure")).toEqual([
      "Source",
      "Check",
      "Plan-dev",
      "Plan-staging",
      "Plan-prod",
      "Apply-dev",
      "Apply-staging",
      "Approve-prod",
      "Apply-prod",
    ]);
  });

  test("R-P1 publishes the same files everywhere, and asks before production", () => {
    expect(namesOf("frontend")).toEqual([
      "Source",
      "Site",
      "Publish-dev",
      "Publish-staging",
      "Approve-prod",
      "Publish-prod",
    ]);
    const publishing = stagesOf("frontend").filter(({ name }) => name.startsWith("Publish-"));
    expect(publishing.map(({ action }) => action[0]!.input_artifacts)).toEqual([["site"], ["site"], ["site"]]);
  });

  test.each(["infrastructure", "frontend"])(
    "R-P1 the %s pipeline changes production only after an approval",
    (name) => {
      const stages = stagesOf(name);
      const changesOfProduction = stages.filter((stage) => /^(?:Apply|Publish)-prod$/.test(stage.name));
      expect(changesOfProduction).toHaveLength(1);
      const before = stages[stages.indexOf(changesOfProduction[0]!) - 1]!;
      expect(before.action).toMatchObject([{ category: "Approval", provider: "Manual" }]);
    },
  );

  test("R-P1 the back-end pipeline builds an image and deploys nothing", () => {
    expect(namesOf("backend")).toEqual(["Source", "Image"]);
    expect(assumed("backend-image")).toEqual([]);
  });

  test("R-P1 has a repository with immutable tags, scans, expiry and copies in the recovery region", () => {
    for (const [id, provider] of [
      ["images", "aws"],
      ["image-copies", "aws.us-west-2"],
    ] as const) {
      expect(stack.resource("aws_ecr_repository", `${id}_repository`)).toMatchObject({
        provider,
        name: "shop-api",
        image_tag_mutability: "IMMUTABLE",
        image_scanning_configuration: { scan_on_push: true },
        lifecycle: { prevent_destroy: true },
      });
      expect(stack.resource("aws_ecr_lifecycle_policy", `${id}_expiry`)["policy"]).toContain('"countNumber":40');
      expect(JSON.stringify(stack.statements(`${id}_repository-policy`))).toContain(
        "arn:aws:lambda:*:444455556666:function:*",
      );
    }
    expect(Object.keys(stack.resources("aws_ecr_replication_configuration"))).toHaveLength(1);
  });

  test("R-P1 has an artifact bucket that forgets", () => {
    expect(stack.resource("aws_s3_bucket")).toMatchObject({ bucket: "shop-artifacts-111122223333-us-east-1" });
    expect(JSON.stringify(stack.resource("aws_s3_bucket_lifecycle_configuration"))).toContain('"days":90');
  });

  test("R-S1 a build may act only in the account of its own environment, as the role for what it does", () => {
    const roles = (build: string) => assumed(build).map(({ resources }) => resources);
    expect(roles("infrastructure-apply-dev")).toEqual([["arn:aws:iam::111122223333:role/shop-deploy-dev"]]);
    expect(roles("infrastructure-apply-prod")).toEqual([["arn:aws:iam::444455556666:role/shop-deploy-prod"]]);
    expect(roles("frontend-publish-prod")).toEqual([["arn:aws:iam::444455556666:role/shop-publish-prod"]]);
    expect(roles("infrastructure-plan")).toEqual([
      ["dev", "staging"]
        .map((name) => `arn:aws:iam::111122223333:role/shop-plan-${name}`)
        .concat("arn:aws:iam::444455556666:role/shop-plan-prod"),
    ]);
    expect(roles("infrastructure-check")).toEqual([]);
  });

  test("R-S1 a build acts as the role that it may assume", () => {
    expect(stack.resource("aws_codebuild_project", "infrastructure-apply-prod")).toMatchObject({
      environment: {
        environment_variable: [
          { name: "ENVIRONMENT", value: "prod" },
          { name: "REGION", value: "us-east-1" },
          { name: "ROLE_ARN", value: "arn:aws:iam::444455556666:role/shop-deploy-prod" },
        ],
      },
    });
    const plan = stagesOf("infrastructure").find(({ name }) => name === "Plan-prod")!;
    expect(JSON.parse(plan.action[0]!.configuration["EnvironmentVariables"]!)).toContainEqual({
      name: "ROLE_ARN",
      value: "arn:aws:iam::444455556666:role/shop-plan-prod",
      type: "PLAINTEXT",
    });
  });

  test("only the image's build has a Docker daemon, on the architecture that functions run on", () => {
    const privileged = Object.values(stack.resources("aws_codebuild_project")).filter(
      ({ environment }) => (environment as { privileged_mode: boolean }).privileged_mode,
    );
    expect(privileged).toMatchObject([{ name: "shop-backend-image", environment: { type: "ARM_CONTAINER" } }]);
  });

  test("applies an environment by the project's own commands, its recovery stack first", () => {
    expect(commandsOf("shop-infrastructure-apply-prod")).toMatch(
      /npx cdktf apply "\$ENVIRONMENT-recovery" --auto-approve\nnpx cdktf apply "\$ENVIRONMENT" --auto-approve$/,
    );
    expect(commandsOf("shop-infrastructure-plan")).toContain('npx cdktf plan "$ENVIRONMENT"');
  });

  test("checks before it plans: tests, both rehearsal and validation, and the policies on every plan", () => {
    const commands = commandsOf("shop-infrastructure-check").split("\n");
    const steps = ["npx jest --coverage", "npm run rehearse", "npm run validate", "npm run plan", "npm run policy"];
    expect(steps.map((step) => commands.findIndex((command) => command.startsWith(step)))).not.toContain(-1);
  });

  test("builds the image on the base and with the certificates that the tooling names", () => {
    expect(stack.resource("aws_codebuild_project", "backend-image")["environment"]).toMatchObject({
      environment_variable: expect.arrayContaining([
        expect.objectContaining({ name: "BASE_IMAGE", value: expect.stringMatching(/nodejs@sha256:1{64}$/) }),
        expect.objectContaining({ name: "RDS_CERTIFICATES_SHA256", value: "2".repeat(64) }),
      ]),
    });
    const [build] = /docker build .*/.exec(commandsOf("shop-backend-image")) ?? [];
    const named = [...(build ?? "").matchAll(/--build-arg (\w+)=/g)].map(([, name]) => name);
    const dockerfile = readFileSync("app/Dockerfile", "utf8");
    const asked = [...dockerfile.matchAll(/^ARG (\w+)/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(asked.sort());
  });

  test("keeps the digest of an image under its commit, where the build may write and nowhere else", () => {
    expect(commandsOf("shop-backend-image")).toContain('put-parameter --name "/shop/images/api/$COMMIT"');
    expect(stack.statements("backend-image_role_permissions")).toContainEqual(
      expect.objectContaining({
        sid: "KeepDigests",
        resources: ["arn:aws:ssm:us-east-1:111122223333:parameter/shop/images/api/*"],
      }),
    );
  });

  test("finds out where a site goes by the parameters that its environment publishes", () => {
    const commands = commandsOf("shop-frontend-publish-dev");
    expect(commands).toContain('--name "/shop/$ENVIRONMENT/site/bucket"');
    expect(commands).toContain('--name "/shop/$ENVIRONMENT/site/distribution"');
  });

  test.each(buildSpecs)("the commands of $name are valid Bash", ({ commands }) => {
    for (const command of commands) {
      expect(spawnSync("bash", ["-n", "-c", command], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
    }
  });

  test("tells the address of the images in each region without a reference to this stack", () => {
    synthesizeDelivery((delivery) => {
      expect(delivery.imageRepository).toBe("111122223333.dkr.ecr.us-east-1.amazonaws.com/shop-api");
      expect(delivery.imageRepositoryIn("us-west-2")).toBe("111122223333.dkr.ecr.us-west-2.amazonaws.com/shop-api");
    });
  });

  test("R-O3 keeps the logs of builds as long as it is told", () => {
    for (const group of Object.values(stack.resources("aws_cloudwatch_log_group"))) {
      expect(group).toMatchObject({ retention_in_days: 180, kms_key_id: expect.stringContaining("build-logs-key") });
    }
  });

  test("publishes what people need to know", () => {
    expect(Object.keys(stack.config.output ?? {}).sort()).toEqual([
      "backend-pipeline",
      "frontend-pipeline",
      "image-repository-url",
      "infrastructure-pipeline",
      "source-connection-arn",
    ]);
  });

  test("has these addresses", () => {
    expect(stack.addresses).toMatchSnapshot();
  });
});
