import { modulesOf } from "../../../../policies/refusals/engine/rego-modules";

const rule = (service: string, rego: string) => ({
  id: `pf-${service}`,
  service,
  title: "",
  severity: "ERROR",
  resourceTypes: ["Q"],
  rego: `package cdk_preflight\n\nimport rego.v1\n\n${rego}`,
});
const HEADER = "package cdk_preflight\n\nimport rego.v1\n";
const library = (name: string, rego: string) => ({ name, rego: `package cdk_preflight\n${rego}` });

/** Texts of the modules without the last one, which defines region and account. */
const textsOf = (rules: Parameters<typeof modulesOf>[0], libraries: { name: string; rego: string }[] = []) =>
  modulesOf(rules, { libraries })
    .slice(0, -1)
    .map(({ content }) => content);

test("comments and empty lines are not sent, but a # in a text is", () => {
  const rego = ["# comment", 'a := "#1 \\"#2" # "comment', "", "b := `#3", "#4`", ""].join("\n");
  expect(textsOf([rule("sqs", rego)])).toEqual([`${HEADER}a := "#1 \\"#2" \nb := \`#3\n#4\`\n`]);
});

test("libraries are sent if a rule calls them, also through another library", () => {
  const libraries = [
    library("c", "_pf_c(x) if x"),
    library("b", "_pf_b(x) if _pf_c(x)"),
    library("d", "_pf_d(x) if _pf_b(x)"),
  ];
  const [text] = textsOf([rule("sqs", "a if _pf_b(1)")], libraries);
  expect(text).toBe(`${HEADER}a if _pf_b(1)\n_pf_b(x) if _pf_c(x)\n_pf_c(x) if x\n`);
});

test("services share a module of up to 6,000 lines, and a longer one has its own", () => {
  const lines = (count: number) => "a := 1\n".repeat(count);
  const rules = [rule("a", lines(10)), rule("b", lines(7000)), rule("c", lines(10)), rule("d", lines(10))];
  expect(modulesOf(rules, { libraries: [] }).map(({ name }) => name)).toEqual([
    "rules/a",
    "rules/b",
    "rules/c rules/d",
    "deployment",
  ]);
});
