import { InputError, type AwsStack } from "../../../../modules/core";
import { DatabaseConnection, type DatabaseConnectionProps, type JdbcDatabase } from "../../../../modules/analytics/etl";
import { synthesizeStack } from "../../../../testing";
import { testRole } from "../../../support/synth";

const secretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-a1b2c3";
const database: JdbcDatabase = {
  engine: "postgresql",
  host: "db.internal",
  databaseName: "shop",
  secret: {
    secretArn,
    grantRead: (grantee) =>
      grantee.addStatement({ sid: "ReadSecret", actions: ["secretsmanager:GetSecretValue"], resources: [secretArn] }),
  },
};
const props: DatabaseConnectionProps = {
  name: "shop-database",
  placement: {
    vpcId: "vpc-1",
    subnetIds: ["subnet-a", "subnet-b"],
    availabilityZones: ["us-east-1a", "us-east-1b"],
  },
  database,
};

const createConnection = (stack: AwsStack<"us-east-1">, differences: Partial<DatabaseConnectionProps> = {}) =>
  new DatabaseConnection(stack, "database", { ...props, ...differences });

const synthesizeConnection = (differences: Partial<DatabaseConnectionProps> = {}) =>
  synthesizeStack((stack) => createConnection(stack, differences));

const propertiesOf = (differences: Partial<JdbcDatabase>) =>
  synthesizeConnection({ database: { ...database, ...differences } }).resource("aws_glue_connection")[
    "connection_properties"
  ];

function problemsOf(differences: Partial<DatabaseConnectionProps>): string[] {
  try {
    synthesizeConnection(differences);
  } catch (error) {
    return (error as InputError).problems.map(({ property, value }) => `${property}: ${JSON.stringify(value)}`);
  }
  return [];
}

describe("DatabaseConnection", () => {
  test("reaches the database over TLS with a secret, in the first zone", () => {
    expect(synthesizeConnection().resource("aws_glue_connection")).toMatchObject({
      name: "shop-database",
      connection_type: "JDBC",
      connection_properties: {
        JDBC_CONNECTION_URL: "jdbc:postgresql://db.internal:5432/shop",
        JDBC_ENFORCE_SSL: "true",
        SECRET_ID: secretArn,
      },
      physical_connection_requirements: {
        availability_zone: "us-east-1a",
        subnet_id: "subnet-a",
        security_group_id_list: [expect.stringMatching(/^\$\{aws_security_group\..*\.id\}$/)],
      },
    });
  });

  test("contains no user and no password", () => {
    expect(Object.keys(propertiesOf({}) as object)).toEqual(["JDBC_CONNECTION_URL", "JDBC_ENFORCE_SSL", "SECRET_ID"]);
  });

  test("engine, port and zone are settings", () => {
    expect(propertiesOf({ engine: "mysql" })).toMatchObject({
      JDBC_CONNECTION_URL: "jdbc:mysql://db.internal:3306/shop",
    });
    expect(propertiesOf({ port: 6432 })).toMatchObject({
      JDBC_CONNECTION_URL: "jdbc:postgresql://db.internal:6432/shop",
    });
    expect(synthesizeConnection({ availabilityZone: "us-east-1b" }).resource("aws_glue_connection")).toMatchObject({
      physical_connection_requirements: { availability_zone: "us-east-1b", subnet_id: "subnet-b" },
    });
  });

  test("without a database it only places jobs in the VPC", () => {
    const connection = synthesizeConnection({ database: undefined }).resource("aws_glue_connection");
    expect(connection).toMatchObject({ connection_type: "NETWORK" });
    expect(connection).not.toHaveProperty("connection_properties");
  });

  test("its security group admits itself on every TCP port, and nothing else", () => {
    const stack = synthesizeConnection();
    const ingress = Object.values(stack.resources("aws_vpc_security_group_ingress_rule"));
    expect(ingress).toHaveLength(1);
    expect(ingress[0]).toMatchObject({ ip_protocol: "tcp", from_port: 0, to_port: 65_535 });
    expect(ingress[0]!["referenced_security_group_id"]).toBe(ingress[0]!["security_group_id"]);
    const egress = Object.values(stack.resources("aws_vpc_security_group_egress_rule"));
    expect(egress).toMatchObject([
      { from_port: 443, cidr_ipv4: "0.0.0.0/0" },
      { from_port: 0, to_port: 65_535, referenced_security_group_id: ingress[0]!["security_group_id"] },
    ]);
  });

  test("is a peer of databases", () => {
    synthesizeStack((scope) => {
      const { peerName, securityGroupId } = createConnection(scope);
      expect(peerName).toBe("shop-database");
      expect(securityGroupId).toMatch(/TOKEN/);
    });
  });

  test("grantUse allows the connection, its network interfaces and the secret", () => {
    const stack = synthesizeStack((scope) => createConnection(scope).grantUse(testRole(scope)));
    expect(stack.statements(/role_permissions/)).toMatchObject([
      {
        sid: "UseDatabase",
        resources: [
          "arn:aws:glue:us-east-1:111122223333:catalog",
          "arn:aws:glue:us-east-1:111122223333:connection/shop-database",
        ],
      },
      {
        sid: "InterfacesOfDatabase",
        resources: [
          "arn:aws:ec2:us-east-1:111122223333:network-interface/*",
          "arn:aws:ec2:us-east-1:111122223333:subnet/subnet-a",
          expect.stringMatching(/^arn:aws:ec2:us-east-1:111122223333:security-group\/\$\{aws_security_group\./),
        ],
      },
      {
        sid: "TagInterfacesOfDatabase",
        condition: [
          { test: "ForAllValues:StringEquals", variable: "aws:TagKeys", values: ["aws-glue-service-resource"] },
        ],
      },
      { sid: "DescribeNetworkOfConnections", resources: ["*"] },
      { sid: "ReadSecret" },
    ]);
  });

  test("grantUse of a connection without a database reads no secret", () => {
    const stack = synthesizeStack((scope) =>
      createConnection(scope, { database: undefined }).grantUse(testRole(scope)),
    );
    expect(stack.statements(/role_permissions/).at(-1)).toMatchObject({ sid: "DescribeNetworkOfConnections" });
  });

  test.each<[Partial<DatabaseConnectionProps>, string]>([
    [{ name: "Shop" }, 'name: "Shop"'],
    [{ availabilityZone: "us-east-1c" }, 'availabilityZone: "us-east-1c"'],
    [{ database: { ...database, engine: "oracle" as "mysql", port: 1521 } }, 'database.engine: "oracle"'],
    [{ database: { ...database, host: "https://db.internal" } }, 'database.host: "https://db.internal"'],
    [{ database: { ...database, port: 0 } }, "database.port: 0"],
    [{ database: { ...database, databaseName: "shop/dev" } }, 'database.databaseName: "shop/dev"'],
    [
      { database: { ...database, secret: { ...database.secret, secretArn: secretArn.replace("east", "west") } } },
      `database.secret.secretArn: "${secretArn.replace("east", "west")}"`,
    ],
  ])("is refused with %j", (differences, problem) => {
    expect(problemsOf(differences)).toEqual([problem]);
  });

  test("is refused with a placement without one subnet for each zone", () => {
    const [first] = props.placement.subnetIds;
    const problem = expect.stringMatching(/^placement: /);
    expect(problemsOf({ placement: { ...props.placement, subnetIds: [first!] } })).toEqual([problem]);
    expect(problemsOf({ placement: { vpcId: "vpc-1", subnetIds: [], availabilityZones: [] } })).toEqual([problem]);
  });
});
