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
    notificationEmails: ["pipelines@example.com"],
    refusedFindings: "HIGH",
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
  readonly env: Readonly<Record<string, unknown>>;
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
  const { env, phases } = JSON.parse((source as { buildspec: string }).buildspec) as BuildSpecJson;
  return { id, name: String(name), env, commands: [...(phases.install?.commands ?? []), ...phases.build.commands] };
});
const specOf = (build: string) => buildSpecs.find(({ name }) => name === build)!;
const commandsOf = (build: string) => specOf(build).commands.join("\n");

describe("DeliveryStack", () => {
  test("R-P1 each of the three pipelines starts with changes of its own part of the source", () => {
    const pipelines = Object.values(stack.resources("aws_codepipeline"));
    expect(pipelines.map(({ name }) => name).sort()).toEqual(["shop-backend", "shop-frontend", "shop-infrastructure"]);
    const paths = (pipeline: string) => JSON.stringify(stack.resource("aws_codepipeline", pipeline)["trigger"]);
    expect(paths("backend")).toContain('"includes":["app/**","package-lock.json"]');
    expect(paths("frontend")).toContain('"includes":["web/**","app/contract/**","package-lock.json"]');
    expect(paths("infrastructure")).toContain('"stacks/**"');
  });

  test("R-P1 the pipeline plans every environment before it changes the first, and requests approval before production", () => {
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

  test("R-P1 the same files are published everywhere, with an approval before production", () => {
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

  test("R-P1 the back-end pipeline tests the application, builds its image and deploys nothing", () => {
    expect(namesOf("backend")).toEqual(["Source", "Test", "Image"]);
    expect(commandsOf("shop-backend-test")).toContain("npm test --workspace app");
    expect(assumed("backend-image")).toEqual([]);
  });

  test("R-P1 the repository has immutable tags, scans, expiry and copies in the recovery region", () => {
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

  test("R-P1 artifacts expire", () => {
    expect(stack.resource("aws_s3_bucket")).toMatchObject({ bucket: "shop-artifacts-111122223333-us-east-1" });
    expect(JSON.stringify(stack.resource("aws_s3_bucket_lifecycle_configuration"))).toContain('"days":90');
  });

  test("R-S1 a build may assume only the role of its task in the account of its environment", () => {
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

  test("R-S1 a build receives the role that it may assume", () => {
    expect(stack.resource("aws_codebuild_project", "infrastructure-apply-prod")).toMatchObject({
      environment: {
        environment_variable: expect.arrayContaining([
          { name: "ENVIRONMENT", value: "prod", type: "PLAINTEXT" },
          { name: "REGION", value: "us-east-1", type: "PLAINTEXT" },
          { name: "ROLE_ARN", value: "arn:aws:iam::444455556666:role/shop-deploy-prod", type: "PLAINTEXT" },
        ]),
      },
    });
    const plan = stagesOf("infrastructure").find(({ name }) => name === "Plan-prod")!;
    expect(JSON.parse(plan.action[0]!.configuration["EnvironmentVariables"]!)).toContainEqual({
      name: "ROLE_ARN",
      value: "arn:aws:iam::444455556666:role/shop-plan-prod",
      type: "PLAINTEXT",
    });
  });

  test("only the image build has a Docker daemon, on the architecture of the functions", () => {
    const privileged = Object.values(stack.resources("aws_codebuild_project")).filter(
      ({ environment }) => (environment as { privileged_mode: boolean }).privileged_mode,
    );
    expect(privileged).toMatchObject([{ name: "shop-backend-image", environment: { type: "ARM_CONTAINER" } }]);
  });

  test("R-P1 the apply stage applies the plan that the plan stage saved and the approver read", () => {
    const stages = stagesOf("infrastructure");
    const plan = stages.find(({ name }) => name === "Plan-prod")!.action[0]!;
    const apply = stages.find(({ name }) => name === "Apply-prod")!.action[0]!;
    expect(plan).toMatchObject({ output_artifacts: ["plan-prod"], namespace: "plan-prod" });
    expect(apply.input_artifacts).toEqual(["plan-prod"]);
    expect(commandsOf("shop-infrastructure-plan")).toContain(
      'terraform -chdir=plans/"$ENVIRONMENT" plan -input=false -lock-timeout=5m -out=plan.tfplan',
    );
    expect(commandsOf("shop-infrastructure-apply-prod").split("\n").slice(-4)).toEqual([
      'terraform -chdir="$ENVIRONMENT-recovery" init -input=false -lockfile=readonly',
      'terraform -chdir="$ENVIRONMENT-recovery" apply -input=false -lock-timeout=5m plan.tfplan',
      'terraform -chdir="$ENVIRONMENT" init -input=false -lockfile=readonly',
      'terraform -chdir="$ENVIRONMENT" apply -input=false -lock-timeout=5m plan.tfplan',
    ]);
    for (const { commands } of buildSpecs) expect(commands.join("\n")).not.toMatch(/cdktf (?:plan|apply)|auto-approve/);
  });

  test("R-P1 the plan stage evaluates policies and approvals on the saved plan and shows a summary to the approver", () => {
    expect(commandsOf("shop-infrastructure-plan")).toContain(
      "npm run -s policy -- plans/*/plan.json --approvals approvals.json",
    );
    expect(specOf("shop-infrastructure-plan").env["exported-variables"]).toEqual(["SUMMARY"]);
    const approve = stagesOf("infrastructure").find(({ name }) => name === "Approve-prod")!;
    expect(approve.action[0]!.configuration["CustomData"]).toContain("prod: #{plan-prod.SUMMARY}.");
    expect(JSON.parse(readFileSync("approvals.json", "utf8"))).toHaveProperty("approvals");
  });

  test("the plan stage ends at a placeholder, before Terraform plans", () => {
    const commands = commandsOf("shop-infrastructure-plan");
    const refusal = 'node dist/tools/commands/groundplan.js preflight "$ENVIRONMENT" --only-placeholders';
    expect(commands).toContain(refusal);
    expect(commands.indexOf(refusal)).toBeLessThan(commands.indexOf("terraform -chdir"));
  });

  test("programs of every build run unattended and without colours", () => {
    for (const { environment } of Object.values(stack.resources("aws_codebuild_project"))) {
      expect((environment as { environment_variable: unknown[] }).environment_variable).toEqual(
        expect.arrayContaining([
          { name: "CI", value: "1", type: "PLAINTEXT" },
          { name: "NO_COLOR", value: "1", type: "PLAINTEXT" },
          { name: "TF_CLI_ARGS", value: "-no-color", type: "PLAINTEXT" },
        ]),
      );
    }
  });

  test.each(["infrastructure", "backend", "frontend"])(
    "approval requests and failures of the %s pipeline reach the notification topic",
    (name) => {
      expect(stack.resource("aws_codestarnotifications_notification_rule", `${name}-delivery`)).toMatchObject({
        resource: expect.stringContaining(`aws_codepipeline.${name}-delivery_pipeline`),
        event_type_ids: [
          "codepipeline-pipeline-manual-approval-needed",
          "codepipeline-pipeline-pipeline-execution-failed",
        ],
        target: [{ type: "SNS", address: expect.stringContaining("aws_sns_topic.notifications_topic") }],
      });
    },
  );

  test("the notification topic has the e-mail addresses of the tooling, and its key admits notification rules", () => {
    expect(stack.resource("aws_sns_topic_subscription")).toMatchObject({ endpoint: "pipelines@example.com" });
    const admitted = [...stack.statements("notifications_topic-policy"), ...stack.statements("notifications-key")];
    const services = admitted.flatMap(({ principals }) => principals as { identifiers: string[] }[]);
    expect(services.filter(({ identifiers }) => identifiers[0]!.startsWith("codestar-notifications"))).toHaveLength(2);
  });

  test("R-P1 an image with scan findings of a refused severity gets no digest parameter", () => {
    const { commands } = buildSpecs.find(({ name }) => name === "shop-backend-image")!;
    const check = commands.findIndex((command) => command.startsWith("jq -e"));
    const parameter = commands.findIndex((command) => command.startsWith("aws ssm put-parameter"));
    expect(check).toBeGreaterThan(0);
    expect(parameter).toBeGreaterThan(check);
    expect(commands[check]).toContain("'[.CRITICAL, .HIGH] | map(. // 0) | add == 0'");
    expect(stack.statements("backend-image_role_permissions")).toContainEqual(
      expect.objectContaining({ actions: ["ecr:DescribeImageScanFindings"] }),
    );
  });

  test("R-P1 the apply stage tags the deployed images in both regions, and such images never expire", () => {
    const commands = commandsOf("shop-infrastructure-apply-prod");
    expect(commands).toContain('TAG="deployed-$ENVIRONMENT-$(echo "$DIGEST" | cut -c8-19)"');
    expect(commands).toContain("for IMAGE_REGION in us-east-1 us-west-2; do");
    for (const id of ["images", "image-copies"]) {
      const { policy } = stack.resource("aws_ecr_lifecycle_policy", `${id}_expiry`);
      const { rules } = JSON.parse(String(policy)) as { rules: { selection: object }[] };
      expect(rules[1]!.selection).toMatchObject({ tagPatternList: ["deployed-*"], countNumber: 20_000 });
    }
    expect(stack.statements("infrastructure-apply-prod_role_permissions").map(({ sid }) => sid)).toEqual(
      expect.arrayContaining(["TagImages", "TagImageCopies"]),
    );
  });

  test("the check stage runs tests, rehearsal, validation and the policies on every plan", () => {
    const commands = commandsOf("shop-infrastructure-check").split("\n");
    const steps = ["npx jest --coverage", "npm run rehearse", "npm run validate", "npm run plan", "npm run policy"];
    expect(steps.map((step) => commands.findIndex((command) => command.startsWith(step)))).not.toContain(-1);
  });

  test("the image build uses the base image and the certificates of the tooling", () => {
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

  test("the digest of an image is written to the parameter of its commit, the only ones that the build may write", () => {
    expect(commandsOf("shop-backend-image")).toContain('put-parameter --name "/shop/images/api/$COMMIT"');
    expect(stack.statements("backend-image_role_permissions")).toContainEqual(
      expect.objectContaining({
        sid: "KeepDigests",
        resources: ["arn:aws:ssm:us-east-1:111122223333:parameter/shop/images/api/*"],
      }),
    );
  });

  test("a site is published to the bucket and distribution of the environment's parameters", () => {
    const commands = commandsOf("shop-frontend-publish-dev");
    expect(commands).toContain('--name "/shop/$ENVIRONMENT/site/bucket"');
    expect(commands).toContain('--name "/shop/$ENVIRONMENT/site/distribution"');
  });

  test.each(buildSpecs)("the commands of $name are valid Bash", ({ commands }) => {
    for (const command of commands) {
      expect(spawnSync("bash", ["-n", "-c", command], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
    }
  });

  test("the URL of the images in each region needs no reference to the stack", () => {
    synthesizeDelivery((delivery) => {
      expect(delivery.imageRepository).toBe("111122223333.dkr.ecr.us-east-1.amazonaws.com/shop-api");
      expect(delivery.imageRepositoryIn("us-west-2")).toBe("111122223333.dkr.ecr.us-west-2.amazonaws.com/shop-api");
    });
  });

  test("R-O3 logs of builds are retained as configured", () => {
    for (const group of Object.values(stack.resources("aws_cloudwatch_log_group"))) {
      expect(group).toMatchObject({ retention_in_days: 180, kms_key_id: expect.stringContaining("build-logs-key") });
    }
  });

  test("the outputs are the repository, the connection and the pipelines", () => {
    expect(Object.keys(stack.config.output ?? {}).sort()).toEqual([
      "backend-pipeline",
      "frontend-pipeline",
      "image-repository-url",
      "infrastructure-pipeline",
      "source-connection-arn",
    ]);
  });

  test("the addresses are these", () => {
    expect(stack.addresses).toMatchSnapshot();
  });
});
