import type { Rule } from "../../engine/rule";
import { hasOwnMetric, tracksNoMovedRequests } from "./checks/scaling-metrics";

const POLICY = "aws_appautoscaling_policy";

export const APPLICATION_AUTO_SCALING_RULES: readonly Rule[] = [
  {
    id: "SCA-01",
    title: "A metric has one scaling policy for each target",
    severity: "medium",
    rationale: "A policy that steps down and one that tracks the same metric undo each other without end.",
    fix: "Remove target_tracking_scaling_policy_configuration or step_scaling_policy_configuration, or choose another metric for one of them.",
    controls: { nist: ["CP-2"] },
    types: [POLICY],
    check: hasOwnMetric,
  },
  {
    id: "SCA-02",
    title: "Services that CodeDeploy deploys do not scale by requests per target",
    severity: "high",
    rationale:
      "A policy names one target group. After a deployment the tasks are behind another one, and the metric stays empty.",
    fix: "Set predefined_metric_type to ECSServiceAverageCPUUtilization, or step on an alarm of the requests of both target groups.",
    documentation: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html",
    controls: { nist: ["CP-2"] },
    types: [POLICY],
    check: tracksNoMovedRequests,
  },
];
