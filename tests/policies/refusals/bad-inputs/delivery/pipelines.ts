import { type BadInput, refused } from "../bad-input";

const ROLE = "arn:aws:iam::123456789012:role/delivery";
const SOURCE = {
  name: "source",
  action: [
    {
      name: "source",
      category: "Source",
      owner: "AWS",
      provider: "S3",
      version: "1",
      output_artifacts: ["code"],
      configuration: { S3Bucket: "shop", S3ObjectKey: "code.zip", PollForSourceChanges: "false" },
    },
  ],
};
const BUILD_ACTION = {
  name: "build",
  category: "Build",
  owner: "AWS",
  provider: "CodeBuild",
  version: "1",
  input_artifacts: ["code"],
  configuration: { ProjectName: "build" },
};
const BUILD = { name: "build", action: [BUILD_ACTION] };
const pipeline = (changes: object) => ({
  aws_codepipeline: {
    shop: {
      name: "shop",
      role_arn: ROLE,
      pipeline_type: "V2",
      artifact_store: [{ location: "shop-artifacts", type: "S3" }],
      stage: [SOURCE, BUILD],
      ...changes,
    },
  },
});

export const PIPELINES: readonly BadInput[] = [
  refused(
    "pf-codepipeline-v1-execution-mode",
    "aws_codepipeline.shop execution_mode",
    "execution_mode 'QUEUED' needs pipeline_type V2 but the pipeline is V1",
    pipeline({ pipeline_type: "V1", execution_mode: "QUEUED" }),
  ),
  refused(
    "pf-codepipeline-v1-variables",
    "aws_codepipeline.shop variable",
    "the pipeline declares 1 variable(s) but is V1",
    pipeline({ pipeline_type: "V1", variable: [{ name: "stage", default_value: "prod" }] }),
  ),
  refused(
    "pf-codepipeline-first-stage-source-only",
    "aws_codepipeline.shop stage[0].action[1].category",
    "the first stage holds action 'build' of category 'Build'",
    pipeline({ stage: [{ name: "source", action: [...SOURCE.action, BUILD_ACTION] }, BUILD] }),
  ),
  refused(
    "pf-codepipeline-source-action-first-stage-only",
    "aws_codepipeline.shop stage[1].action[1].category",
    "stage 'build' is not the first stage but holds source action 'again'",
    pipeline({
      stage: [
        SOURCE,
        { name: "build", action: [BUILD_ACTION, { ...SOURCE.action[0], name: "again", output_artifacts: ["more"] }] },
      ],
    }),
  ),
  refused(
    "pf-codepipeline-stage-names-unique",
    "aws_codepipeline.shop stage[2].name",
    "stage name 'build' is used by stages 1 and 2",
    pipeline({ stage: [SOURCE, BUILD, BUILD] }),
  ),
  refused(
    "pf-codepipeline-action-type-id-combination",
    "aws_codepipeline.shop stage[1].action[0]",
    "action 'build' pairs category 'Deploy' with the AWS provider",
    pipeline({ stage: [SOURCE, { name: "build", action: [{ ...BUILD_ACTION, category: "Deploy" }] }] }),
  ),
  refused(
    "pf-codepipeline-variable-names-unique",
    "aws_codepipeline.shop variable[1].name",
    "variable name 'stage' is used by entries 0 and 1",
    pipeline({
      variable: [
        { name: "stage", default_value: "a" },
        { name: "stage", default_value: "b" },
      ],
    }),
  ),
  refused(
    "pf-codepipeline-non-source-stage-required",
    "aws_codepipeline.shop stage",
    "every action in the pipeline has category Source",
    pipeline({
      stage: [SOURCE, { ...SOURCE, name: "more", action: [{ ...SOURCE.action[0], output_artifacts: ["more"] }] }],
    }),
  ),
  refused(
    "E3701",
    "aws_codepipeline.shop ",
    "InputArtifact 'nothing' in stage 'build' action 'build' does not",
    pipeline({ stage: [SOURCE, { name: "build", action: [{ ...BUILD_ACTION, input_artifacts: ["nothing"] }] }] }),
  ),
];
