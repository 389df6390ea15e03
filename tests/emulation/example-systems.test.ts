import path from "node:path";
import type { TerraformJson } from "../../modules/core";
import { withoutResources } from "../../tools/emulation/excluded-resources";
import { withFixtures } from "../../tools/emulation/fixtures";
import { KNOWN_GAPS } from "../../tools/emulation/known-gaps";
import { exampleModuleNames, moduleStack } from "../../tools/emulation/readme-examples";
import { exampleFolder, exampleStack, stackNamesIn } from "../support/synthesized";

const root = path.resolve(__dirname, "../..");

/** Systems that are emulated by the README examples of their modules, and not as a whole. */
const SYSTEMS = ["awsomeshop", "shopflow"];

/** Types of these systems that no README example contains, and why. */
const IN_NO_EXAMPLE: Readonly<Record<string, string>> = {
  aws_codestarnotifications_notification_rule: "moto has no API of CodeStar Notifications",
  aws_db_instance_automated_backups_replication: "moto does not replicate automated backups",
  aws_ecr_lifecycle_policy: "the smallest pipeline has no repository of images",
  aws_ecr_repository: "the smallest pipeline has no repository of images",
  aws_s3_bucket_cors_configuration: "the smallest bucket allows no other origin",
  aws_s3_object: "no example writes a file into a bucket",
};

/** Types that moto refuses, or that depend on one that it refuses, in every README example. */
const REFUSED = [
  "aws_backup_restore_testing_plan",
  "aws_backup_restore_testing_selection",
  "aws_backup_selection",
  "aws_backup_vault_policy",
  "aws_budgets_budget",
  "aws_cloudfront_distribution",
  "aws_cloudfront_function",
  "aws_cloudfront_response_headers_policy",
  "aws_cloudwatch_log_delivery",
  "aws_cloudwatch_log_delivery_source",
  "aws_codebuild_project",
  "aws_codedeploy_app",
  "aws_codedeploy_deployment_group",
  "aws_codepipeline",
  "aws_codestarconnections_connection",
  "aws_elasticache_parameter_group",
  "aws_elasticache_replication_group",
  "aws_s3_bucket_logging",
];

const examples = exampleModuleNames(root).map((name) => ({
  name,
  config: withFixtures(name, moduleStack(root, name).config),
}));

const typesOf = ({ resource }: TerraformJson): string[] => Object.keys(resource ?? {});

/** Resources that moto refuses to plan or to create. Each run of the emulation checks these known gaps. */
function refusedIn(name: string, { resource }: TerraformJson): string[] {
  const refused = Object.entries(KNOWN_GAPS[name] ?? {}).filter(([, gaps]) =>
    gaps.some((gap) => "refuses" in gap && gap.refuses !== "destroy"),
  );
  return refused.flatMap(([type]) => Object.keys(resource?.[type] ?? {}).map((id) => `${type}.${id}`));
}

const inExamples = new Set(examples.flatMap(({ config }) => typesOf(config)));

/** Types that moto creates: those of the examples without the refused resources and their dependents. */
const emulated = new Set(
  examples.flatMap(({ name, config }) => typesOf(withoutResources(config, refusedIn(name, config)))),
);

const types = SYSTEMS.flatMap((example) =>
  stackNamesIn(exampleFolder(example)).flatMap((stack) => typesOf(exampleStack(example, stack).config)),
);
const inSystems = [...new Set(types)].sort();

describe("the resource types of AWSomeShop and ShopFlow", () => {
  test("are in README examples, except those with a reason", () => {
    expect(inSystems.filter((type) => !inExamples.has(type))).toEqual(Object.keys(IN_NO_EXAMPLE));
  });

  test("are emulated, except those that moto refuses and their dependents", () => {
    const skipped = inSystems.filter((type) => inExamples.has(type) && !emulated.has(type));
    expect(skipped).toEqual(REFUSED);
    const applied = inSystems.filter((type) => emulated.has(type));
    expect(applied).toHaveLength(inSystems.length - REFUSED.length - Object.keys(IN_NO_EXAMPLE).length);
    expect(applied).toEqual(expect.arrayContaining(["aws_db_instance", "aws_ecs_service", "aws_lb", "aws_sqs_queue"]));
  });
});
