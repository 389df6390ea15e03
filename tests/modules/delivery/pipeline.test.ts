import { InputError, ServiceRole, type Grantee, type KeyReference } from "../../../modules/core";
import {
  PIPELINE_DEFAULTS,
  Pipeline,
  type PipelineDeployment,
  type PipelineProject,
  type PipelineProps,
  type PipelineStage,
} from "../../../modules/delivery";
import { synthesizeStack, type TestStack } from "../../../testing";
import type { AwsStack } from "../../../modules/core";

const connectionArn = "arn:aws:codestar-connections:us-east-1:111122223333:connection/1a2b";
const source = { connectionArn, repository: "example/shop", branch: "main" };

const key: KeyReference<"us-east-1"> = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/test",
  region: "us-east-1",
  grantUse: (grantee) =>
    grantee.addStatement({ sid: "UseKey", actions: ["kms:Decrypt"], resources: ["arn:aws:kms:::key/test"] }),
};

const artifactBucket = {
  bucketName: "shop-artifacts",
  grantReadWrite: (grantee: Grantee) =>
    grantee.addStatement({ sid: "WriteArtifacts", actions: ["s3:PutObject"], resources: ["arn:aws:s3:::shop/*"] }),
};

function projectNamed(stack: AwsStack, name: string): PipelineProject {
  const role = new ServiceRole(stack, `${name}-role`, {
    name,
    description: "Builds",
    service: "codebuild.amazonaws.com",
  });
  return {
    projectName: name,
    projectArn: `arn:aws:codebuild:us-east-1:111122223333:project/${name}`,
    addStatement: (statement) => role.addStatement(statement),
  };
}

type Stages = (build: PipelineProject, publish: PipelineProject) => readonly PipelineStage[];

const buildApprovePublish: Stages = (build, publish) => [
  { name: "Build", action: { type: "build", project: build, output: "site" } },
  { name: "Approve", action: { type: "approval", message: "Look at dev" } },
  { name: "Publish", action: { type: "build", project: publish, input: "site", environment: { STAGE: "prod" } } },
];

const synthesizePipeline = (stages: Stages = buildApprovePublish, differences: Partial<PipelineProps> = {}) =>
  synthesizeStack(
    (stack) =>
      new Pipeline(stack, "delivery", {
        name: "shop-site",
        artifactBucket,
        key,
        source,
        stages: stages(projectNamed(stack, "build"), projectNamed(stack, "publish")),
        ...differences,
      }),
  );

const pipeline = (stack: TestStack) => stack.resource("aws_codepipeline");

describe("Pipeline", () => {
  test("R-P1 artifacts are encrypted and newer executions supersede waiting ones", () => {
    expect(pipeline(synthesizePipeline())).toMatchObject({
      name: "shop-site",
      pipeline_type: "V2",
      execution_mode: "SUPERSEDED",
      artifact_store: [
        {
          type: "S3",
          location: "shop-artifacts",
          encryption_key: { type: "KMS", id: "arn:aws:kms:us-east-1:111122223333:key/test" },
        },
      ],
    });
  });

  test("R-P1 the stages are the source, builds and approvals in order", () => {
    expect(pipeline(synthesizePipeline())["stage"]).toEqual([
      {
        name: "Source",
        action: [
          {
            name: "Source",
            category: "Source",
            owner: "AWS",
            provider: "CodeStarSourceConnection",
            version: "1",
            output_artifacts: ["source"],
            configuration: {
              ConnectionArn: connectionArn,
              FullRepositoryId: "example/shop",
              BranchName: "main",
              OutputArtifactFormat: "CODE_ZIP",
              DetectChanges: "false",
            },
          },
        ],
      },
      {
        name: "Build",
        action: [
          {
            name: "Build",
            category: "Build",
            owner: "AWS",
            provider: "CodeBuild",
            version: "1",
            input_artifacts: ["source"],
            output_artifacts: ["site"],
            configuration: { ProjectName: "build" },
          },
        ],
      },
      {
        name: "Approve",
        action: [
          {
            name: "Approve",
            category: "Approval",
            owner: "AWS",
            provider: "Manual",
            version: "1",
            configuration: { CustomData: "Look at dev" },
          },
        ],
      },
      {
        name: "Publish",
        action: [
          {
            name: "Publish",
            category: "Build",
            owner: "AWS",
            provider: "CodeBuild",
            version: "1",
            input_artifacts: ["site"],
            configuration: {
              ProjectName: "publish",
              EnvironmentVariables: '[{"name":"STAGE","value":"prod","type":"PLAINTEXT"}]',
            },
          },
        ],
      },
    ]);
  });

  test("every push to the branch starts the pipeline by default", () => {
    expect(pipeline(synthesizePipeline())["trigger"]).toEqual([
      {
        provider_type: "CodeStarSourceConnection",
        git_configuration: { source_action_name: "Source", push: [{ branches: { includes: ["main"] } }] },
      },
    ]);
  });

  test("paths restrict the pushes that start the pipeline", () => {
    const stack = synthesizePipeline(undefined, { source: { ...source, paths: ["web/**", "package.json"] } });
    expect(pipeline(stack)["trigger"]).toMatchObject([
      { git_configuration: { push: [{ file_paths: { includes: ["web/**", "package.json"] } }] } },
    ]);
  });

  test("R-S1 the role may use the connection, the projects, the bucket and the key only", () => {
    const stack = synthesizePipeline();
    expect(stack.resource("aws_iam_role", "delivery")).toMatchObject({ name: "shop-site-pipeline" });
    expect(stack.statements("delivery_role_permissions")).toEqual([
      expect.objectContaining({ sid: "WriteArtifacts" }),
      expect.objectContaining({ sid: "UseKey" }),
      {
        sid: "ReadSourceDelivery",
        effect: "Allow",
        actions: ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
        resources: [connectionArn],
      },
      {
        sid: "BuildDelivery",
        effect: "Allow",
        actions: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
        resources: [
          "arn:aws:codebuild:us-east-1:111122223333:project/build",
          "arn:aws:codebuild:us-east-1:111122223333:project/publish",
        ],
      },
    ]);
  });

  test("the projects may use the artifact bucket", () => {
    const stack = synthesizePipeline();
    for (const name of ["build-role", "publish-role"]) {
      expect(stack.statements(`${name}_permissions`)).toEqual([expect.objectContaining({ sid: "WriteArtifacts" })]);
    }
  });

  test("a project of several stages appears once in the policy", () => {
    const stack = synthesizePipeline((build) => [
      { name: "Plan-dev", action: { type: "build", project: build } },
      { name: "Plan-prod", action: { type: "build", project: build } },
    ]);
    expect(stack.statements("delivery_role_permissions")[3]).toMatchObject({
      resources: ["arn:aws:codebuild:us-east-1:111122223333:project/build"],
    });
  });

  test("an approval can notify a topic, without any project", () => {
    const topicArn = "arn:aws:sns:us-east-1:111122223333:approvals";
    const stack = synthesizePipeline(() => [
      { name: "Approve", action: { type: "approval", message: "Look", topicArn } },
      { name: "Approve-again", action: { type: "approval", message: "Look again", topicArn } },
    ]);
    expect(pipeline(stack)["stage"]).toMatchObject([
      { name: "Source" },
      { action: [{ configuration: { CustomData: "Look", NotificationArn: topicArn } }] },
      {},
    ]);
    expect(stack.statements("delivery_role_permissions")[3]).toEqual({
      sid: "AskForApprovalDelivery",
      effect: "Allow",
      actions: ["sns:Publish"],
      resources: [topicArn],
    });
  });

  test("approval requests and failed executions reach the notification topic", () => {
    const topicArn = "arn:aws:sns:us-east-1:111122223333:pipelines";
    const notified = synthesizePipeline(buildApprovePublish, { notifications: { topicArn } });
    expect(notified.resource("aws_codestarnotifications_notification_rule")).toMatchObject({
      name: "shop-site",
      detail_type: "FULL",
      resource: expect.stringMatching(/^\$\{aws_codepipeline\.delivery_pipeline_\w+\.arn\}$/),
      event_type_ids: [
        "codepipeline-pipeline-manual-approval-needed",
        "codepipeline-pipeline-pipeline-execution-failed",
      ],
      target: [{ type: "SNS", address: topicArn }],
    });
    expect(synthesizePipeline().resources("aws_codestarnotifications_notification_rule")).toEqual({});
  });

  test("an approval message can read exported variables of a build", () => {
    const stack = synthesizePipeline((build) => [
      { name: "Plan", action: { type: "build", project: build, namespace: "plan" } },
      { name: "Approve", action: { type: "approval", message: "#{plan.SUMMARY}" } },
    ]);
    expect(pipeline(stack)["stage"]).toMatchObject([
      {},
      { action: [{ namespace: "plan" }] },
      { action: [{ configuration: { CustomData: "#{plan.SUMMARY}" } }] },
    ]);
  });

  const deployment = (name: string): PipelineDeployment => ({
    applicationName: name,
    deploymentGroupName: `${name}-group`,
    grantDeploy: (grantee) =>
      grantee.addStatement({ sid: "Deploy", actions: ["codedeploy:CreateDeployment"], resources: [`arn:${name}`] }),
  });

  test("a deployment replaces the image in the files of an earlier stage", () => {
    const stack = synthesizePipeline((build) => [
      { name: "Image", action: { type: "build", project: build, output: "image" } },
      { name: "Prepare", action: { type: "build", project: build, input: "image", output: "files" } },
      { name: "Deploy", action: { type: "deploy", deployment: deployment("shop"), input: "files", image: "image" } },
    ]);
    const stages = pipeline(stack)["stage"] as object[];
    expect(stages[3]).toEqual({
      name: "Deploy",
      action: [
        {
          name: "Deploy",
          category: "Deploy",
          owner: "AWS",
          provider: "CodeDeployToECS",
          version: "1",
          input_artifacts: ["files", "image"],
          configuration: {
            ApplicationName: "shop",
            DeploymentGroupName: "shop-group",
            TaskDefinitionTemplateArtifact: "files",
            TaskDefinitionTemplatePath: "taskdef.json",
            AppSpecTemplateArtifact: "files",
            AppSpecTemplatePath: "appspec.yaml",
            Image1ArtifactName: "image",
            Image1ContainerName: "IMAGE1_NAME",
          },
        },
      ],
    });
    expect(stack.statements("delivery_role_permissions")).toContainEqual(
      expect.objectContaining({ sid: "Deploy", resources: ["arn:shop"] }),
    );
  });

  test("a deployment needs two outputs of earlier stages", () => {
    const invalid = (input: string, image: string) => () =>
      synthesizePipeline((build) => [
        { name: "Image", action: { type: "build", project: build, output: "image" } },
        { name: "Deploy", action: { type: "deploy", deployment: deployment("shop"), input, image } },
      ]);
    expect(invalid("source", "nothing")).toThrow(/stages\.Deploy\.input: got "source"; allowed: image/);
    expect(invalid("source", "nothing")).toThrow(/stages\.Deploy\.image: got "nothing"; allowed: image/);
    expect(invalid("image", "image")).toThrow(
      /stages\.Deploy\.image: got "image"; allowed: another artifact than input/,
    );
  });

  test("queued executions run in order", () => {
    expect(PIPELINE_DEFAULTS).toEqual({ executionMode: "superseded" });
    const queued = synthesizePipeline(buildApprovePublish, { executionMode: "queued" });
    expect(pipeline(queued)).toMatchObject({ execution_mode: "QUEUED", pipeline_type: "V2" });
    const parallel = { executionMode: "parallel" as never };
    expect(() => synthesizePipeline(buildApprovePublish, parallel)).toThrow(
      /executionMode: got "parallel"; allowed: superseded, queued/,
    );
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizePipeline(
        (build, publish) => [
          {
            name: "Source",
            action: { type: "build", project: build, input: "nothing", output: "source", namespace: "a b" },
          },
          { name: "Go live", action: { type: "approval", message: "" } },
          {
            name: "Go live",
            action: { type: "build", project: publish, output: "the site", environment: { API_KEY: "x" } },
          },
        ],
        {
          name: "shop site",
          source: { connectionArn, repository: "shop", branch: "release/*", paths: ["/web", ""] },
        },
      );
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/test\/delivery: name: got "shop site"; allowed: a pipeline name/);
    expect(invalid).toThrow(/source\.repository: got "shop"; allowed: owner\/name/);
    expect(invalid).toThrow(/source\.branch: got "release\/\*"; allowed: the name of one branch/);
    expect(invalid).toThrow(/source\.paths: got "\/web"; allowed: a path from the repository's root/);
    expect(invalid).toThrow(/source\.paths: got ""/);
    expect(invalid).toThrow(/stages: got "Source"; allowed: a name that no other stage has/);
    expect(invalid).toThrow(/stages: got "Go live"; allowed: at most 100 letters/);
    expect(invalid).toThrow(/stages: got "Go live"; allowed: a name that no other stage has/);
    expect(invalid).toThrow(/stages\.Source\.input: got "nothing"; allowed: source/);
    expect(invalid).toThrow(/stages\.Source\.output: got "source"; allowed: a name that no other artifact has/);
    expect(invalid).toThrow(/stages\.Source\.namespace: got "a b"; allowed: at most 100 letters, digits, @, _ and -/);
    expect(invalid).toThrow(/stages\.Go live\.message: got ""; allowed: 1 to 1000 characters/);
    expect(invalid).toThrow(/stages\.Go live\.output: got "the site"/);
    expect(invalid).toThrow(/stages\.Go live\.environment: got "API_KEY"; allowed: names without password, secret/);
  });

  test("a pipeline without stages, and a filter with no or too many paths, are refused", () => {
    expect(() => synthesizePipeline(() => [])).toThrow(/stages: got \[\]; allowed: 1 to 49 stages after the source/);
    const paths = (count: number) => Array.from({ length: count }, (_item, index) => `part-${index}/**`);
    for (const count of [0, 9]) {
      expect(() => synthesizePipeline(undefined, { source: { ...source, paths: paths(count) } })).toThrow(
        /source\.paths: got \[.*; allowed: 1 to 8 patterns/,
      );
    }
  });

  test("more than 49 stages are refused", () => {
    const approvals = Array.from({ length: 50 }, (_item, index): PipelineStage => {
      return { name: `Approve-${index}`, action: { type: "approval", message: "Look" } };
    });
    expect(() => synthesizePipeline(() => approvals)).toThrow(/allowed: 1 to 49 stages after the source/);
  });

  test("the addresses are these", () => {
    expect(synthesizePipeline().addresses).toMatchInlineSnapshot(`
     [
       "aws_codepipeline.delivery_pipeline_05BE4093",
       "aws_iam_role.build-role_2C1B4411",
       "aws_iam_role.delivery_role_8708125C",
       "aws_iam_role.publish-role_3BD0AF83",
       "aws_iam_role_policy.build-role_policy_42709DA5",
       "aws_iam_role_policy.delivery_role_policy_CA90C18D",
       "aws_iam_role_policy.publish-role_policy_7934DE6E",
       "data.aws_iam_policy_document.build-role_permissions_document_32672D41",
       "data.aws_iam_policy_document.build-role_trust_document_9A58CB93",
       "data.aws_iam_policy_document.delivery_role_permissions_document_0BBDC0C6",
       "data.aws_iam_policy_document.delivery_role_trust_document_C1E35A3D",
       "data.aws_iam_policy_document.publish-role_permissions_document_F4CCEDA0",
       "data.aws_iam_policy_document.publish-role_trust_document_EA13E875",
     ]
    `);
  });
});
