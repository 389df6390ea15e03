import { evaluate } from "../../../policies/engine/evaluate";
import type { Finding, Phase, Rule } from "../../../policies/engine/rule";
import { readConfiguration } from "../../../policies/engine/synth-input";
import { RULES } from "../../../policies/rules";
import { FIXTURES } from "../fixtures";
import { asConfiguration, type Blocks, changed, type Fixture } from "../fixtures/fixture";

interface Failure {
  readonly rule: string;
  readonly findings: readonly Finding[];
}

const ruleOf = (id: string): Rule => RULES.find((rule) => rule.id === id)!;
const phaseOf = ({ phases: [phase = "synth"] = [] }: Rule): Phase => phase;

/** The findings about each resource. */
function findingsOf({ rule: id, profile = "prod" }: Fixture, blocks: Blocks): readonly (readonly Finding[])[] {
  const rule = ruleOf(id);
  const input = readConfiguration({ name: "shop", config: asConfiguration(blocks) });
  const verdicts = evaluate([input], { phase: phaseOf(rule), rules: [rule], profileOf: () => profile });
  return verdicts.filter(({ status }) => status === "fail").map(({ findings }) => findings);
}

/** A block without arguments misses all of them at once. */
const emptied = (fixture: Fixture): Blocks => ({ ...fixture.pass, [fixture.address]: {} });

const failures: readonly Failure[] = FIXTURES.flatMap((fixture) =>
  [emptied(fixture), ...Object.values(fixture.fails).map((change) => changed(fixture.pass, change))]
    .flatMap((blocks) => findingsOf(fixture, blocks))
    .map((findings) => ({ rule: fixture.rule, findings })),
);
const messages = [...new Set(failures.flatMap(({ findings }) => findings.map(({ message }) => message)))];

const DOUBLED =
  /must (?:not )?be[^;,]*must (?:not )?be|\bnot\b[^;,]*\bnot\b|\bno\b[^;,]*\bnot\b|got nothing|\b(\w+) \1\b/;

describe("the message of a finding", () => {
  test("says once what is required", () => {
    expect(messages.length).toBeGreaterThan(250);
    expect(messages.filter((message) => DOUBLED.test(message))).toEqual([]);
    expect(
      ["must be true must be set", "must not be not set", "must be 1, got nothing"].every((one) => DOUBLED.test(one)),
    ).toBe(true);
  });

  test("begins with a small letter or a name, and has no full stop", () => {
    const badlyFormed = (message: string): boolean => /(?<!\.\.)[.!]$|^(?:The|A|An|You|Please)\b|\byou\b/.test(message);
    expect(messages.filter(badlyFormed)).toEqual([]);
    expect(["The bucket is public", "must be set."].every(badlyFormed)).toBe(true);
  });

  test("is the only one about a missing argument", () => {
    const doubled = failures.flatMap(({ rule, findings }) => {
      const missing = findings.filter(({ message }) => message.startsWith("must be set")).map(({ path }) => path);
      return missing.filter((path, index) => missing.indexOf(path) !== index).map((path) => `${rule} ${path}`);
    });
    expect([...new Set(doubled)]).toEqual([]);
  });

  test.each([
    ["LAM-09", "aws_lambda_function", { memory_size: 128 }, "timeout must be set to 1 to 900"],
    ["LAM-09", "aws_lambda_function", { memory_size: 128, timeout: 901 }, "timeout must be 1 to 900, got 901"],
    ["CI-01", "aws_codebuild_project", { encryption_key: "k" }, "build_timeout must be set to 5 to 480"],
    ["RDS-01", "aws_db_instance", { kms_key_id: "k" }, "storage_encrypted must be set to true"],
    ["RDS-01", "aws_db_instance", { storage_encrypted: true }, "kms_key_id must be set"],
    ["S3-10", "aws_s3_bucket", { force_destroy: true }, "force_destroy must not be true, got true"],
  ])("of %s for %s %j is: %s", (id, type, block, expected) => {
    const findings = findingsOf({ rule: id } as Fixture, { [`${type}.a`]: block });
    expect(findings.flat().map(({ path, message }) => `${path} ${message}`)).toContain(expected);
  });

  test("names the argument of the rule that opens a security group", () => {
    const block = { type: "ingress", protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: ["0.0.0.0/0"] };
    const [finding] = findingsOf({ rule: "NET-06" } as Fixture, { "aws_security_group_rule.a": block }).flat();
    expect(finding?.path).toBe("cidr_blocks");
  });
});

/** An argument, a resource type, a block of a policy, or a prop. */
const NAME =
  /[a-z]+_[a-z_]+|[a-z]+[A-Z]\w+|\b[A-Z]\w*[a-z][A-Z]\w*|`\w+`|\b(?:aws|iam|kms|s3|sts):[\w*]+|\b(?:acl|internal|policy|actions|Effect|description|image|type|user|subnets|domain|triggers|memory)\b/;
/** The rules about changes in a plan ask for another change, not for an argument. */
const NAMELESS = RULES.filter(({ id, fix }) => !id.startsWith("CHG-") && !NAME.test(fix)).map(({ id }) => id);

describe("the texts of a rule", () => {
  test("state the requirement in the title, without a full stop", () => {
    const wrong = RULES.filter(
      ({ title }) => /[.!:]$|\b(?:should|must|shall|please|ensure)\b/i.test(title) || !/^[A-Z`]/.test(title),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test("are sentences in rationale and fix", () => {
    const wrong = RULES.filter(({ rationale, fix }) => ![rationale, fix].every((text) => /^[A-Z`].*[.)]$/s.test(text)));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test("have an imperative as fix, which names what to change", () => {
    const verbs =
      /^(?:Add|Allow|Apply|Attach|Change|Create|Deliver|Find|Keep|Let|List|Move|Name|Pass|Record|Reference|Remove|Restrict|Retain|Set|Split|Use|Write|Give|Choose|Raise|Approve)\b/;
    expect(RULES.filter(({ fix }) => !verbs.test(fix)).map(({ id, fix }) => `${id} ${fix}`)).toEqual([]);
    expect(NAMELESS).toEqual([]);
  });
});
