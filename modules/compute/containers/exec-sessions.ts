import type { Construct } from "constructs";
import { sidOf, type Grantee } from "../../core";

/** Allows a task role to open ECS Exec sessions and to write their log, whose group is given by its ARN. */
export function grantExecTo(grantee: Grantee, cluster: Construct, logGroupArn: string): void {
  grantee.addStatement({
    sid: sidOf("OpenExecChannels", cluster),
    actions: [
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ],
    resources: ["*"],
    unscopedBecause: "the channels of a session have no resource that a policy could name",
  });
  grantee.addStatement({
    sid: sidOf("FindExecLog", cluster),
    actions: ["logs:DescribeLogGroups"],
    resources: ["*"],
    unscopedBecause: "CloudWatch Logs lists log groups for whole accounts only",
  });
  grantee.addStatement({
    sid: sidOf("WriteExecLog", cluster),
    actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    resources: [`${logGroupArn}:*`],
  });
}
