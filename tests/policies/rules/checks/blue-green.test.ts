import { readPlan } from "../../../../policies/engine/plan-input";
import { readConfiguration } from "../../../../policies/engine/synth-input";
import { worstStatusIn } from "../../iam/verdict";

const service = { name: "api", deployment_controller: [{ type: "CODE_DEPLOY" }] };
const created = { actions: ["create"], before: null, after: service, after_unknown: {} };
const plan = {
  resource_changes: [{ address: "aws_ecs_service.a", mode: "managed", type: "aws_ecs_service", change: created }],
};

describe("a service that CodeDeploy deploys", () => {
  test("may leave its task definition to CodeDeploy if a plan does not contain the lifecycle", () => {
    expect(worstStatusIn(readPlan({ name: "shop", plan }), "ECS-09", "plan")).toBe("unknown");
  });

  test("does not leave it if the configuration beside the plan has no lifecycle", () => {
    const config = { resource: { aws_ecs_service: { a: service } } };
    const input = readPlan({ name: "shop", plan, configuration: config });
    expect(worstStatusIn(input, "ECS-09", "plan")).toBe("fail");
    expect(worstStatusIn(readConfiguration({ name: "shop", config }), "ECS-09", "synth")).toBe("fail");
  });
});
