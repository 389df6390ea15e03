import type { MistakenConfig } from "./mistake";

type Blocks = NonNullable<MistakenConfig["resource"]>;

export const vpc = { v: { cidr_block: "10.0.0.0/16" } };
export const subnet = (over: object = {}): object => ({
  vpc_id: "${aws_vpc.v.id}",
  cidr_block: "10.0.1.0/24",
  ...over,
});
export const role = (over: object = {}): object => ({ assume_role_policy: "{}", name: "r", ...over });
export const topic = { t: { name: "t" } };
export const group = (over: object): Blocks => ({
  aws_vpc: vpc,
  aws_security_group: { g: { name: "g", vpc_id: "${aws_vpc.v.id}", ...over } },
});
export const alarm = (over: object): object => ({
  alarm_name: "a",
  comparison_operator: "GreaterThanThreshold",
  evaluation_periods: 1,
  ...over,
});
export const rule = (statement: object): Blocks => ({
  aws_wafv2_web_acl: {
    w: {
      name: "w",
      scope: "REGIONAL",
      default_action: { allow: {} },
      visibility_config: { cloudwatch_metrics_enabled: true, metric_name: "w", sampled_requests_enabled: true },
      rule: [
        {
          name: "r",
          priority: 1,
          action: { block: {} },
          statement,
          visibility_config: { cloudwatch_metrics_enabled: true, metric_name: "r", sampled_requests_enabled: true },
        },
      ],
    },
  },
});
export const field = { field_to_match: { method: {} }, text_transformation: [{ priority: 0, type: "NONE" }] };
export const pipeline = (stages: number): Blocks => ({
  aws_codepipeline: {
    p: {
      name: "p",
      role_arn: "arn:aws:iam::111122223333:role/p",
      artifact_store: [{ location: "b", type: "S3" }],
      stage: Array.from({ length: stages }, (_, index) => ({
        name: `s${index}`,
        action: [{ category: "Build", name: "a", owner: "AWS", provider: "CodeBuild", version: "1" }],
      })),
    },
  },
});
