import { InputError, type KeyReference } from "../../../modules/core";
import { BuildProject, buildRoleArn, type BuildProjectProps } from "../../../modules/delivery";
import { synthesizeStack, type TestStack } from "../../../testing";

const keyNamed = (name: string): KeyReference<"us-east-1"> => ({
  keyArn: `arn:aws:kms:us-east-1:111122223333:key/${name}`,
  region: "us-east-1",
  grantUse: (grantee) =>
    grantee.addStatement({ sid: `Use${name}`, actions: ["kms:Decrypt"], resources: [`arn:aws:kms:::key/${name}`] }),
});

const props: BuildProjectProps = {
  name: "shop-site",
  description: "The site",
  buildSpec: { build: ["npm run build"] },
  logKey: keyNamed("Logs"),
  artifactKey: keyNamed("Artifacts"),
};

const synthesizeProject = (differences: Partial<BuildProjectProps> = {}) =>
  synthesizeStack((stack) => new BuildProject(stack, "site", { ...props, ...differences }));

const project = (stack: TestStack) => stack.resource("aws_codebuild_project");

const buildSpecOf = (stack: TestStack): unknown =>
  JSON.parse((project(stack)["source"] as { buildspec: string }).buildspec);

describe("BuildProject", () => {
  test("R-P1 the project builds pipeline artifacts without Docker for at most an hour by default", () => {
    expect(project(synthesizeProject())).toMatchObject({
      name: "shop-site",
      description: "The site",
      build_timeout: 60,
      encryption_key: "arn:aws:kms:us-east-1:111122223333:key/Artifacts",
      source: { type: "CODEPIPELINE" },
      artifacts: { type: "CODEPIPELINE" },
      environment: {
        type: "LINUX_CONTAINER",
        compute_type: "BUILD_GENERAL1_SMALL",
        image: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
        image_pull_credentials_type: "CODEBUILD",
        privileged_mode: false,
      },
    });
  });

  test("a setting that is undefined has its default", () => {
    const undefinedProps = {
      computeType: undefined,
      image: undefined,
      privileged: undefined,
      environment: undefined,
      timeoutMinutes: undefined,
      logRetentionDays: undefined,
    };
    expect(synthesizeProject(undefinedProps).config).toEqual(synthesizeProject().config);
  });

  test("R-O3 the log group is encrypted and retained for 90 days", () => {
    const stack = synthesizeProject();
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/codebuild/shop-site",
      retention_in_days: 90,
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/Logs",
    });
    expect(project(stack)["logs_config"]).toEqual({
      cloudwatch_logs: { status: "ENABLED", group_name: expect.stringContaining("aws_cloudwatch_log_group.site") },
    });
  });

  test("compute type, image, privileged mode, variables, timeout and log retention are settings", () => {
    const stack = synthesizeProject({
      computeType: "BUILD_GENERAL1_LARGE",
      image: "aws/codebuild/amazonlinux-aarch64-standard:3.0",
      privileged: "container-builds",
      environment: { STAGE: "dev" },
      timeoutMinutes: 120,
      logRetentionDays: 365,
    });
    expect(project(stack)).toMatchObject({
      build_timeout: 120,
      environment: {
        type: "ARM_CONTAINER",
        compute_type: "BUILD_GENERAL1_LARGE",
        privileged_mode: true,
        environment_variable: [{ name: "STAGE", value: "dev", type: "PLAINTEXT" }],
      },
    });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({ retention_in_days: 365 });
  });

  test("R-S1 only the project assumes the role, which may use its log and its artifacts", () => {
    const stack = synthesizeProject();
    expect(stack.resource("aws_iam_role")).toMatchObject({ name: "shop-site-build" });
    expect(stack.statements("role_trust")).toMatchObject([
      {
        principals: [{ type: "Service", identifiers: ["codebuild.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
          {
            test: "ArnEquals",
            variable: "aws:SourceArn",
            values: ["arn:aws:codebuild:us-east-1:111122223333:project/shop-site"],
          },
        ],
      },
    ]);
    expect(stack.statements("role_permissions")).toEqual([
      {
        sid: "WriteLogSite",
        effect: "Allow",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [expect.stringMatching(/aws_cloudwatch_log_group\.site.*:\*$/)],
      },
      expect.objectContaining({ sid: "UseArtifacts" }),
    ]);
  });

  test("buildRoleArn returns the ARN of the role", () => {
    expect(buildRoleArn("111122223333", "shop-site")).toBe("arn:aws:iam::111122223333:role/shop-site-build");
  });

  test("a build specification can contain commands only", () => {
    expect(buildSpecOf(synthesizeProject())).toEqual({
      version: 0.2,
      env: { shell: "bash" },
      phases: { build: { commands: ["npm run build"] } },
    });
  });

  test("a build specification contains runtimes, install commands and artifacts", () => {
    const buildSpec = {
      runtimes: { nodejs: 22 },
      install: ["npm ci"],
      build: ["npm run build"],
      artifactFolder: "web/dist",
    };
    expect(buildSpecOf(synthesizeProject({ buildSpec }))).toEqual({
      version: 0.2,
      env: { shell: "bash" },
      phases: {
        install: { "runtime-versions": { nodejs: 22 }, commands: ["npm ci"] },
        build: { commands: ["npm run build"] },
      },
      artifacts: { "base-directory": "web/dist", files: ["**/*"] },
    });
  });

  test("a build specification can export variables for later stages", () => {
    const project = synthesizeProject({ buildSpec: { build: ["true"], exportedVariables: ["SUMMARY"] } });
    const { buildspec } = project.resource("aws_codebuild_project")["source"] as { buildspec: string };
    expect(JSON.parse(buildspec)).toMatchObject({ env: { shell: "bash", "exported-variables": ["SUMMARY"] } });
    expect(() => synthesizeProject({ buildSpec: { build: ["true"], exportedVariables: ["A-B"] } })).toThrow(
      /buildSpec\.exportedVariables: got "A-B"; allowed: letters, digits and _/,
    );
  });

  test("a build specification can have install commands without runtimes", () => {
    expect(buildSpecOf(synthesizeProject({ buildSpec: { install: ["make tools"], build: ["make"] } }))).toMatchObject({
      phases: { install: { commands: ["make tools"] } },
    });
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeProject({
        name: "s",
        description: "",
        computeType: "HUGE" as "BUILD_GENERAL1_SMALL",
        image: "docker.io/node:latest",
        timeoutMinutes: 4,
        logRetentionDays: 2 as 1,
        logKey: { ...props.logKey, region: "us-west-2" },
        artifactKey: { ...props.artifactKey, region: "us-west-2" },
        buildSpec: { install: [" "], build: ["echo ${HOME}"], artifactFolder: "../dist" },
        environment: { "1ST": "x", CODEBUILD_X: "x", DATABASE_PASSWORD: "x", GITHUB_TOKEN: "x" },
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^15 invalid settings/);
    expect(invalid).toThrow(/test\/site: logKey\.region: got "us-west-2"; allowed: us-east-1/);
    expect(invalid).toThrow(/test\/site: artifactKey\.region: got "us-west-2"; allowed: us-east-1/);
    expect(invalid).toThrow(/description: got ""; allowed: 1 to 255 characters in one line/);
    expect(invalid).toThrow(/computeType: got "HUGE"; allowed: BUILD_GENERAL1_SMALL/);
    expect(invalid).toThrow(/image: got "docker.io\/node:latest"; allowed: a managed Linux image of CodeBuild/);
    expect(invalid).toThrow(/timeoutMinutes: got 4; allowed: a whole number from 5 to 2160/);
    expect(invalid).toThrow(/name: got "s"; allowed: a build project name/);
    expect(invalid).toThrow(/logRetentionDays: got 2/);
    expect(invalid).toThrow(/buildSpec\.artifactFolder: got "\.\.\/dist"; allowed: a folder below the source/);
    expect(invalid).toThrow(/buildSpec\.install: got " "; allowed: a command/);
    expect(invalid).toThrow(/buildSpec\.build: got "echo \$\{HOME\}"; allowed: no \$\{ and no %\{; write \$NAME/);
    expect(invalid).toThrow(/environment: got "1ST"; allowed: letters, digits and _/);
    expect(invalid).toThrow(/environment: got "CODEBUILD_X"/);
    expect(invalid).toThrow(/environment: got "DATABASE_PASSWORD"; allowed: names without password, secret/);
  });

  test("a build without commands is refused", () => {
    expect(() => synthesizeProject({ buildSpec: { build: [] } })).toThrow(
      /buildSpec\.build: got \[\]; allowed: at least one command/,
    );
  });

  test("a name that is too long for the role is refused", () => {
    expect(() => synthesizeProject({ name: "s".repeat(60) })).toThrow(/allowed: a role name of at most 64 characters/);
  });

  test("a variable with the ARN of a secret is accepted", () => {
    expect(() => synthesizeProject({ environment: { DATABASE_SECRET_ARN: "arn:aws:secretsmanager:x" } })).not.toThrow();
  });

  test("the addresses are these", () => {
    expect(synthesizeProject().addresses).toMatchInlineSnapshot(`
     [
       "aws_cloudwatch_log_group.site_log-group_24FB9F08",
       "aws_codebuild_project.site_project_081F64F3",
       "aws_iam_role.site_role_95E620D7",
       "aws_iam_role_policy.site_role_policy_578AACAE",
       "data.aws_iam_policy_document.site_role_permissions_document_24706F82",
       "data.aws_iam_policy_document.site_role_trust_document_C548CD44",
     ]
    `);
  });
});
