import path from "node:path";
import { EXEMPT_TYPES, RULES, judge, readConfiguration, type JudgeOptions } from "../../policies";
import { examplesIn, isStackExample, moduleNames, synthesizeExample } from "../../tools/emulation/readme-examples";

const root = path.resolve(__dirname, "../..");
const examples = moduleNames(root)
  .flatMap((name) => examplesIn(root, `modules/${name}/README.md`))
  .filter(isStackExample);

/** Rules that demand a resource of another module, which the example of one module does not have. */
const ELSEWHERE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "modules/core/README.md": { "NET-09": "the user attaches the group to a resource" },
  "modules/data/aurora/README.md": { "BKP-03": "a backup plan of recovery selects the cluster by its tag" },
  "modules/data/dynamodb/README.md": { "BKP-03": "a backup plan of recovery selects the tables by their tag" },
  "modules/data/rds/README.md": { "BKP-03": "a backup plan of recovery selects the instance by its tag" },
  "modules/edge/dns/README.md": { "R53-02": "the target of the alias is a distribution of edge/cdn" },
  "modules/recovery/README.md": { "BKP-04": "observability raises alarms from the signals of the plan" },
};

const OPTIONS: JudgeOptions = { phase: "synth", rules: RULES, exempt: EXEMPT_TYPES, profileOf: () => "prod" };

/** Findings in a configuration of the profile `prod`, as rule, resource and messages. */
function findingsIn(config: object): string[] {
  return judge([readConfiguration({ name: "example", config })], OPTIONS)
    .verdicts.filter(({ outcome }) => ["blocked", "reported", "broken"].includes(outcome))
    .map(({ rule, resource, findings }) => {
      return `${rule.id} ${resource.address}: ${findings.map(({ message }) => message).join("; ")}`;
    });
}

test.each(examples)("the defaults of example $position in $readme pass the policies of prod", (example) => {
  const rules = findingsIn(synthesizeExample(example).config).map((finding) => finding.split(" ")[0]);
  expect([...new Set(rules)].sort()).toEqual(Object.keys(ELSEWHERE[example.readme] ?? {}));
});

test("every module with resources has such an example", () => {
  const readmes = new Set(examples.map(({ readme }) => readme));
  const others = moduleNames(root).filter((name) => !readmes.has(`modules/${name}/README.md`));
  expect(others).toEqual(["api/handlers", "compute/bundles", "environment"]);
});

test("examples grant the use of keys: none has a grant without effect", () => {
  const empty = /grant\w+: \(\) => \{\}/;
  expect(examples.filter(({ source }) => empty.test(source)).map(({ readme }) => readme)).toEqual([]);
  expect(empty.test("grantUse: () => {}")).toBe(true);
});

test("a default that the policies of prod refuse is found", () => {
  const [aurora] = examples.filter(({ readme }) => readme.includes("aurora"));
  const source = aurora!.source.replace('backup: "shop",', 'backup: "shop", backupRetentionDays: 7,');
  expect(findingsIn(synthesizeExample({ ...aurora!, source }).config)).toContainEqual(
    expect.stringMatching(/^RDS-04 /),
  );
});
