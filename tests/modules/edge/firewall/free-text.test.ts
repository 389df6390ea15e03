import { firewallRules, type FirewallSettings, type Statement } from "../../../../modules/edge/firewall";

const settings: FirewallSettings = {
  healthCheckPath: "/health",
  requestsPerFiveMinutes: 2000,
  maxBodyKilobytes: 16,
  blockedUserAgents: ["sqlmap"],
  freeTextPaths: ["/api/feedback"],
  blockedAddressSets: ["arn:aws:wafv2:us-east-1:111122223333:global/ipset/blocked/1"],
};

interface Request {
  readonly path: string;
  readonly query: string;
  readonly body: string;
}

/** A detector that suspects more than AWS WAF does: any quote, comment, SQL word or angle bracket. */
const SUSPICIOUS = /['";#<>]|--|\b(?:select|union|insert|update|delete|drop|table|where|or|and|script)\b/i;

function partOf({ path, query, body }: Request, field: object): string {
  if ("body" in field) return body;
  if ("query_string" in field) return query;
  return "uri_path" in field ? path : "Mozilla/5.0";
}

/** Evaluates a statement as AWS WAF does, except for addresses, rates and reputation, which never match here. */
function matches(statement: Statement, request: Request): boolean {
  if ("and_statement" in statement) return statement.and_statement.statement.every((one) => matches(one, request));
  if ("or_statement" in statement) return statement.or_statement.statement.some((one) => matches(one, request));
  if ("not_statement" in statement) return !matches(statement.not_statement.statement, request);
  if ("sqli_match_statement" in statement) {
    return SUSPICIOUS.test(partOf(request, statement.sqli_match_statement.field_to_match));
  }
  if ("xss_match_statement" in statement) {
    return SUSPICIOUS.test(partOf(request, statement.xss_match_statement.field_to_match));
  }
  if ("byte_match_statement" in statement) {
    const { field_to_match, positional_constraint, search_string } = statement.byte_match_statement;
    const part = partOf(request, field_to_match);
    return positional_constraint === "EXACTLY" ? part === search_string : part.includes(search_string);
  }
  if ("size_constraint_statement" in statement) {
    const { field_to_match, size } = statement.size_constraint_statement;
    return Buffer.byteLength(partOf(request, field_to_match)) > size;
  }
  if ("regex_match_statement" in statement) {
    const { field_to_match, regex_string } = statement.regex_match_statement;
    return new RegExp(regex_string).test(partOf(request, field_to_match).toLowerCase());
  }
  return false;
}

const blockedBy = (request: Partial<Request>, changed: Partial<FirewallSettings> = {}): string[] =>
  firewallRules({ ...settings, ...changed })
    .filter(({ statement }) => matches(statement, { path: "/api/feedback", query: "", body: "", ...request }))
    .map(({ name }) => name);

const SENTENCES = [
  "I can't recommend it; the lid doesn't close.",
  "It's 5' 10\" long -- not what the page says.",
  "Select all items and drop them from the table: it holds!",
  "The union of form and function; I'd order it again or give it away.",
  "Update: where can I insert the battery? Delete the old manual.",
  "1 = 1 for everybody # honest price",
  "Works with SELECT * FROM stock WHERE price < 10; nice docs.",
  "Tried <script>alert('hi')</script> in the label printer, prints fine.",
  "<3 it! if (a < b && b > c) it still fits.",
  "O'Brien's \"best\" mug; rock'n'roll & more.",
];

describe("free text of feedback", () => {
  test.each(SENTENCES)("is allowed: %s", (sentence) => {
    const body = JSON.stringify({ productId: "0f8c", rating: 5, text: sentence });
    expect(blockedBy({ body })).toEqual([]);
  });

  test.each(SENTENCES)("would be blocked without freeTextPaths by a strict detector: %s", (sentence) => {
    expect(blockedBy({ body: sentence }, { freeTextPaths: [] })).toContain("sql-injection");
  });

  test("is inspected on every other path", () => {
    for (const path of ["/api/feedback/", "/api/Feedback", "/api/orders", "//api/feedback"]) {
      expect(blockedBy({ path, body: "' or 1=1 --" })).toEqual(["sql-injection", "cross-site-scripting"]);
    }
  });

  test("exempts the body only, not the query", () => {
    expect(blockedBy({ query: "after=' or 1=1 --" })).toEqual(["sql-injection", "cross-site-scripting"]);
  });

  test("is limited in size", () => {
    expect(blockedBy({ body: "x".repeat(16 * 1024 + 1) })).toEqual(["size-restriction"]);
  });
});
