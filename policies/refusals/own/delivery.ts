import { fail } from "../../engine/checks";
import type { Resource, Values } from "../../engine/resource";
import type { Check } from "../../engine/rule";
import { isEmpty, isUnresolved, listOf, recordsOf, valueAt } from "../../engine/values";
import { ifPresent } from "./conditions";
import { GUIDES, type OwnRefusal } from "./own-refusal";

const GUIDE = `${GUIDES}/codedeploy/latest/userguide`;
/** Deployment configurations of AWS for functions and tasks. */
const CONFIGURATIONS = [
  "LambdaAllAtOnce",
  ...[5, 10, 15, 30].map((minutes) => `LambdaCanary10Percent${minutes}Minutes`),
  "LambdaLinear10PercentEvery1Minute",
  ...[2, 3, 10].map((minutes) => `LambdaLinear10PercentEvery${minutes}Minutes`),
  "ECSAllAtOnce",
  ...[5, 15].map((minutes) => `ECSCanary10Percent${minutes}Minutes`),
  ...[1, 3].map((minutes) => `ECSLinear10PercentEvery${minutes}Minutes`),
].map((name) => `CodeDeployDefault.${name}`);
/** Names of other platforms are not judged. */
const FOR_FUNCTIONS_AND_TASKS = /^CodeDeployDefault\.(?:Lambda|ECS)/;
const REQUIRED_KEYS = [
  "ApplicationName",
  "DeploymentGroupName",
  "TaskDefinitionTemplateArtifact",
  "AppSpecTemplateArtifact",
];

const PAIR = "load_balancer_info.target_group_pair_info";

const pairsOf = ({ values }: Resource): readonly Values[] =>
  recordsOf(values["load_balancer_info"]).flatMap((info) => recordsOf(info["target_group_pair_info"]));

const hasTwoGroups: Check = (group) =>
  pairsOf(group)
    .map((pair) => recordsOf(pair["target_group"]).length)
    .filter((count) => count !== 2)
    .map((count) => fail(`${PAIR}.target_group`, `must be two target groups, got ${count}`));

const hasOneListener: Check = (group) =>
  pairsOf(group)
    .flatMap((pair) => recordsOf(pair["prod_traffic_route"]))
    .map(({ listener_arns: listeners }) => listOf(listeners).length)
    .filter((count) => count > 1)
    .map((count) => fail(`${PAIR}.prod_traffic_route.listener_arns`, `must be one listener, got ${count}`));

const hasKeysOfEcs: Check = ({ values }) =>
  recordsOf(values["stage"]).flatMap((stage, position) =>
    recordsOf(stage["action"]).flatMap((action, index) => {
      const { provider, owner, configuration } = action;
      if (provider !== "CodeDeployToECS" || owner !== "AWS" || isUnresolved(configuration)) return [];
      const missing = REQUIRED_KEYS.filter((key) => isEmpty(valueAt(configuration, key)));
      const path = `stage[${position}].action[${index}].configuration`;
      return missing.length === 0 ? [] : [fail(path, `must have ${missing.join(", ")}`)];
    }),
  );

export const DELIVERY: readonly OwnRefusal[] = [
  {
    id: "gp-codedeploy-configuration-name",
    title: "Deployment configurations of AWS exist",
    fix: `Choose one of ${CONFIGURATIONS.join(", ")}.`,
    documentation: `${GUIDE}/deployment-configurations.html`,
    types: ["aws_codedeploy_deployment_group"],
    check: ifPresent("deployment_config_name", "must be a configuration that exists", (value) => {
      const name = String(value);
      return !FOR_FUNCTIONS_AND_TASKS.test(name) || CONFIGURATIONS.includes(name);
    }),
  },
  {
    id: "gp-codedeploy-target-group-pair",
    title: "Blue/green deployments of tasks have two target groups",
    fix: "Add the second target group to target_group_pair_info.",
    documentation: `${GUIDE}/deployment-groups-create-ecs.html`,
    types: ["aws_codedeploy_deployment_group"],
    check: hasTwoGroups,
  },
  {
    id: "gp-codedeploy-traffic-route",
    title: "Traffic routes of blue/green deployments name one listener",
    fix: "Leave one ARN in prod_traffic_route.listener_arns.",
    documentation: `${GUIDES}/codedeploy/latest/APIReference/API_TrafficRoute.html`,
    types: ["aws_codedeploy_deployment_group"],
    check: hasOneListener,
  },
  {
    id: "gp-codepipeline-ecs-keys",
    title: "Actions that deploy to ECS by CodeDeploy have the keys that they require",
    fix: `Set ${REQUIRED_KEYS.join(", ")} in configuration.`,
    documentation: `${GUIDES}/codepipeline/latest/userguide/action-reference-ECSbluegreen.html`,
    types: ["aws_codepipeline"],
    check: hasKeysOfEcs,
  },
];
