import type { TestStack } from "../../testing";
import { synthesizedStack } from "../support/synthesized";

const ADDRESS = /\b(?:data\.)?(?:aws_\w+|terraform_data)\.[\w-]+/g;

/** Everything that Terraform completes before the resource, by `type.name`. */
function completedBefore({ config }: TestStack, start: string): ReadonlySet<string> {
  const blocks = { ...config.resource, ...prefixed(config.data ?? {}) };
  const found = new Set<string>();
  const pending = [start];
  for (let address = pending.pop(); address !== undefined; address = pending.pop()) {
    const [, type, name] = /^(.+)\.([^.]+)$/.exec(address)!;
    const { "//": _bookkeeping, ...block } = blocks[type!]?.[name!] ?? {};
    const referred = [...JSON.stringify(block).matchAll(ADDRESS)].map(([match]) => match);
    const unseen = referred.filter((each) => !found.has(each));
    unseen.forEach((each) => found.add(each));
    pending.push(...unseen);
  }
  return found;
}

const prefixed = <Value>(types: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(types).map(([type, value]) => [`data.${type}`, value]));

const prod = synthesizedStack("prod");

const beforeTheOnly = (type: string): string[] => [
  ...completedBefore(prod, `${type}.${Object.keys(prod.resources(type))[0]}`),
];

describe("R-A1 the migration of prod runs only after", () => {
  const before = beforeTheOnly("aws_lambda_invocation");

  test.each([
    ["the routes of its subnets", /^aws_route\.network_private-a-default-route_/],
    ["the endpoints of AWS services", /^aws_vpc_endpoint\.network_.*ssm/],
    ["its way out", /^aws_vpc_security_group_egress_rule\.migrate_security-group_https-to-anywhere_/],
    ["its way to the database", /^aws_vpc_security_group_egress_rule\.database_security-group_out-of-migrate-5432_/],
    ["its way into the database", /^aws_vpc_security_group_ingress_rule\.database_security-group_from-migrate-5432_/],
    ["an instance that answers", /^aws_rds_cluster_instance\.database_instance-a_/],
    ["the parameters that it reads", /^aws_ssm_parameter\.configuration_database-endpoint_/],
    ["its permissions", /^aws_iam_role_policy\.migrate_role_policy_/],
  ])("%s", (_title, address) => {
    expect(before).toContainEqual(expect.stringMatching(address));
  });

  test("nothing that waits for it", () => {
    expect(before.filter((address) => /^aws_lambda_alias\.(?!migrate_)/.test(address))).toEqual([]);
  });
});

describe("R-C3 the API of prod is warmed only after what its initialization needs:", () => {
  const before = beforeTheOnly("aws_lambda_provisioned_concurrency_config");

  test.each([
    "database/endpoint",
    "database/reader-endpoint",
    "database/name",
    "database/credentials-arn",
    "cache/endpoint",
    "cache/port",
    "origin/credentials-arn",
    "session/credentials-arn",
    "identity/issuer",
    "identity/client-id",
  ])("the parameter %s", (key) => {
    const parameters = Object.entries(prod.resources("aws_ssm_parameter"));
    const [id] = parameters.find(([, { name }]) => name === `/groundplan/prod/${key}`)!;
    expect(before).toContain(`aws_ssm_parameter.${id}`);
  });

  test.each([
    ["the secret that it reads", /^aws_secretsmanager_secret_version\.origin-secret_/],
    ["its way out", /^aws_vpc_security_group_egress_rule\.api-function_security-group_https-to-anywhere_/],
    ["its way to the cache", /^aws_vpc_security_group_egress_rule\.cache_security-group_out-of-api-function-6379_/],
    ["its way into the cache", /^aws_vpc_security_group_ingress_rule\.cache_security-group_from-api-function-6379_/],
    [
      "its way to the database",
      /^aws_vpc_security_group_egress_rule\.database_security-group_out-of-api-function-5432_/,
    ],
    [
      "its way into the database",
      /^aws_vpc_security_group_ingress_rule\.database_security-group_from-api-function-5432_/,
    ],
    ["an instance that answers", /^aws_rds_cluster_instance\.database_instance-a_/],
    ["the routes of its subnets", /^aws_route\.network_private-a-default-route_/],
    ["its subnets' part in those routes", /^aws_route_table_association\.network_private-a-routing_/],
    ["the endpoints of AWS services", /^aws_vpc_endpoint\.network_.*ssm/],
    ["its permissions", /^aws_iam_role_policy\.api-function_role_policy_/],
    ["the schema", /^aws_lambda_invocation\.migration_/],
  ])("%s", (_title, address) => {
    expect(before).toContainEqual(expect.stringMatching(address));
  });
});
