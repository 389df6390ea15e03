import { InputError, SecurityGroup, type SecurityGroupProps } from "../../../../modules/core";
import { synthesizeStack } from "../../../../testing";

const app = { peerName: "app", securityGroupId: "sg-app" };

const props: SecurityGroupProps = {
  name: "shop-database",
  description: "Database of the shop",
  vpcId: "vpc-1",
  peerName: "database",
};

const synthesizeGroup = (define: (group: SecurityGroup) => void, differences: Partial<SecurityGroupProps> = {}) =>
  synthesizeStack((stack) => define(new SecurityGroup(stack, "database", { ...props, ...differences })));

const groupId = expect.stringMatching(/^\$\{aws_security_group\.database_group_\w+\.id\}$/) as string;

describe("SecurityGroup", () => {
  test("has no rules, inline or as resources, after creation", () => {
    const stack = synthesizeGroup(() => {});
    const group = stack.resource("aws_security_group");
    expect(group).toMatchObject({
      name: "shop-database",
      description: "Database of the shop",
      vpc_id: "vpc-1",
      revoke_rules_on_delete: true,
      tags: { Name: "shop-database" },
    });
    expect(group).not.toHaveProperty("ingress");
    expect(group).not.toHaveProperty("egress");
    expect(stack.addresses).toHaveLength(1);
  });

  test("connects a peer by an ingress rule of the group and an egress rule of the peer", () => {
    const stack = synthesizeGroup((group) => group.allowTcpFrom(app, 5432));
    const rule = { ip_protocol: "tcp", from_port: 5432, to_port: 5432, description: "app to database on 5432" };
    expect(Object.values(stack.resources("aws_vpc_security_group_ingress_rule"))).toMatchObject([
      { ...rule, security_group_id: groupId, referenced_security_group_id: "sg-app" },
    ]);
    expect(Object.values(stack.resources("aws_vpc_security_group_egress_rule"))).toMatchObject([
      { ...rule, security_group_id: "sg-app", referenced_security_group_id: groupId },
    ]);
  });

  test("admits the address range of the VPC and allows no egress", () => {
    const stack = synthesizeGroup((group) => group.allowTcpFromVpc("10.20.0.0/16", 443));
    expect(stack.resource("aws_vpc_security_group_ingress_rule")).toMatchObject({
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
      cidr_ipv4: "10.20.0.0/16",
      description: "VPC to database on 443",
      security_group_id: groupId,
    });
    expect(stack.resources("aws_vpc_security_group_egress_rule")).toEqual({});
  });

  test("allows egress by HTTPS only and no ingress", () => {
    const stack = synthesizeGroup((group) => group.allowHttpsToAnywhere());
    expect(stack.resource("aws_vpc_security_group_egress_rule")).toMatchObject({
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
      cidr_ipv4: "0.0.0.0/0",
      security_group_id: groupId,
    });
    expect(stack.resources("aws_vpc_security_group_ingress_rule")).toEqual({});
  });

  test("is a peer of other groups", () => {
    synthesizeGroup((group) => expect(group.peerName).toBe("database"));
  });

  test("reports every invalid setting at once", () => {
    const invalid = () => synthesizeGroup(() => {}, { name: "sg-shop", description: "Größe?" });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/test\/database: name: got "sg-shop"; allowed: a security group name/);
    expect(invalid).toThrow(/description: got "Größe\?"; allowed: 1 to 255 ASCII letters/);
  });

  test("can be an existing group, which gets rules and is named by its construct id", () => {
    const stack = synthesizeStack((scope) =>
      SecurityGroup.fromId(scope, "legacy", "sg-0123456789abcdef0").allowTcpFrom(app, 5432),
    );
    expect(stack.resources("aws_security_group")).toEqual({});
    expect(stack.resource("aws_vpc_security_group_ingress_rule", "legacy_from-app-5432")).toMatchObject({
      security_group_id: "sg-0123456789abcdef0",
      description: "app to legacy on 5432",
    });
  });

  test("refuses the id of something else than a group", () => {
    expect(() => synthesizeStack((scope) => SecurityGroup.fromId(scope, "legacy", "subnet-1"))).toThrow(
      /test\/legacy: securityGroupId: got "subnet-1"; allowed: the id of a security group; copy the id/,
    );
  });

  test("has the golden addresses with one connection", () => {
    expect(synthesizeGroup((group) => group.allowTcpFrom(app, 5432)).addresses).toMatchInlineSnapshot(`
     [
       "aws_security_group.database_group_F0DF48EF",
       "aws_vpc_security_group_egress_rule.database_out-of-app-5432_2B3C53DF",
       "aws_vpc_security_group_ingress_rule.database_from-app-5432_50FA3B29",
     ]
    `);
  });
});
