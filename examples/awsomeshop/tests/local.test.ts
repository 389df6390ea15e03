import http from "node:http";
import type { AddressInfo } from "node:net";
import type { TestStack } from "groundplan/testing";
import { exampleFixture } from "../../../tests/support/synthesized";
import { createServer } from "../local/server";

const stack = exampleFixture("awsomeshop", "prod");

interface Container {
  readonly portMappings: readonly { readonly containerPort: number }[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
}

function containerOf(source: TestStack): Container {
  const [container] = JSON.parse(String(source.resource("aws_ecs_task_definition")["container_definitions"])) as [
    Container,
  ];
  return container;
}

/** Variables as ECS sets them: values, and for secrets their content. */
function variablesOf({ environment, secrets }: Container): Record<string, string> {
  const plain = environment.map(({ name, value }) => [name, value] as const);
  return Object.fromEntries([...plain, ...secrets.map(({ name }) => [name, "from Secrets Manager"] as const)]);
}

const health = stack.resource("aws_lb_target_group")["health_check"] as { path: string; matcher: string };

async function withServer<Result>(
  variables: Readonly<Record<string, string>>,
  use: (port: number, server: http.Server) => Promise<Result>,
): Promise<Result> {
  const server = createServer(variables);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use((server.address() as AddressInfo).port, server);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const get = async (port: number, path: string) => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, body: (await response.json()) as unknown };
};

describe("the stand-in of the application", () => {
  const container = containerOf(stack);
  const variables = variablesOf(container);

  test("answers the health check of the target group with the variables of the task definition", async () => {
    const answer = await withServer(variables, (port) => get(port, health.path));
    expect(answer).toEqual({ status: Number(health.matcher), body: { missing: [] } });
  });

  test.each(Object.keys(variables).filter((name) => !/^(?:LOG_LEVEL|METRICS_NAMESPACE)$/.test(name)))(
    "fails the health check without the variable %s",
    async (name) => {
      const { [name]: _removed, ...others } = variables;
      const answer = await withServer(others, (port) => get(port, health.path));
      expect(answer).toEqual({ status: 503, body: { missing: [name] } });
    },
  );

  test("serves every path that the listener rule forwards", async () => {
    const [condition] = stack.resource("aws_lb_listener_rule")["condition"] as [{ path_pattern: { values: string[] } }];
    expect(condition.path_pattern.values).toEqual(["/*"]);
    const answer = await withServer(variables, (port) => get(port, "/products/mug"));
    expect(answer).toEqual({ status: 200, body: { path: "/products/mug" } });
  });

  test("keeps idle connections longer than the load balancer", async () => {
    const idleSeconds = Number(stack.resource("aws_lb")["idle_timeout"]);
    const keepAlive = await withServer(variables, (_port, server) => Promise.resolve(server.keepAliveTimeout));
    expect(keepAlive).toBeGreaterThan(idleSeconds * 1_000);
  });

  test("listens on the port of container, target group and security groups", () => {
    const { portMappings } = container;
    const [{ container_port: registered }] = stack.resource("aws_ecs_service")["load_balancer"] as [
      { container_port: number },
    ];
    const ingress = stack.resource("aws_vpc_security_group_ingress_rule", "from-load-balancer");
    const port = stack.resource("aws_lb_target_group")["port"];
    expect([portMappings[0]!.containerPort, registered, ingress["from_port"], port]).toEqual([8000, 8000, 8000, 8000]);
  });
});
