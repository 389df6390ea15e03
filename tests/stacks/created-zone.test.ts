import { environmentProblems, type Environment } from "../../environments";
import { readConfiguration } from "../../policies/engine/synth-input";
import { judge } from "../../policies/engine/judgement";
import { EXEMPT_TYPES, RULES } from "../../policies/rules";
import { PlatformStack } from "../../stacks/platform";
import type { TestStack } from "../../testing";
import { environments, tooling } from "../fixtures/environments";
import { synthesizeOnly } from "../support/synth";

const imageRepository = "123456789012.dkr.ecr.us-east-1.amazonaws.com/groundplan-api";

const creating = environments.map((environment): [string, Environment] => [
  environment.name,
  {
    ...environment,
    site: { ...environment.site, domainName: `${environment.name}.example.com`, hostedZone: "create" },
  },
]);

const synthesize = (environment: Environment): TestStack =>
  synthesizeOnly((app) => new PlatformStack(app, environment.name, { environment, imageRepository }));

function brokenRules(stack: TestStack): string[] {
  const now = new Date("2026-11-25T12:00:00Z");
  const { verdicts } = judge([readConfiguration(stack)], { phase: "synth", rules: RULES, exempt: EXEMPT_TYPES, now });
  return verdicts.filter(({ outcome }) => outcome === "blocked").map(({ rule }) => rule.id);
}

describe.each(creating)("R-E1 a zone that %s creates", (name, environment) => {
  const stack = synthesize(environment);

  test("is valid and passes every rule", () => {
    const others = environments.filter((other) => other.name !== name);
    expect(environmentProblems([...others, environment], tooling)).toEqual([]);
    expect(brokenRules(stack)).toEqual([]);
  });

  test("publishes its name servers before a certificate waits for the delegation", () => {
    const parameter = stack.resource("aws_ssm_parameter", "name-servers");
    expect(parameter).toMatchObject({ name: `/groundplan/${name}/dns/name-servers` });
    expect(parameter["insecure_value"]).toMatch(/join\(" ", aws_route53_zone\..*\.name_servers\)/);
    expect(JSON.stringify(parameter)).not.toMatch(/acm_certificate/);
    expect(Object.keys(stack.config.output!)).toEqual(expect.arrayContaining(["name-servers", "ds-record"]));
  });
});

test("R-E1 an unsigned zone without query log breaks R53-01", () => {
  const stack = synthesize(creating.find(([name]) => name === "prod")![1]);
  const { aws_route53_hosted_zone_dnssec: _dnssec, aws_route53_query_log: _log, ...resource } = stack.config.resource!;
  const [zone] = [{ ...stack, config: { ...stack.config, resource } } as TestStack];
  expect(brokenRules(zone)).toContain("R53-01");
});
