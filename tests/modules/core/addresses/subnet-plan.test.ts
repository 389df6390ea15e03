import { contains, formatCidr, overlaps, parseCidr, planSubnets, type Cidr } from "../../../../modules/core";

const cidr = (text: string): Cidr => parseCidr(text)!;

/** Numbers that look random and are the same in every run (a linear congruential generator). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe("parseCidr", () => {
  test.each(["0.0.0.0/0", "10.20.0.0/16", "172.31.255.255/32", "255.255.255.255/8"])(
    "reads %s and writes it back",
    (text) => {
      expect(formatCidr(cidr(text))).toBe(text);
    },
  );

  test.each([
    "",
    "10.20.0.0",
    "10.20.0/16",
    "10.20.0.256/16",
    "10.20.0.0/33",
    "10.020.0.0/16",
    "10.20.0.0/016",
    " 10.0.0.0/8",
    "::/0",
  ])("refuses '%s'", (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });
});

describe("contains and overlaps", () => {
  test.each([
    ["10.0.0.0/16", "10.0.255.0/24", true, true],
    ["10.0.0.0/16", "10.0.0.0/16", true, true],
    ["10.0.255.0/24", "10.0.0.0/16", false, true],
    ["10.0.0.0/16", "10.1.0.0/24", false, false],
    ["0.0.0.0/0", "203.0.113.0/24", true, true],
    ["192.168.0.0/25", "192.168.0.128/25", false, false],
  ])("%s and %s", (one, other, contained, shared) => {
    expect(contains(cidr(one), cidr(other))).toBe(contained);
    expect(overlaps(cidr(one), cidr(other))).toBe(shared);
    expect(overlaps(cidr(other), cidr(one))).toBe(shared);
  });
});

describe("planSubnets", () => {
  test("R-N1 splits 10.20.0.0/16 for two zones as the document does", () => {
    expect(planSubnets("10.20.0.0/16", 2)).toEqual({
      publicCidrs: ["10.20.0.0/24", "10.20.1.0/24"],
      privateCidrs: ["10.20.16.0/24", "10.20.17.0/24"],
      dataCidrs: ["10.20.32.0/24", "10.20.33.0/24"],
    });
  });

  test.each([
    [
      "10.64.32.0/20",
      3,
      ["10.64.32.0/28", "10.64.32.16/28", "10.64.32.32/28"],
      ["10.64.33.0/28", "10.64.33.16/28", "10.64.33.32/28"],
    ],
    ["192.168.4.0/22", 2, ["192.168.4.0/28", "192.168.4.16/28"], ["192.168.4.64/28", "192.168.4.80/28"]],
    ["192.168.4.0/23", 2, ["192.168.4.0/28", "192.168.4.16/28"], ["192.168.4.32/28", "192.168.4.48/28"]],
  ])("R-N1 splits %s for %i zones by the same rule", (vpc, zones, publicCidrs, privateCidrs) => {
    expect(planSubnets(vpc, zones)).toMatchObject({ publicCidrs, privateCidrs });
  });

  test("R-N1 keeps every subnet inside the VPC and apart from the others, for any range and number of zones", () => {
    const below = numbers(20);
    for (let round = 0; round < 1_000; round += 1) {
      const zones = 2 + below(5);
      const prefix = 16 + below({ 2: 8, 3: 7, 4: 7 }[zones] ?? 6);
      const vpc = { address: below(2 ** prefix) * 2 ** (32 - prefix), prefix };
      const { publicCidrs, privateCidrs } = planSubnets(formatCidr(vpc), zones);
      const subnets = [...publicCidrs, ...privateCidrs].map(cidr);
      expect([publicCidrs.length, privateCidrs.length]).toEqual([zones, zones]);
      expect(subnets.filter((subnet) => !contains(vpc, subnet))).toEqual([]);
      expect(
        subnets.filter(({ address, prefix: length }) => address % 2 ** (32 - length) !== 0 || length > 28),
      ).toEqual([]);
      expect(subnets.filter((one) => subnets.some((other) => other !== one && overlaps(one, other)))).toEqual([]);
    }
  });

  test("R-N1 leaves the blocks of other zones where they are when a zone is appended", () => {
    const two = planSubnets("10.20.0.0/16", 2);
    const six = planSubnets("10.20.0.0/16", 6);
    expect(six.publicCidrs.slice(0, 2)).toEqual(two.publicCidrs);
    expect(six.privateCidrs.slice(0, 2)).toEqual(two.privateCidrs);
  });

  test.each([
    [
      "10.20.0.0/24",
      2,
      /10\.20\.0\.0\/24: allowed: a range with room for 2 subnets in each tier; this one has room for 1/,
    ],
    ["10.20.0.0/28", 2, /this one has room for 0/],
    ["10.20.0.0/23", 3, /this one has room for 2; choose a larger range/],
    ["10.20.0.0/16", 17, /this one has room for 16/],
    ["10.20.0.1/16", 2, /no bits after the prefix: 10\.20\.0\.0\/16/],
    ["10.0.0.0/8", 2, /a prefix from \/16 to \/28/],
    ["ten", 2, /an IPv4 range such as/],
  ])("refuses %s for %i zones", (vpc, zones, message) => {
    expect(() => planSubnets(vpc, zones)).toThrow(message);
  });
});
