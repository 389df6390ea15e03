import path from "node:path";
import { EXEMPT_TYPES, RULES, judge, readConfiguration, type JudgeOptions } from "../../policies";
import { examplesIn, isStackExample, moduleNames, synthesizeExample } from "../../tools/emulation/readme-examples";

const root = path.resolve(__dirname, "../..");
const FAMILIES = [
  "compute/functions",
  "data/aurora",
  "data/cache",
  "data/storage",
  "delivery",
  "messaging",
  "workflow",
];
const examples = moduleNames(root)
  .filter((name) => FAMILIES.includes(name))
  .flatMap((name) => examplesIn(root, `modules/${name}/README.md`))
  .filter(isStackExample);

/** Rules that demand a resource of another module, which an example of one module cannot have. */
const ELSEWHERE = new Map([["BKP-03", "a backup plan of recovery selects the cluster by its tag"]]);

const OPTIONS: JudgeOptions = { phase: "synth", rules: RULES, exempt: EXEMPT_TYPES, profileOf: () => "prod" };

/** Findings in a configuration of the profile `prod`, as rule, resource and messages. */
function findingsIn(config: object): string[] {
  return judge([readConfiguration({ name: "example", config })], OPTIONS)
    .verdicts.filter(
      ({ outcome, rule }) => ["blocked", "reported", "broken"].includes(outcome) && !ELSEWHERE.has(rule.id),
    )
    .map(({ rule, resource, findings }) => {
      return `${rule.id} ${resource.address}: ${findings.map(({ message }) => message).join("; ")}`;
    });
}

test.each(examples)("the defaults of the example in $readme pass the policies of prod", (example) => {
  expect(findingsIn(synthesizeExample(example).config)).toEqual([]);
});

test("a default that the policies of prod refuse is found", () => {
  const [aurora] = examples.filter(({ readme }) => readme.includes("aurora"));
  const source = aurora!.source.replace('backup: "shop",', 'backup: "shop", backupRetentionDays: 7,');
  expect(findingsIn(synthesizeExample({ ...aurora!, source }).config)).toEqual([expect.stringMatching(/^RDS-04 /)]);
});
