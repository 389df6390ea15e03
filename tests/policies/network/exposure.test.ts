import { statusOf } from "../iam/verdict";

const rule = { description: "clients", from_port: 22, to_port: 22, protocol: "tcp" };
const group = (ingress: object) =>
  statusOf("NET-06", { aws_security_group: { a: { ingress: [{ ...rule, ...ingress }] } } });
const separate = (change: object) =>
  statusOf("NET-06", {
    aws_security_group: { a: {} },
    aws_vpc_security_group_ingress_rule: {
      r: { security_group_id: "${aws_security_group.a.id}", ip_protocol: "tcp", from_port: 22, to_port: 22, ...change },
    },
  });

test.each([
  { cidr_blocks: ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/1"] },
  { cidr_blocks: ["0.0.0.0/1"], ipv6_cidr_blocks: ["::/0"] },
  { cidr_blocks: ["128.0.0.0/1", "10.0.0.0/8", "0.0.0.0/1"] },
  { cidr_blocks: ["1.2.3.4/0"] },
  { cidr_blocks: ["0.0.0.0/1"] },
  { cidr_blocks: ["0.0.0.0/2", "128.0.0.0/1"] },
  { ipv6_cidr_blocks: ["2000::/4"] },
  { ipv6_cidr_blocks: ["0000:0000::/0"] },
  { ipv6_cidr_blocks: ["::/1", "8000::/1"] },
  { ipv6_cidr_blocks: ["2000::/3", "::/0"] },
  { cidr_blocks: ["0.0.0.0/0"], protocol: "TCP", from_port: "22", to_port: "22" },
  { cidr_blocks: ["0.0.0.0/0"], protocol: "17", from_port: 53, to_port: 53 },
  { cidr_blocks: ["0.0.0.0/0"], protocol: "icmp", from_port: -1, to_port: -1 },
  { cidr_blocks: ["0.0.0.0/0"], protocol: "udp", from_port: 443, to_port: 443 },
  { cidr_blocks: ["0.0.0.0/0"], from_port: 80, to_port: 443 },
  { cidr_blocks: ["0.0.0.0/0"], from_port: 443, to_port: 444 },
])("%j is open to the internet", (ingress) => {
  expect(group(ingress)).toBe("fail");
});

test.each([
  { cidr_blocks: ["100.64.0.0/10"] },
  { cidr_blocks: ["192.0.2.1/32"] },
  { cidr_blocks: ["172.16.0.0/12", "192.168.0.0/16"] },
  { cidr_blocks: ["52.0.0.0/8"] },
  { ipv6_cidr_blocks: ["2001:db8::/32"] },
  { ipv6_cidr_blocks: ["fe80::/10"] },
  { security_groups: ["sg-1"] },
  { self: true },
  { prefix_list_ids: ["pl-1"] },
  { cidr_blocks: [], ipv6_cidr_blocks: [] },
])("%j is not open to the internet", (ingress) => {
  expect(group(ingress)).toBe("pass");
});

test.each([
  [{ cidr_ipv4: "0.0.0.0/0" }, "fail"],
  [{ cidr_ipv6: "::0/0" }, "fail"],
  [{ cidr_ipv4: "0.0.0.0/0", ip_protocol: "6" }, "fail"],
  [{ cidr_ipv4: "0.0.0.0/0", ip_protocol: "-1", from_port: undefined, to_port: undefined }, "fail"],
  [{ cidr_ipv4: "10.0.0.0/8", ip_protocol: "-1" }, "pass"],
  [{ referenced_security_group_id: "sg-1" }, "pass"],
] as const)("a separate rule with %j: %s", (change, status) => {
  expect(separate(change)).toBe(status);
});

test("the entries of prefix lists count together", () => {
  const lists = (...cidrs: readonly string[]) =>
    statusOf("NET-06", {
      aws_security_group: { a: { ingress: [{ ...rule, prefix_list_ids: ["${aws_ec2_managed_prefix_list.l.id}"] }] } },
      aws_ec2_managed_prefix_list: { l: { entry: cidrs.map((cidr) => ({ cidr })) } },
    });
  expect(lists("0.0.0.0/1", "128.0.0.0/1")).toBe("fail");
  expect(lists("203.0.113.0/24", "198.51.100.0/24")).toBe("pass");
});
