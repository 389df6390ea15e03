import type { TestStack } from "groundplan/testing";
import {
  apiPaths,
  containerCommands,
  healthCheckPath,
  orderQueue,
  originSecretHeader,
  resourceServer,
  routes,
  siteConfigurationKey,
} from "../../../app/contract";
import { exampleFixture } from "../../../tests/support/synthesized";
import { readEnvironment, requiredParameters } from "./application-settings";
import { containerOf } from "./containers";
import { requirement } from "./requirement";

type Service = "api" | "worker";
type Command = "serve" | "work";

const COMMANDS: readonly [Service, Command][] = [
  ["api", "serve"],
  ["worker", "work"],
];

function variablesOf(stack: TestStack, service: Service): Record<string, string> {
  return Object.fromEntries(containerOf(stack, service).environment.map(({ name, value }) => [name, value]));
}

/** The variables as the application itself reads them. */
function settingsOf(variables: Readonly<Record<string, string>>, command: Command) {
  return readEnvironment(variables, requiredParameters(command, variables));
}

const API = { type: "aws_ecs_task_definition", name: "api_task", path: "container_definitions.0.environment" } as const;
const WORKER = { ...API, name: "worker_task" } as const;

requirement(
  "SF-L1 runs serve and work of the application's image, whose settings are complete and valid",
  (stack) => {
    for (const [service, command] of COMMANDS) {
      expect(containerOf(stack, service).command).toEqual(containerCommands[command]);
      expect(settingsOf(variablesOf(stack, service), command)).toMatchObject({
        name: "prod",
        parameterPath: undefined,
        csrfProtection: "enforce",
      });
    }
    expect(settingsOf(variablesOf(stack, "api"), "serve").port).toBe(3000);
  },
  [
    { ...API, value: [] },
    { ...WORKER, value: [] },
  ],
);

requirement(
  "SF-L1 uses Redis in cluster mode with its password, and limits requests by counters in it",
  (stack) => {
    const { cache, requestsPerMinute } = settingsOf(variablesOf(stack, "api"), "serve");
    expect(cache.isCluster).toBe(true);
    expect(cache.credentialsArn).toMatch(/aws_secretsmanager_secret\.cache-secret_/);
    expect(requestsPerMinute).toBe(600);
    const variables = variablesOf(stack, "api");
    expect(variables["CACHE_ENDPOINT"]).toContain("configuration_endpoint_address");
    expect(variablesOf(stack, "worker")["CACHE_CLUSTER_MODE"]).toBe("enabled");
    const granted = JSON.stringify(stack.statements("api_task_task-role_permissions"));
    expect(granted).toMatch(/aws_secretsmanager_secret\.cache-secret_/);
    expect(granted).toMatch(/aws_secretsmanager_secret\.session-secret_/);
  },
  [
    { ...API, value: [{ name: "CACHE_CLUSTER_MODE", value: "disabled" }] },
    { ...WORKER, value: [] },
  ],
);

requirement(
  "SF-L1 reads from both replicas, and writes to the primary",
  (stack) => {
    const { DATABASE_READER_ENDPOINT: readers, DATABASE_ENDPOINT: writer } = variablesOf(stack, "api");
    expect(readers!.split(",")).toEqual([
      expect.stringMatching(/^\$\{aws_db_instance\.database_replica-a_\w+\.address\}$/),
      expect.stringMatching(/^\$\{aws_db_instance\.database_replica-b_\w+\.address\}$/),
    ]);
    expect(writer).toMatch(/^\$\{aws_db_instance\.database_instance_\w+\.address\}$/);
  },
  [{ ...API, value: [{ name: "DATABASE_READER_ENDPOINT", value: "${aws_db_instance.database_instance_A.address}" }] }],
);

describe("the names that the application and the example share", () => {
  const stack = exampleFixture("shopflow", "prod");

  test.each(COMMANDS)("SF-L1 the %s reports each variable that is missing", (service, command) => {
    const variables = variablesOf(stack, service);
    for (const parameter of requiredParameters(command, variables)) {
      const name = parameter.replace(/[/-]/g, "_").toUpperCase();
      const { [name]: value, ...others } = variables;
      expect(value).toBeDefined();
      expect(() => settingsOf(others, command)).toThrow(name);
    }
  });

  test("SF-L1 CloudFront forwards paths and methods, and the load balancer checks path and header of the application", () => {
    const behaviors = stack.resource("aws_cloudfront_distribution")["ordered_cache_behavior"] as {
      path_pattern: string;
      allowed_methods: string[];
    }[];
    expect(behaviors.map(({ path_pattern: path }) => path)).toEqual(apiPaths);
    const methods = routes.map(({ routeKey }) => routeKey.split(" ")[0]!).filter((method) => method !== "ANY");
    for (const { allowed_methods: allowed } of behaviors) expect(allowed).toEqual(expect.arrayContaining(methods));
    expect(stack.resource("aws_lb_target_group", "blue")["health_check"]).toMatchObject({ path: healthCheckPath });
    expect(JSON.stringify(stack.resource("aws_lb_listener_rule"))).toContain(`"${originSecretHeader}"`);
  });

  test("SF-L1 the user pool has the scopes of the application, and the storefront finds its configuration", () => {
    const { identifier, scope } = stack.resource("aws_cognito_resource_server") as unknown as {
      identifier: string;
      scope: { scope_name: string; scope_description: string }[];
    };
    const scopes = scope.map(({ scope_name: name, scope_description: description }) => [name, description]);
    expect([identifier, Object.fromEntries(scopes)]).toEqual([resourceServer.identifier, resourceServer.scopes]);
    expect(stack.resource("aws_s3_object")["key"]).toBe(siteConfigurationKey);
  });

  test("SF-L1 the queue hides a message as long as the application expects, and the web ACL knows its free text", () => {
    expect(stack.resource("aws_sqs_queue", /^queue_[0-9A-F]{8}$/)).toMatchObject({
      visibility_timeout_seconds: orderQueue.visibilityTimeoutSeconds,
    });
    const [, path] = routes.find(({ name }) => name === "giveFeedback")!.routeKey.split(" ");
    expect(JSON.stringify(stack.resource("aws_wafv2_web_acl"))).toContain(`"${path}"`);
  });
});
