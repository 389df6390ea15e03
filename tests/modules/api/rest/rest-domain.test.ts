import { RestDomain, UsagePlan, type RestDomainProps, type UsagePlanProps } from "../../../../modules/api/rest";
import { InputError } from "../../../../modules/core/index";
import { synthesizeStack } from "../../../../testing/index";

const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/1";
const domainProps: RestDomainProps = {
  name: "api.example.com",
  certificate: { certificateArn, region: "us-east-1" },
  basePaths: { v1: { restApiId: "abc", stageName: "live" }, v2: { restApiId: "def", stageName: "next" } },
};
const planProps: UsagePlanProps = { name: "partners", stages: { shop: { restApiId: "abc", stageName: "live" } } };

const synthesizeDomain = (differences: Partial<RestDomainProps> = {}, use: (domain: RestDomain) => void = () => {}) =>
  synthesizeStack((stack) => use(new RestDomain(stack, "domain", { ...domainProps, ...differences })));
const synthesizePlan = (differences: Partial<UsagePlanProps> = {}, use: (plan: UsagePlan) => void = () => {}) =>
  synthesizeStack((stack) => use(new UsagePlan(stack, "plan", { ...planProps, ...differences })));

describe("RestDomain", () => {
  test("the domain is regional, with TLS 1.2 and a base path for each version", () => {
    const stack = synthesizeDomain();
    expect(stack.resource("aws_api_gateway_domain_name")).toMatchObject({
      domain_name: "api.example.com",
      regional_certificate_arn: certificateArn,
      endpoint_configuration: { types: ["REGIONAL"] },
      security_policy: "TLS_1_2",
    });
    expect(stack.resource("aws_api_gateway_base_path_mapping", "base-path-v2")).toMatchObject({
      domain_name: expect.stringContaining("aws_api_gateway_domain_name.domain_domain-name"),
      api_id: "def",
      stage_name: "next",
      base_path: "v2",
    });
  });

  test("the root serves all other paths", () => {
    const basePaths = { "/": { restApiId: "abc", stageName: "live" } };
    const stack = synthesizeDomain({ basePaths }, ({ urls }) =>
      expect(urls).toEqual({ "/": "https://api.example.com/" }),
    );
    expect(stack.resource("aws_api_gateway_base_path_mapping")).not.toHaveProperty("base_path");
  });

  test("it is a target of alias records, and names its URLs", () => {
    synthesizeDomain({}, ({ domainName, hostedZoneId, urls }) => {
      expect(domainName).toMatch(/^\$\{TfToken/);
      expect(hostedZoneId).toMatch(/^\$\{TfToken/);
      expect(urls).toEqual({ v1: "https://api.example.com/v1", v2: "https://api.example.com/v2" });
    });
  });

  test("a wildcard of the certificate covers the name", () => {
    const certificate = { certificateArn, region: "us-east-1", names: ["*.example.com"] } as const;
    expect(() => synthesizeDomain({ certificate })).not.toThrow();
    expect(() => synthesizeDomain({ certificate: { ...certificate, names: ["api.example.com"] } })).not.toThrow();
  });

  const stage = { restApiId: "abc", stageName: "live" };
  test.each<[Partial<RestDomainProps>, RegExp]>([
    [{ name: "*.example.com" }, /name: got "\*\.example\.com"/],
    [
      { certificate: { certificateArn, region: "us-east-1", names: ["www.example.com"] } },
      /name: got "api.example.com"; allowed: a name of the certificate: www.example.com/,
    ],
    [
      { certificate: { certificateArn: certificateArn.replace("us-east-1", "us-west-2"), region: "us-west-2" } },
      /certificate.certificateArn: got .*request the certificate in the domain's region/,
    ],
    [{ basePaths: {} }, /basePaths: got \{\}; allowed: at least one base path/],
    [{ basePaths: { "a/b": stage } }, /basePaths: got "a\/b"; allowed: \/, or one segment/],
    [{ basePaths: { ping: stage } }, /basePaths: got "ping"; allowed: a path other than ping and sping/],
    [{ basePaths: { V1: stage, v1: stage } }, /basePaths: got "V1"; allowed: base paths that differ in more than case/],
  ])("refuses %j", (differences, message) => {
    expect(() => synthesizeDomain(differences)).toThrow(InputError);
    expect(() => synthesizeDomain(differences)).toThrow(message);
  });
});

describe("UsagePlan", () => {
  test("the plan limits and counts the requests of its keys", () => {
    const limits = { throttling: { requestsPerSecond: 10, burst: 20 }, quota: { requests: 1000, per: "day" } } as const;
    const stack = synthesizePlan({ ...limits, keys: ["acme", "globex"] }, ({ keyIds }) =>
      expect(Object.keys(keyIds)).toEqual(["acme", "globex"]),
    );
    expect(stack.resource("aws_api_gateway_usage_plan")).toMatchObject({
      name: "partners",
      api_stages: [{ api_id: "abc", stage: "live" }],
      throttle_settings: { rate_limit: 10, burst_limit: 20 },
      quota_settings: { limit: 1000, period: "DAY" },
    });
    expect(stack.resource("aws_api_gateway_api_key", "key-acme")).toMatchObject({ name: "partners-acme" });
    expect(stack.resource("aws_api_gateway_usage_plan_key", "usage-plan-key-globex")).toMatchObject({
      key_id: expect.stringContaining("aws_api_gateway_api_key.plan_key-globex"),
      key_type: "API_KEY",
      usage_plan_id: expect.stringContaining("aws_api_gateway_usage_plan.plan_usage-plan"),
    });
  });

  test("limits, quota and keys are optional", () => {
    const stack = synthesizePlan({}, ({ usagePlanId }) => expect(usagePlanId).toMatch(/^\$\{TfToken/));
    const plan = stack.resource("aws_api_gateway_usage_plan");
    expect(plan).not.toHaveProperty("throttle_settings");
    expect(plan).not.toHaveProperty("quota_settings");
    expect(stack.resources("aws_api_gateway_api_key")).toEqual({});
  });

  test.each<[Partial<UsagePlanProps>, RegExp]>([
    [{ name: "Bücher" }, /name: got "Bücher"/],
    [{ name: "a".repeat(120), keys: ["long-name"] }, /name: got .*an api name of at most 128/],
    [{ stages: {} }, /stages: got \{\}; allowed: at least one stage/],
    [{ keys: ["a", "a"] }, /keys: got "a"; allowed: every value once/],
    [{ keys: ["A b"] }, /keys: got "A b"; allowed: kebab-case/],
    [{ throttling: { requestsPerSecond: 1, burst: 0 } }, /throttling.burst: got 0/],
    [{ quota: { requests: 0, per: "day" } }, /quota.requests: got 0/],
    [{ quota: { requests: 1, per: "hour" as "day" } }, /quota.per: got "hour"; allowed: day, week, month/],
  ])("refuses %j", (differences, message) => {
    expect(() => synthesizePlan(differences)).toThrow(InputError);
    expect(() => synthesizePlan(differences)).toThrow(message);
  });
});
