import { requirementsOf } from "../../../tests/support/requirements";
import { exampleFixture } from "../../../tests/support/synthesized";
import type { TestStack } from "groundplan/testing";
import { requirement } from "./requirement";

const ofDelivery = requirementsOf(exampleFixture("shopflow", "delivery"));
const PIPELINE = "aws_codepipeline";
const GROUP = "aws_codedeploy_deployment_group";

interface Action {
  readonly category: string;
  readonly provider: string;
  readonly input_artifacts?: readonly string[];
  readonly output_artifacts?: readonly string[];
  readonly configuration: Readonly<Record<string, string>>;
}

interface Stage {
  readonly name: string;
  readonly action: readonly Action[];
}

const stagesOf = (stack: TestStack): readonly Stage[] => stack.resource(PIPELINE)["stage"] as Stage[];
const actionOf = (stack: TestStack, name: string): Action => {
  const stage = stagesOf(stack).find((one) => one.name === name);
  if (!stage) throw new Error(`no stage ${name}`);
  return stage.action[0]!;
};

ofDelivery(
  "SF-P1 takes the source from GitHub, builds an image into ECR, and deploys to dev, staging and prod in order",
  (stack) => {
    expect(stagesOf(stack).map(({ name, action: [action] }) => `${name} ${action!.provider}`)).toEqual([
      "Source CodeStarSourceConnection",
      "Test CodeBuild",
      "Image CodeBuild",
      "Prepare-dev CodeBuild",
      "Deploy-dev CodeDeployToECS",
      "Worker-dev CodeBuild",
      "Approve-staging Manual",
      "Prepare-staging CodeBuild",
      "Deploy-staging CodeDeployToECS",
      "Worker-staging CodeBuild",
      "Approve-prod Manual",
      "Prepare-prod CodeBuild",
      "Deploy-prod CodeDeployToECS",
      "Worker-prod CodeBuild",
    ]);
    expect(actionOf(stack, "Source").configuration).toMatchObject({
      FullRepositoryId: "example/shopflow",
      BranchName: "main",
    });
    expect(stack.resource("aws_codestarconnections_connection")["provider_type"]).toBe("GitHub");
    expect(stack.resource(PIPELINE)).toMatchObject({ pipeline_type: "V2", execution_mode: "QUEUED" });
    expect(stack.resource("aws_ecr_repository", /^images_/)).toMatchObject({
      name: "shopflow",
      image_tag_mutability: "IMMUTABLE",
      image_scanning_configuration: { scan_on_push: true },
    });
  },
  [
    { type: PIPELINE, path: "stage.6.action.0.provider", value: "CodeBuild" },
    { type: PIPELINE, path: "stage.10.name", value: "Approve" },
    { type: PIPELINE, path: "stage.12.action.0.provider", value: "ECS" },
    { type: PIPELINE, path: "stage.0.action.0.configuration.BranchName", value: "develop" },
    { type: PIPELINE, path: "execution_mode", value: "SUPERSEDED" },
    { type: "aws_codestarconnections_connection", path: "provider_type", value: "Bitbucket" },
  ],
);

ofDelivery(
  "SF-P1 deploys one digest to every environment",
  (stack) => {
    expect(actionOf(stack, "Image").output_artifacts).toEqual(["image"]);
    const builders = stagesOf(stack).filter(({ action: [one] }) => one!.output_artifacts?.includes("image"));
    expect(builders).toHaveLength(1);
    for (const name of ["dev", "staging", "prod"]) {
      const files = `deployment-${name}`;
      expect(actionOf(stack, `Prepare-${name}`)).toMatchObject({
        input_artifacts: ["image"],
        output_artifacts: [files],
      });
      expect(actionOf(stack, `Worker-${name}`)).toMatchObject({ input_artifacts: [files] });
      const application = name === "prod" ? "shopflow-api" : `shopflow-${name}-api`;
      expect(actionOf(stack, `Deploy-${name}`)).toMatchObject({
        input_artifacts: [files, "image"],
        configuration: {
          ApplicationName: application,
          DeploymentGroupName: application,
          TaskDefinitionTemplateArtifact: files,
          AppSpecTemplateArtifact: files,
          Image1ArtifactName: "image",
        },
      });
    }
  },
  [
    { type: PIPELINE, path: "stage.2.action.0.output_artifacts", value: ["other"] },
    { type: PIPELINE, path: "stage.7.action.0.input_artifacts", value: ["source"] },
    { type: PIPELINE, path: "stage.12.action.0.configuration.Image1ArtifactName", value: "source" },
    { type: PIPELINE, path: "stage.12.action.0.configuration.ApplicationName", value: "shopflow-dev-api" },
    { type: PIPELINE, path: "stage.13.action.0.input_artifacts", value: ["deployment-staging"] },
  ],
);

test("SF-P1 passes the roles of the services of each environment only, by the names that these have", () => {
  const stack = exampleFixture("shopflow", "delivery");
  const passed = (name: string) =>
    stack
      .statements(name)
      .filter(({ actions }) => (actions as string[]).includes("iam:PassRole"))
      .map(({ resources }) => resources as string[]);
  const roles = (service: string) =>
    ["execution", "task"].map((kind) => `arn:aws:iam::123456789012:role/${service}-${kind}`);
  const services = ["shopflow-dev-api", "shopflow-staging-api", "shopflow-api"];
  expect(passed("pipeline_role_permissions")).toEqual(services.map(roles));
  expect(passed("prod-prepare_role_permissions")).toEqual([roles("shopflow-worker")]);
  const prod = exampleFixture("shopflow", "prod");
  const named = Object.values(prod.resources("aws_iam_role")).map(({ name }) => name);
  for (const service of ["shopflow-api", "shopflow-worker"]) {
    expect(named).toEqual(expect.arrayContaining([`${service}-execution`, `${service}-task`]));
  }
});

requirement(
  "SF-P1 moves 10 % of the traffic for five minutes, and all of it back on a failure or an alarm",
  (stack) => {
    expect(stack.resource("aws_codedeploy_app")).toMatchObject({ name: "shopflow-api", compute_platform: "ECS" });
    expect(stack.resource(GROUP)).toMatchObject({
      deployment_config_name: "CodeDeployDefault.ECSCanary10Percent5Minutes",
      deployment_style: { deployment_option: "WITH_TRAFFIC_CONTROL", deployment_type: "BLUE_GREEN" },
      auto_rollback_configuration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
      alarm_configuration: {
        enabled: true,
        alarms: ["load-balancer-api-healthy-targets", "load-balancer-5xx", "load-balancer-latency"].map(
          (name) => expect.stringMatching(new RegExp(`alarms_${name}_\\w+\\.alarm_name`)) as string,
        ),
      },
      blue_green_deployment_config: {
        terminate_blue_instances_on_deployment_success: { termination_wait_time_in_minutes: 15 },
      },
    });
    expect(stack.resource("aws_ecs_service", "api_service")).toMatchObject({
      deployment_controller: { type: "CODE_DEPLOY" },
      lifecycle: { ignore_changes: expect.arrayContaining(["task_definition", "load_balancer", "desired_count"]) },
    });
    expect(stack.resource("aws_ecs_service", "worker_service")).toMatchObject({
      lifecycle: { ignore_changes: ["task_definition", "desired_count"] },
    });
  },
  [
    { type: "aws_codedeploy_app", path: "compute_platform", value: "Lambda" },
    { type: GROUP, path: "deployment_config_name", value: "CodeDeployDefault.ECSAllAtOnce" },
    { type: GROUP, path: "auto_rollback_configuration.enabled", value: false },
    { type: GROUP, path: "auto_rollback_configuration.events", value: ["DEPLOYMENT_FAILURE"] },
    { type: GROUP, path: "alarm_configuration.alarms", value: [] },
    { type: "aws_ecs_service", name: "api_service", path: "deployment_controller.type", value: "ECS" },
    { type: "aws_ecs_service", name: "worker_service", path: "lifecycle.ignore_changes", value: [] },
  ],
);
