import { fixedCost } from "../../../tests/support/fixed-costs";
import { requirement } from "./requirement";

requirement(
  "AW-F1 estimates the document's tasks and database at the document's amounts",
  (stack) => {
    expect(fixedCost(stack, "aws_ecs_service")).toBe("36.04");
    expect(fixedCost(stack, "aws_db_instance", "instance")).toBe("12.41");
    expect(fixedCost(stack, "aws_db_instance", "storage")).toBe("2.30");
    // 730 hours in place of the document's 720.
    expect(fixedCost(stack, "aws_nat_gateway")).toBe("32.85");
    expect(fixedCost(stack, "aws_lb", "load balancer")).toBe("16.43");
  },
  [
    { type: "aws_ecs_service", path: "desired_count", value: 3 },
    { type: "aws_ecs_task_definition", path: "cpu", value: "1024" },
    { type: "aws_db_instance", path: "instance_class", value: "db.t3.small" },
    { type: "aws_db_instance", path: "allocated_storage", value: 30 },
    { type: "aws_lb", path: "load_balancer_type", value: "gateway" },
  ],
);
