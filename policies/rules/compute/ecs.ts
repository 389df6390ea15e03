import { all, expectAt, fail, ifSet, isSet, notTrue, when } from "../../engine/checks";
import type { Resource } from "../../engine/resource";
import type { Check, Finding, Rule } from "../../engine/rule";
import { isEmpty, recordsOf, valueAt } from "../../engine/values";
import { leavesDeployments } from "./checks/blue-green";
import { confinementProblem, eachContainer, mutableImageProblem, plainSecretProblem } from "./checks/containers";
import { hasFargateSize } from "./checks/fargate-sizes";
import { hasTwoTasks, rollsBack, spansTwoZones } from "./checks/service-availability";

const TASK = "aws_ecs_task_definition";
const SERVICE = "aws_ecs_service";

const separateRoles: Check = ({ values }) => {
  const roles = [values["task_role_arn"], values["execution_role_arn"]];
  return roles.some(isEmpty) || roles[0] === roles[1]
    ? [fail("task_role_arn", "must be set, and differ from execution_role_arn")]
    : [];
};

const encryptsVolumes: Check = ({ values }) =>
  recordsOf(values["volume"]).flatMap((volume, index): readonly Finding[] => {
    const efs = volume["efs_volume_configuration"];
    return isEmpty(efs) || valueAt(efs, "transit_encryption") === "ENABLED"
      ? []
      : [fail(`volume[${index}].efs_volume_configuration`, "must encrypt in transit")];
  });

const isOneTask = ({ values }: Resource): boolean => values["scheduling_strategy"] === "DAEMON";

export const ECS_RULES: readonly Rule[] = [
  {
    id: "ECS-01",
    title: "ECS clusters use Container Insights and log ECS Exec sessions",
    severity: "low",
    rationale: "Without Container Insights, a container that runs out of memory goes unnoticed.",
    fix: "Set the setting containerInsights to enabled or enhanced, and execute_command_configuration.logging to DEFAULT or OVERRIDE.",
    controls: {
      fsbp: ["ECS.12"],
      nist: ["CA-7"],
      checkov: ["CKV_AWS_65", "CKV_AWS_223", "CKV_AWS_224"],
      trivy: ["AVD-AWS-0034"],
      nag: ["ECS4"],
    },
    types: ["aws_ecs_cluster"],
    relaxed: { dev: "off" },
    check: all(
      expectAt("setting", "must enable containerInsights", (value) =>
        recordsOf(value).some((one) => one["name"] === "containerInsights" && one["value"] !== "disabled"),
      ),
      expectAt("configuration.execute_command_configuration.logging", "must not be NONE", (value) => value !== "NONE"),
      ifSet(
        "configuration.execute_command_configuration",
        isSet("configuration.execute_command_configuration.kms_key_id"),
      ),
    ),
  },
  {
    id: "ECS-02",
    title: "ECS services have no public IP address, no ECS Exec in prod and a current platform version",
    severity: "high",
    rationale:
      "A public IP address bypasses the load balancer and its web ACL; a session in a container is an unreviewed change.",
    fix: "Set network_configuration.assign_public_ip and enable_execute_command to false, and platform_version to LATEST or 1.4.0.",
    controls: { fsbp: ["ECS.2", "ECS.10"], nist: ["AC-4(21)", "SI-2a"], checkov: ["CKV_AWS_332", "CKV_AWS_333"] },
    types: [SERVICE],
    check: all(
      notTrue("network_configuration.assign_public_ip"),
      when((_service, { profile }) => profile === "prod", notTrue("enable_execute_command")),
      expectAt("platform_version", "must be LATEST or 1.4.0", (value) =>
        [undefined, "LATEST", "1.4.0"].includes(value as string | undefined),
      ),
    ),
  },
  {
    id: "ECS-03",
    title: "Containers run without root, privileges or host access",
    severity: "high",
    rationale: "An attacker who breaks into a privileged container controls the host.",
    fix: "Set readonlyRootFilesystem to true and user to a non-root user; set neither privileged, nor host as pid_mode, ipc_mode or network_mode.",
    controls: {
      fsbp: ["ECS.1", "ECS.3", "ECS.4", "ECS.5", "ECS.17", "ECS.20"],
      nist: ["AC-6"],
      checkov: ["CKV_AWS_334", "CKV_AWS_335", "CKV_AWS_336"],
      nag: ["ECSTaskDefinitionUserForHostMode"],
    },
    types: [TASK],
    check: all(
      ...["pid_mode", "ipc_mode", "network_mode"].map((path) =>
        expectAt(path, "must not be host", (value) => value !== "host"),
      ),
      eachContainer(confinementProblem),
    ),
  },
  {
    id: "ECS-04",
    title: "Containers read secrets by reference",
    severity: "critical",
    rationale: "Everyone who may describe the task definition can read its environment variables.",
    fix: "Move the variable from environment to secrets, with valueFrom.",
    controls: { fsbp: ["ECS.8"], nist: ["IA-5(1)(c)"], trivy: ["AVD-AWS-0036"], nag: ["ECS2"] },
    types: [TASK],
    dependants: ["SEC-02"],
    check: eachContainer(plainSecretProblem),
  },
  {
    id: "ECS-05",
    title: "Containers write logs and have their own task role",
    severity: "high",
    rationale: "The execution role pulls images and reads secrets; the application must not inherit these permissions.",
    fix: "Set logConfiguration on each container, task_role_arn to a role other than execution_role_arn, and transit_encryption to ENABLED on EFS volumes.",
    controls: {
      fsbp: ["ECS.9", "ECS.18"],
      nist: ["AC-6", "AU-12"],
      checkov: ["CKV_AWS_249", "CKV_AWS_97"],
      trivy: ["AVD-AWS-0035"],
      nag: ["ECS7"],
    },
    types: [TASK],
    check: all(
      eachContainer((container) => (isEmpty(container["logConfiguration"]) ? "needs a log configuration" : undefined)),
      separateRoles,
      encryptsVolumes,
    ),
  },
  {
    id: "ECS-06",
    title: "ECS services roll back failed deployments and span two AZs",
    severity: "high",
    rationale: "Without a rollback, a broken image stays until somebody intervenes; a single task is lost with its AZ.",
    fix: "Set deployment_circuit_breaker.enable and rollback to true, or deploy with CodeDeploy and alarms; run at least two tasks in subnets of two AZs.",
    awsError:
      "InvalidParameterException: Unable to update task definition on services with a CODE_DEPLOY deployment controller",
    controls: { nist: ["CP-2(5)", "SI-2a"] },
    types: [SERVICE],
    relaxed: { dev: "off" },
    check: all(
      rollsBack,
      when((service) => !isOneTask(service), hasTwoTasks),
      spansTwoZones,
    ),
  },
  {
    id: "ECS-07",
    title: "Containers run images with a fixed digest or tag",
    severity: "medium",
    rationale: "With the tag latest, two tasks of one service can run different code.",
    fix: "Name the image by digest, or by a tag of an immutable repository.",
    controls: { nist: ["SI-2a"] },
    types: [TASK],
    relaxed: { dev: "off" },
    check: eachContainer(mutableImageProblem),
  },
  {
    id: "ECS-08",
    title: "Fargate tasks have a supported size",
    severity: "medium",
    rationale: "Fargate supports fixed combinations of CPU and memory; AWS rejects all others at apply.",
    fix: "Set memory to a value that Fargate offers for cpu, for example 1024 to 4096 for 512.",
    awsError: "ClientException: No Fargate configuration exists for given values",
    controls: { nist: ["CP-2"] },
    types: [TASK],
    check: hasFargateSize,
  },
  {
    id: "ECS-09",
    title: "Services that CodeDeploy deploys ignore what deployments change",
    severity: "high",
    rationale:
      "A deployment changes the task definition and the target group; the next apply would undo it, and ECS refuses that.",
    fix: "Add task_definition and load_balancer to lifecycle.ignore_changes of the service.",
    awsError:
      "InvalidParameterException: Unable to update task definition on services with a CODE_DEPLOY deployment controller",
    controls: { nist: ["CM-3a", "SI-2a"] },
    types: [SERVICE],
    check: leavesDeployments,
  },
];
