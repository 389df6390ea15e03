import { Token } from "cdktf";
import { ServiceRole } from "../../../../modules/core";
import { AMPLIFY_SITE_DEFAULTS, AmplifySite, type AmplifySiteProps } from "../../../../modules/edge/hosting";
import { Alarms } from "../../../../modules/observability";
import { rehearse, synthesizeStack, type TestStack } from "../../../../testing";

const synthesizeSite = (
  differences: Partial<AmplifySiteProps> = {},
  use: (site: AmplifySite) => void = () => undefined,
): TestStack => synthesizeStack((stack) => use(new AmplifySite(stack, "site", { name: "shop", ...differences })));

const app = (stack: TestStack) => stack.resource("aws_amplify_app") as Record<string, unknown>;

/** Headers of `custom_headers`, by name. */
function headersOf(stack: TestStack): Record<string, unknown> {
  const lines = String(app(stack)["custom_headers"]).split("\n");
  expect(lines.slice(0, 3)).toEqual(["customHeaders:", '  - pattern: "**/*"', "    headers:"]);
  const scalar = (line: string, key: string): unknown => JSON.parse(line.trim().slice(`${key}: `.length));
  const keys = lines.filter((line) => line.startsWith("      - key: ")).map((line) => scalar(line, "- key"));
  const values = lines.filter((line) => line.startsWith("        value: ")).map((line) => scalar(line, "value"));
  return Object.fromEntries(keys.map((key, position) => [key, values[position]]));
}

const CSP = "base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; upgrade-insecure-requests";

describe("AmplifySite", () => {
  test("is a static app without repository, token or builds", () => {
    const stack = synthesizeSite();
    expect(app(stack)).toMatchObject({
      name: "shop",
      platform: "WEB",
      enable_branch_auto_build: false,
      enable_auto_branch_creation: false,
    });
    for (const secret of ["access_token", "oauth_token", "repository", "basic_auth_credentials"]) {
      expect(app(stack)).not.toHaveProperty(secret);
    }
    expect(stack.resource("aws_amplify_branch")).toMatchObject({
      app_id: expect.stringMatching(/^\$\{aws_amplify_app\.site_app_\w+\.id\}$/),
      branch_name: "main",
      stage: "PRODUCTION",
      enable_auto_build: false,
    });
    expect(stack.resources("aws_amplify_domain_association")).toEqual({});
  });

  test.each([
    ["/", true],
    ["/orders/7", true],
    ["/sign-in", true],
    ["/index.html", false],
    ["/assets/app.3f2a.js", false],
    ["/.well-known/security.txt", false],
  ])("the rewrite to index.html of %s is %s", (path, rewritten) => {
    const [rule] = app(synthesizeSite())["custom_rule"] as [{ source: string; target: string; status: string }];
    expect([rule.target, rule.status]).toEqual(["/index.html", "200"]);
    const [, expression = ""] = /^<\/(.*)\/>$/.exec(rule.source) ?? [];
    expect(new RegExp(expression).test(path)).toBe(rewritten);
  });

  test("sends security headers for the site's own origin", () => {
    expect(headersOf(synthesizeSite())).toEqual({
      "Strict-Transport-Security": "max-age=31536000",
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
      "Referrer-Policy": "strict-origin-when-cross-origin",
      "Content-Security-Policy": `default-src 'self'; ${CSP}`,
    });
  });

  test("scripts may call further origins, one of them known after the plan only", () => {
    const origins = [
      "https://api.example.com",
      `https://${Token.asString({ resolve: () => "${aws_x.y.id}" })}.example.com`,
    ];
    expect(headersOf(synthesizeSite({ connectSources: origins }))["Content-Security-Policy"]).toBe(
      `default-src 'self'; connect-src 'self' https://api.example.com https://\${aws_x.y.id}.example.com; ${CSP}`,
    );
  });

  test("headers add to the security headers and replace those of their name", () => {
    const headers = { "x-frame-options": "SAMEORIGIN", "Permissions-Policy": 'geolocation=(self "https://a.example")' };
    const unknown = Token.asString({ resolve: () => "${aws_x.y.id}" });
    expect(headersOf(synthesizeSite({ headers: { "X-Release": unknown } }))["X-Release"]).toBe("${aws_x.y.id}");
    const sent = headersOf(synthesizeSite({ headers }));
    expect(sent).toMatchObject(headers);
    expect(sent).not.toHaveProperty("X-Frame-Options");
    expect(Object.keys(sent)).toHaveLength(6);
  });

  test("a custom domain has a certificate of Amplify, and Terraform does not wait for its records", () => {
    const stack = synthesizeSite({ customDomain: { domainName: "example.com", prefixes: ["www", ""] } }, (site) => {
      expect(site.url).toBe("https://www.example.com");
      expect(site.verificationRecord).toEqual(expect.any(String));
      expect(Token.isUnresolved(site.domainRecords)).toBe(true);
    });
    const branch = expect.stringContaining("aws_amplify_branch.site_branch_") as unknown;
    expect(stack.resource("aws_amplify_domain_association")).toMatchObject({
      domain_name: "example.com",
      certificate_settings: { type: "AMPLIFY_MANAGED" },
      enable_auto_sub_domain: false,
      wait_for_verification: false,
      sub_domain: [
        { branch_name: branch, prefix: "www" },
        { branch_name: branch, prefix: "" },
      ],
    });
  });

  test("the URL is that of the domain itself, or of the branch without a domain", () => {
    synthesizeSite({ customDomain: { domainName: "shop.example.com" } }, ({ url }) => {
      expect(url).toBe("https://shop.example.com");
    });
    synthesizeSite({ branchName: "live" }, (site) => {
      expect(site.url).toMatch(/^https:\/\/live\.\$\{TfToken/);
      expect([site.verificationRecord, site.domainRecords]).toEqual([undefined, undefined]);
    });
  });

  test("grantPublish allows a role to publish to this branch only", async () => {
    const stack = synthesizeStack((scope) => {
      const role = new ServiceRole(scope, "role", {
        name: "publish",
        description: "x",
        service: "codebuild.amazonaws.com",
      });
      new AmplifySite(scope, "site", { name: "shop", customDomain: { domainName: "a.example.com" } }).grantPublish(
        role,
      );
    });
    const [applied] = await rehearse(stack);
    const branchArn = applied.resource("aws_amplify_branch").arn;
    expect(applied.statementsOf("publish")).toEqual([
      expect.objectContaining({
        actions: expect.arrayContaining(["amplify:CreateDeployment", "amplify:StartDeployment"]),
        resources: [`${String(branchArn)}/*`, branchArn],
      }),
    ]);
    expect(JSON.stringify(applied.statementsOf("publish"))).not.toMatch(/Delete|UpdateApp|"\*"/);
  }, 60_000);

  test("has an alarm for server errors of the app, and a graph", () => {
    const stack = synthesizeStack((scope) => {
      const { signals, graphs } = new AmplifySite(scope, "site", { name: "shop" });
      expect(graphs.map(({ title }) => title)).toEqual(["Site requests"]);
      new Alarms(scope, "alarms", { name: "shop", topicArn: "arn:aws:sns:us-east-1:111122223333:alarms", signals });
    });
    expect(stack.resource("aws_cloudwatch_metric_alarm")).toMatchObject({
      alarm_name: "shop-site-5xx",
      namespace: "AWS/AmplifyHosting",
      metric_name: "5xxErrors",
      dimensions: { App: expect.stringContaining("aws_amplify_app.site_app_") },
    });
  });

  test("the defaults have these values", () => {
    expect(AMPLIFY_SITE_DEFAULTS).toEqual({ branchName: "main", stage: "PRODUCTION", connectSources: [], headers: {} });
  });

  test.each<[string, Partial<AmplifySiteProps>, string]>([
    ["an empty name", { name: "" }, 'name: got ""; allowed: 1 to 255 characters'],
    ["a name of 256 characters", { name: "a".repeat(256) }, "allowed: 1 to 255 characters"],
    ["a branch with a slash", { branchName: "deploy/dev" }, 'branchName: got "deploy/dev"; allowed: letters, digits'],
    ["another stage", { stage: "PULL_REQUEST" as "BETA" }, 'stage: got "PULL_REQUEST"; allowed: PRODUCTION, BETA'],
    ["a domain with a scheme", { customDomain: { domainName: "https://a.example" } }, "customDomain.domainName: got"],
    [
      "a domain without names",
      { customDomain: { domainName: "example.com", prefixes: [] } },
      "customDomain.prefixes: got []; allowed: at least one name",
    ],
    [
      "a prefix with a point",
      { customDomain: { domainName: "example.com", prefixes: ["a.b"] } },
      'customDomain.prefixes: got "a.b"; allowed: a lower-case label, or an empty text',
    ],
    ["an origin with a path", { connectSources: ["https://a.example/x"] }, "connectSources: got"],
    ["a header of two words", { headers: { "X Y": "a" } }, 'headers: got "X Y"; allowed: the name of a header'],
    ["a header that Terraform would interpret", { headers: { "X-A": "${a}" } }, "headers.X-A: got"],
    ["a header twice", { headers: { "X-A": "a", "x-a": "b" } }, 'headers: got "x-a"; allowed: every value once'],
    [
      "51 names of a domain",
      { customDomain: { domainName: "example.com", prefixes: Array.from({ length: 51 }, (_, index) => `p${index}`) } },
      "allowed: at most 50 names",
    ],
    ["a header of two lines", { headers: { "X-A": "a\nSet-Cookie: b" } }, "headers.X-A: got"],
  ])("refuses %s", (_, differences, message) => {
    expect(() => synthesizeSite(differences)).toThrow(message);
  });
});
