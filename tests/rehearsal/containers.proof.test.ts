import { EcsCluster, FargateService, ScheduledTask, ServiceScaling } from "../../modules/compute/containers";
import { ApplicationLoadBalancer } from "../../modules/compute/load-balancing";
import type { AwsStack } from "../../modules/core";
import { Bucket } from "../../modules/data/storage";
import { Certificate } from "../../modules/edge/dns";
import { Queue } from "../../modules/messaging";
import { Network } from "../../modules/network";
import { EncryptionKey } from "../../modules/security";
import { rehearse, synthesizeStack } from "../../testing";

const deletable = { deletionProtection: false } as const;
const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/0b1c2d3e-0000-4000-8000-000000000000";

/** A service behind a load balancer that scales by steps, and a task that runs every day. */
function define(stack: AwsStack<"us-east-1">): void {
  const key = new EncryptionKey(stack, "key", { name: "shop", description: "Logs", services: ["logs"], ...deletable });
  const availabilityZones = ["us-east-1a", "us-east-1b"];
  const network = new Network(stack, "network", { name: "shop", cidr: "10.0.0.0/16", availabilityZones, logKey: key });
  const placement = network.privatePlacement;
  const balancer = new ApplicationLoadBalancer(stack, "balancer", {
    name: "shop",
    placement,
    exposure: { from: "internal" },
    certificate: Certificate.fromArn(stack, "certificate", { certificateArn }),
    accessLogs: new Bucket(stack, "logs", { name: "shop-logs", intent: "logs", ...deletable }),
    webAclArn: "none",
    ...deletable,
  });
  const health = { path: "/health" };
  const target = balancer.addTargetGroup("api", { name: "shop-api", port: 3000, priority: 10, health });
  const image = `111122223333.dkr.ecr.us-east-1.amazonaws.com/shop@sha256:${"0".repeat(64)}`;
  const tasks = { cluster: new EcsCluster(stack, "containers", { name: "shop", logKey: key }), placement, logKey: key };
  const service = new FargateService(stack, "api", {
    ...tasks,
    name: "shop-api",
    container: { image, port: 3000 },
    tracing: { collector: "adot", image },
    size: { cpu: 512, memoryMib: 1024 },
    deployment: { controller: "rolling", target },
  });
  const steps = { cpuPercent: { high: 70, low: 30 } };
  new ServiceScaling(stack, "scaling", { name: "shop-api", service, minTasks: 2, maxTasks: 10, steps });
  new ScheduledTask(stack, "report", {
    ...tasks,
    name: "shop-report",
    container: { image },
    size: { cpu: 256, memoryMib: 512 },
    expression: "rate(1 day)",
    deadLetterQueue: new Queue(stack, "unstarted", { name: "shop-unstarted", key, ...deletable }),
  });
}

test("a service and a scheduled task live a whole life, with an empty second plan", async () => {
  const [applied] = await rehearse(synthesizeStack(define));
  expect(Object.keys(applied.resources("aws_ecs_service"))).toHaveLength(1);
  expect(Object.keys(applied.resources("aws_scheduler_schedule"))).toHaveLength(1);
}, 300_000);
