import { InputError, SecurityGroup, type SecurityGroupProps } from "../../../modules/core";
import { synthesizeStack } from "../../../testing";

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
  test("starts without any rule, inline or not", () => {
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

  test("connects a peer by one ingress rule of its own and one egress rule of the peer", () => {
    const stack = synthesizeGroup((group) => group.allowTcpFrom(app, 5432));
    const rule = { ip_protocol: "tcp", from_port: 5432, to_port: 5432, description: "app to database on 5432" };
    expect(Object.values(stack.resources("aws_vpc_security_group_ingress_rule"))).toMatchObject([
      { ...rule, security_group_id: groupId, referenced_security_group_id: "sg-app" },
    ]);
    expect(Object.values(stack.resources("aws_vpc_security_group_egress_rule"))).toMatchObject([
      { ...rule, security_group_id: "sg-app", referenced_security_group_id: groupId },
    ]);
  });

  test("lets the VPC's own addresses in, with no way out", () => {
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

  test("lets its members out by HTTPS only, with no way in", () => {
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

  test("is itself a peer", () => {
    synthesizeGroup((group) => expect(group.peerName).toBe("database"));
  });

  test("names every invalid setting at once", () => {
    const invalid = () => synthesizeGroup(() => {}, { name: "sg-shop", description: "Größe?" });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/test\/database: name: got "sg-shop"; allowed: a security group name/);
    expect(invalid).toThrow(/description: got "Größe\?"; allowed: 1 to 255 ASCII letters/);
  });

  test("has these addresses with one connection", () => {
    expect(synthesizeGroup((group) => group.allowTcpFrom(app, 5432)).addresses).toMatchInlineSnapshot(`
     [
       "aws_security_group.database_group_F0DF48EF",
       "aws_vpc_security_group_egress_rule.database_out-of-app-5432_2B3C53DF",
       "aws_vpc_security_group_ingress_rule.database_from-app-5432_50FA3B29",
     ]
    `);
  });
});
