import { fixedCost } from "../../../tests/support/fixed-costs";
import { requirement } from "./requirement";

requirement(
  "SF-F1 estimates the document's databases, caches, gateways and tasks at list prices",
  (stack) => {
    // One instance in two zones at 656.27, two replicas at 328.50, and 500 GB at 0.23 and twice at 0.115.
    expect(fixedCost(stack, "aws_db_instance")).toBe("1543.27");
    // Two shards of three r6g.large at 0.206 an hour.
    expect(fixedCost(stack, "aws_elasticache_replication_group")).toBe("902.28");
    expect(fixedCost(stack, "aws_nat_gateway")).toBe("65.70");
    // Four tasks of the API and two of the worker, with 0.5 vCPU and 1 GB each, on ARM.
    expect(fixedCost(stack, "aws_ecs_service")).toBe("86.51");
    expect(fixedCost(stack, "aws_lb")).toBe("23.73");
  },
  [
    { type: "aws_db_instance", name: "database_instance", path: "multi_az", value: false },
    { type: "aws_db_instance", name: "database_instance", path: "allocated_storage", value: 400 },
    { type: "aws_elasticache_replication_group", path: "replicas_per_node_group", value: 1 },
    { type: "aws_ecs_service", name: "api", path: "desired_count", value: 2 },
    { type: "aws_ecs_task_definition", name: "api_task", path: "memory", value: "2048" },
    { type: "aws_lb", path: "internal", value: true },
  ],
);
