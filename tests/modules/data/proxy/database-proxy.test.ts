import { InputError, ServiceRole, type AwsStack, type Grantee } from "../../../../modules/core";
import { DATABASE_PROXY_DEFAULTS, DatabaseProxy, type DatabaseProxyProps } from "../../../../modules/data/proxy";
import { synthesizeStack } from "../../../../testing";

const secretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:app-AbCdEf";
const secret = {
  secretArn,
  grantRead: (grantee: Grantee) =>
    grantee.addStatement({ sid: "ReadSecret", actions: ["secretsmanager:GetSecretValue"], resources: [secretArn] }),
};
const props: DatabaseProxyProps = {
  name: "shop",
  engine: "postgres",
  target: { instanceIdentifier: "shop-database", writerEndpoint: "shop.1.us-east-1.rds.amazonaws.com" },
  secrets: { app: secret },
  placement: {
    vpcId: "vpc-1",
    subnetIds: ["subnet-a", "subnet-b"],
    availabilityZones: ["us-east-1a", "us-east-1b"],
  },
  logKey: { keyArn: "arn:aws:kms:us-east-1:111122223333:key/1", region: "us-east-1", grantUse: () => {} },
};

const synthesizeProxy = (
  differences: Partial<DatabaseProxyProps> = {},
  use: (proxy: DatabaseProxy, stack: AwsStack) => void = () => {},
) => synthesizeStack((stack) => use(new DatabaseProxy(stack, "proxy", { ...props, ...differences }), stack));

const problemsOf = (differences: Partial<DatabaseProxyProps>): string[] => {
  try {
    synthesizeProxy(differences);
  } catch (error) {
    return (error as InputError).problems.map(({ property }) => property);
  }
  return [];
};

describe("DatabaseProxy", () => {
  test("accepts TLS only and tokens of IAM instead of passwords", () => {
    const stack = synthesizeProxy();
    expect(stack.resource("aws_db_proxy")).toMatchObject({
      name: "shop",
      engine_family: "POSTGRESQL",
      require_tls: true,
      idle_client_timeout: 1800,
      vpc_subnet_ids: ["subnet-a", "subnet-b"],
      auth: [
        {
          description: "Database user app",
          auth_scheme: "SECRETS",
          iam_auth: "REQUIRED",
          client_password_auth_type: "POSTGRES_SCRAM_SHA_256",
          secret_arn: secretArn,
        },
      ],
      depends_on: expect.arrayContaining([
        expect.stringContaining("aws_iam_role_policy.proxy_role"),
        expect.stringContaining("aws_cloudwatch_log_group.proxy_log-group"),
      ]) as unknown,
    });
    expect(DATABASE_PROXY_DEFAULTS.clientAuthentication).toBe("iam");
  });

  test("accepts passwords of MySQL by setting", () => {
    expect(
      synthesizeProxy({ engine: "mysql", clientAuthentication: "password" }).resource("aws_db_proxy"),
    ).toMatchObject({
      engine_family: "MYSQL",
      auth: [{ iam_auth: "DISABLED", client_password_auth_type: "MYSQL_CACHING_SHA2_PASSWORD" }],
    });
  });

  test("shares connections of an instance, or of a cluster", () => {
    const stack = synthesizeProxy({ maxConnectionsPercent: 50, borrowTimeoutSeconds: 5 });
    expect(stack.resource("aws_db_proxy_default_target_group")).toMatchObject({
      connection_pool_config: { max_connections_percent: 50, connection_borrow_timeout: 5 },
    });
    expect(stack.resource("aws_db_proxy_target")).toMatchObject({ db_instance_identifier: "shop-database" });
    const target = { clusterIdentifier: "shop-cluster", writerEndpoint: "a" };
    const cluster = synthesizeProxy({ target }).resource("aws_db_proxy_target");
    expect(cluster).toMatchObject({ db_cluster_identifier: "shop-cluster" });
    expect(cluster).not.toHaveProperty("db_instance_identifier");
  });

  test("reads its secrets by a role of its own, and logs encrypted", () => {
    const stack = synthesizeProxy();
    expect(stack.statements("role_trust")[0]).toMatchObject({
      principals: [{ type: "Service", identifiers: ["rds.amazonaws.com"] }],
    });
    expect(stack.statements("role_permissions")).toMatchObject([{ resources: [secretArn] }]);
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/rds/proxy/shop",
      kms_key_id: props.logKey.keyArn,
      retention_in_days: 90,
    });
  });

  test("stands between its clients and the database", () => {
    const stack = synthesizeProxy({}, (proxy, scope) => {
      proxy.allowFrom({ peerName: "app", securityGroupId: "sg-app" });
      const role = new ServiceRole(scope, "app", { name: "app", description: "A", service: "lambda.amazonaws.com" });
      proxy.grantConnect(role, "shop_app");
      expect(proxy.peerName).toBe("shop-proxy");
      expect(proxy.port).toBe(5432);
      expect(proxy.endpoint).toEqual(expect.any(String));
    });
    expect(stack.resource("aws_vpc_security_group_ingress_rule")).toMatchObject({ from_port: 5432 });
    expect(stack.statements("app_permissions")).toMatchObject([
      {
        actions: ["rds-db:connect"],
        resources: [
          expect.stringMatching(
            /^arn:aws:rds-db:us-east-1:111122223333:dbuser:\$\{element\(split\(":", .*aws_db_proxy.*arn\), 6\)\}\/shop_app$/,
          ),
        ],
      },
    ]);
  });

  test("signals clients that wait or fail to sign in", () => {
    synthesizeProxy({}, ({ signals, graphs }) => {
      expect(signals.map(({ id, metricName }) => [id, metricName])).toEqual([
        ["proxy-borrow-latency", "DatabaseConnectionsBorrowLatency"],
        ["proxy-authentication", "ClientConnectionsSetupFailedAuth"],
      ]);
      expect(graphs).toHaveLength(2);
    });
  });

  test.each<[string, object, string]>([
    ["no target", { target: { writerEndpoint: "a" } }, "target"],
    ["two targets", { target: { instanceIdentifier: "a", clusterIdentifier: "b", writerEndpoint: "a" } }, "target"],
    ["a replica, which has no writer", { target: { instanceIdentifier: "a" } }, "target.writerEndpoint"],
    ["no secret", { secrets: {} }, "secrets"],
    ["another engine", { engine: "oracle" }, "engine"],
    ["capitals", { name: "Shop" }, "name"],
    ["a name whose role is too long", { name: "a".repeat(59) }, "name"],
    ["another way to sign in", { clientAuthentication: "none" }, "clientAuthentication"],
    ["clients idle for nine hours", { idleClientTimeoutSeconds: 32_400 }, "idleClientTimeoutSeconds"],
    ["more than all connections", { maxConnectionsPercent: 101 }, "maxConnectionsPercent"],
    ["clients that wait for days", { borrowTimeoutSeconds: 3_601 }, "borrowTimeoutSeconds"],
    ["a key of another region", { logKey: { ...props.logKey, region: "us-west-2" } }, "logKey.region"],
    [
      "one zone",
      { placement: { vpcId: "vpc-1", subnetIds: ["subnet-a"], availabilityZones: ["us-east-1a"] } },
      "placement.availabilityZones",
    ],
  ])("refuses %s", (_what, differences, property) => {
    expect(problemsOf(differences)).toEqual([property]);
  });
});
