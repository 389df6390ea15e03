import { Construct } from "constructs";
import {
  EcsCluster,
  FargateService,
  type BlueGreenTarget,
  type ContainerSettings,
  type FargateServiceProps,
  type ServiceTarget,
} from "../../../../modules/compute/containers";
import type { AwsStack } from "../../../../modules/core";

export const container: ContainerSettings = {
  image: `111122223333.dkr.ecr.us-east-1.amazonaws.com/shop@sha256:${"0".repeat(64)}`,
};

export const logKey = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
  region: "us-east-1",
  grantUse: () => {},
} as const;

const loadBalancer = { peerName: "balancer", securityGroupId: "sg-0b" };
const targetGroup = (id: string): string =>
  `arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/shop-api-3000/${id}`;

/** A target group that listens on port 3000. */
export const target = Object.assign(
  (stack: AwsStack): ServiceTarget =>
    Object.assign(new Construct(stack, "target"), { targetGroupArn: target.arn, port: 3000, loadBalancer }),
  { arn: targetGroup("0a1b") },
);

/** A pair of target groups that listen on port 3000. */
export const blueGreenTarget = (stack: AwsStack): BlueGreenTarget =>
  Object.assign(new Construct(stack, "pair"), { blueTargetGroupArn: target.arn, port: 3000, loadBalancer });

/** A worker of two tasks that ECS replaces step by step. */
export function createService(
  stack: AwsStack,
  differences: Partial<FargateServiceProps> = {},
  id = "service",
): FargateService {
  const { cluster } = differences;
  return new FargateService(stack, id, {
    name: "shop-api",
    container,
    size: { cpu: 512, memoryMib: 1024 },
    placement: {
      vpcId: "vpc-0a1b",
      subnetIds: ["subnet-0a", "subnet-0b"],
      availabilityZones: ["us-east-1a", "us-east-1b"],
    },
    deployment: { controller: "rolling" },
    logKey,
    ...differences,
    cluster: cluster ?? new EcsCluster(stack, "containers", { name: "shop", logKey }),
  });
}
