import {
  apiPaths,
  commands,
  metricNamespace,
  metricService,
  metrics,
  migrateTimeoutSeconds,
  orderQueue,
  outboxSchedule,
  parameterNames,
  paymentWorkflow,
  resourceServer,
  routes,
  siteParameters,
} from "../../app/contract";
import type { TestStack } from "../../testing";
import { synthesizedStack } from "../support/synthesized";

const each = ["dev", "staging", "prod"].map((name) => [name, synthesizedStack(name)] as const);

const valuesOf = (stack: TestStack, type: string) => Object.values(stack.resources(type));

/**
 * One value of a stack in the terms of the contract. The twins below change the stack and must see the difference.
 */
const platformSays = {
  routes: (stack: TestStack) =>
    valuesOf(stack, "aws_apigatewayv2_route").map((route) => ({
      routeKey: route["route_key"],
      access: route["authorization_type"] === "JWT" ? route["authorization_scopes"] : "public",
    })),
  parameters: (stack: TestStack, name: string) =>
    valuesOf(stack, "aws_ssm_parameter").map((parameter) =>
      String(parameter["name"]).replace(`/groundplan/${name}/`, ""),
    ),
  commands: (stack: TestStack, name: string) =>
    Object.fromEntries(
      valuesOf(stack, "aws_lambda_function").map((lambda) => [
        String(lambda["function_name"]).replace(`groundplan-${name}-`, ""),
        (lambda["image_config"] as { command: string[] }).command,
      ]),
    ),
  workflow: (stack: TestStack) => stack.resource("aws_sfn_state_machine", "payment-workflow")["definition"],
};

const sorted = <T>(items: readonly T[]): T[] =>
  [...items].sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));

describe.each(each)("the platform of %s and the application agree on", (name, stack) => {
  test("every route, and the scopes that open it", () => {
    expect(sorted(platformSays.routes(stack))).toEqual(
      sorted(routes.map(({ routeKey, access }) => ({ routeKey, access: access === "session" ? "public" : access }))),
    );
  });

  test("the paths that CloudFront sends to the API", () => {
    const { ordered_cache_behavior: behaviors } = stack.resource("aws_cloudfront_distribution");
    expect((behaviors as { path_pattern: string }[]).map(({ path_pattern: pattern }) => pattern)).toEqual([
      ...apiPaths,
    ]);
  });

  test("every parameter that the application or the front-end pipeline reads", () => {
    expect(sorted(platformSays.parameters(stack, name))).toEqual(
      sorted([...parameterNames, ...Object.values(siteParameters)]),
    );
  });

  test("the command of every function", () => {
    expect(platformSays.commands(stack, name)).toEqual(commands);
  });

  test("the scopes that an access token can carry", () => {
    const { identifier, scope } = stack.resource("aws_cognito_resource_server");
    expect(identifier).toBe(resourceServer.identifier);
    expect((scope as { scope_name: string }[]).map(({ scope_name: scopeName }) => scopeName).sort()).toEqual(
      Object.keys(resourceServer.scopes).sort(),
    );
  });

  test("the order queue, its consumer and the time that the worker has", () => {
    expect(stack.resource("aws_sqs_queue", /^order-queue_\w{8}$/)).toMatchObject({
      visibility_timeout_seconds: orderQueue.visibilityTimeoutSeconds,
    });
    expect(stack.resource("aws_lambda_event_source_mapping")).toMatchObject({
      batch_size: orderQueue.batchSize,
      function_response_types: ["ReportBatchItemFailures"],
    });
    expect(stack.resource("aws_lambda_function", "worker")["timeout"]).toBe(orderQueue.workerTimeoutSeconds);
  });

  test("how long a migration may take", () => {
    expect(stack.resource("aws_lambda_function", "migrate")["timeout"]).toBe(migrateTimeoutSeconds);
  });

  test("that no function which calls another service inside a transaction runs longer than a transaction may be idle", () => {
    expect(stack.resource("aws_lambda_function", "outbox")["timeout"]).toBeLessThanOrEqual(
      orderQueue.workerTimeoutSeconds,
    );
  });

  test("the payment workflow, which is the file that the application's tests execute", () => {
    expect(platformSays.workflow(stack)).toBe(
      paymentWorkflow("${aws_lambda_alias.payment_alias_" + aliasHash(stack) + ".arn}"),
    );
  });

  test("when the outbox is emptied", () => {
    expect(stack.resource("aws_scheduler_schedule")["schedule_expression"]).toBe(outboxSchedule);
  });

  test("the metrics that alarms and the dashboard use", () => {
    for (const [alarm, metric] of [
      ["outbox-age", metrics.outboxAge],
      ["order-age", metrics.orderAge],
      ["unexpected-refunds", metrics.unexpectedRefunds],
    ] as const) {
      expect(stack.resource("aws_cloudwatch_metric_alarm", `alarms_${alarm}`)).toMatchObject({
        namespace: metricNamespace,
        metric_name: metric,
        dimensions: { service: metricService, environment: name },
      });
    }
    const dashboard = String(stack.resource("aws_cloudwatch_dashboard")["dashboard_body"]);
    for (const metric of [metrics.ordersPlaced, metrics.ordersPaid, metrics.ordersCancelled]) {
      expect(dashboard).toContain(metric);
    }
  });
});

/** cdktf ends the name of a nested construct with a hash of its path. */
function aliasHash(stack: TestStack): string {
  const name = Object.keys(stack.resources("aws_lambda_alias")).find((alias) => alias.startsWith("payment_alias_"));
  return name!.slice("payment_alias_".length);
}

describe("a difference between the two sides is seen", () => {
  const [[, dev]] = each as [(typeof each)[0]];
  const first = (type: string) => Object.keys(dev.resources(type))[0]!;

  /** The stack with one resource more or with other arguments. */
  function changed(type: string, id: string, block: Record<string, unknown> | undefined): TestStack {
    const copy = structuredClone(dev.config) as { resource: Record<string, Record<string, unknown>> };
    if (block) copy.resource[type]![id] = { ...(copy.resource[type]![id] as object), ...block };
    else delete copy.resource[type]![id];
    return Object.assign(Object.create(Object.getPrototypeOf(dev) as object) as TestStack, { config: copy });
  }

  test("in a route that is missing, and in one that asks for other scopes", () => {
    const route = first("aws_apigatewayv2_route");
    const before = platformSays.routes(dev);
    expect(platformSays.routes(changed("aws_apigatewayv2_route", route, undefined))).not.toEqual(before);
    const opened = changed("aws_apigatewayv2_route", route, {
      authorization_type: "JWT",
      authorization_scopes: ["shop/everything"],
    });
    expect(platformSays.routes(opened)).not.toEqual(before);
  });

  test("in a parameter of another name", () => {
    const renamed = changed("aws_ssm_parameter", first("aws_ssm_parameter"), { name: "/groundplan/dev/other" });
    expect(platformSays.parameters(renamed, "dev")).not.toEqual(platformSays.parameters(dev, "dev"));
  });

  test("in a function with another command", () => {
    const other = changed("aws_lambda_function", first("aws_lambda_function"), {
      image_config: { command: ["handlers/other.handler"] },
    });
    expect(platformSays.commands(other, "dev")).not.toEqual(commands);
  });
});
