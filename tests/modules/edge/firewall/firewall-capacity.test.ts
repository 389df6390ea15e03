import { INCLUDED_CAPACITY, capacityUnits, firewallRules, totalCapacityUnits } from "../../../../modules/edge/firewall";
import type { Statement } from "../../../../modules/edge/firewall";

const plain = { field_to_match: { uri_path: {} }, text_transformation: [{ priority: 0, type: "NONE" }] } as const;
const decodedTwice = {
  field_to_match: { uri_path: {} },
  text_transformation: [
    { priority: 0, type: "URL_DECODE" },
    { priority: 1, type: "LOWERCASE" },
  ],
} as const;

const settings = {
  healthCheckPath: "/health",
  freeTextPaths: [],
  requestsPerFiveMinutes: 2000,
  maxBodyKilobytes: 16,
  blockedUserAgents: ["sqlmap", "nikto"],
  blockedAddressSets: ["arn:ipv4", "arn:ipv6"],
};

describe("capacityUnits", () => {
  const published: [string, Statement, number][] = [
    ["an IP set", { ip_set_reference_statement: { arn: "arn" } }, 1],
    ["a rate", { rate_based_statement: { aggregate_key_type: "IP", evaluation_window_sec: 300, limit: 10 } }, 2],
    [
      "Amazon's reputation list",
      { managed_rule_group_statement: { vendor_name: "AWS", name: "AWSManagedRulesAmazonIpReputationList" } },
      25,
    ],
    ["an exact text", { byte_match_statement: { ...plain, positional_constraint: "EXACTLY", search_string: "x" } }, 2],
    [
      "a contained text",
      { byte_match_statement: { ...plain, positional_constraint: "CONTAINS", search_string: "x" } },
      10,
    ],
    ["a regular expression", { regex_match_statement: { ...plain, regex_string: "x" } }, 3],
    ["a size", { size_constraint_statement: { ...plain, comparison_operator: "GT", size: 1 } }, 1],
    ["SQL injection at low sensitivity", { sqli_match_statement: { ...plain, sensitivity_level: "LOW" } }, 20],
    ["SQL injection at high sensitivity", { sqli_match_statement: { ...plain, sensitivity_level: "HIGH" } }, 30],
    ["cross-site scripting", { xss_match_statement: plain }, 40],
    ["ten more for each transformation", { xss_match_statement: decodedTwice }, 60],
  ];

  test.each(published)("counts %s", (_kind, statement, units) => {
    expect(capacityUnits(statement)).toBe(units);
  });

  test("counts what logical statements contain, and nothing for themselves", () => {
    const script: Statement = { xss_match_statement: plain };
    expect(capacityUnits({ not_statement: { statement: script } })).toBe(40);
    expect(capacityUnits({ and_statement: { statement: [script, script] } })).toBe(80);
    expect(capacityUnits({ or_statement: { statement: [script, { not_statement: { statement: script } }] } })).toBe(80);
  });
});

describe("firewallRules", () => {
  test("R-E4 stay within what the basic price covers", () => {
    expect(INCLUDED_CAPACITY).toBe(1500);
    expect(totalCapacityUnits(firewallRules(settings))).toBe(476);
  });

  test("R-E4 are eight of our own and the managed reputation list, each under its own name", () => {
    const rules = firewallRules(settings);
    expect(rules.filter(({ action }) => action !== "managed")).toHaveLength(8);
    expect(rules.filter(({ action }) => action === "managed")).toHaveLength(1);
    expect(new Set(rules.map(({ name }) => name)).size).toBe(9);
  });

  test("judge addresses and rates before they allow the health check", () => {
    expect(firewallRules(settings).map(({ name }) => name)).toEqual([
      "block-listed-addresses",
      "rate-limit",
      "allow-health-check",
      "amazon-ip-reputation",
      "user-agent",
      "size-restriction",
      "sql-injection",
      "cross-site-scripting",
      "sensitive-paths",
    ]);
  });

  test("allow GET and HEAD of exactly the health check's path", () => {
    const allowing = firewallRules(settings).filter(({ action }) => action === "allow");
    expect(allowing).toEqual([
      {
        name: "allow-health-check",
        action: "allow",
        statement: {
          and_statement: {
            statement: [
              {
                or_statement: {
                  statement: ["GET", "HEAD"].map((method) => ({
                    byte_match_statement: expect.objectContaining({
                      field_to_match: { method: {} },
                      positional_constraint: "EXACTLY",
                      search_string: method,
                    }),
                  })),
                },
              },
              {
                byte_match_statement: expect.objectContaining({
                  field_to_match: { uri_path: {} },
                  positional_constraint: "EXACTLY",
                  search_string: "/health",
                }),
              },
            ],
          },
        },
      },
    ]);
  });

  describe("sensitive-paths", () => {
    const statement = firewallRules(settings).find(({ name }) => name === "sensitive-paths")!.statement;
    const [{ regex_match_statement }] = (statement as never as Alternatives).or_statement.statement;
    const refused = (path: string) => new RegExp(regex_match_statement.regex_string).test(path.toLowerCase());

    test.each(["/.env", "/api/.env.local", "/.git/config", "/.aws/credentials", "/WP-login.php", "/cgi-bin/x"])(
      "refuses %s",
      (path) => expect(refused(path)).toBe(true),
    );

    test.each(["/", "/index.html", "/.well-known/security.txt", "/api/orders/4.2", "/environment", "/wp", "/a.env"])(
      "lets %s pass",
      (path) => expect(refused(path)).toBe(false),
    );

    test("fits into a regular expression of AWS WAF and captures nothing", () => {
      expect(regex_match_statement.regex_string.length).toBeLessThanOrEqual(200);
      expect(regex_match_statement.regex_string).not.toMatch(/\((?!\?:)/);
    });
  });
});

interface Alternatives {
  readonly or_statement: { readonly statement: readonly [{ regex_match_statement: { regex_string: string } }] };
}
