import path from "node:path";
import { findRefusals, MAPPING, templatesOf, UNTRANSLATED } from "../../../policies/refusals";
import { repositoryInputs as stacks } from "./stack";

const ROOT = path.resolve(__dirname, "../../..");
describe("the stacks of the platform", () => {
  test("contain nothing that AWS is known to refuse", () => {
    const { found, summary } = findRefusals(stacks(), { root: ROOT });
    expect(found).toEqual([]);
    expect(summary).toMatch(
      /^refusals: \d{3} rules of cdk-preflight 0\.0\.\d+ \(\d{3} readable\) and \d+ more on \d{3,} resources in \d+ stacks: 0 refused/,
    );
  });

  test("have no argument that is neither translated nor known to have no property", () => {
    expect(
      stacks()
        .flatMap(templatesOf)
        .flatMap(({ unmapped }) => [...unmapped]),
    ).toEqual([]);
  });

  test("have only types that are translated, or have no CloudFormation type for a reason", () => {
    const types = stacks().flatMap(({ resources }) =>
      resources.filter(({ mode, type }) => mode === "managed" && type.startsWith("aws_")).map(({ type }) => type),
    );
    const unknown = types.filter((type) => !(type in MAPPING) && !(type in UNTRANSLATED));
    expect([...new Set(unknown)]).toEqual([]);
  });

  test("use every type that is listed as untranslated", () => {
    const types = new Set(stacks().flatMap(({ resources }) => resources.map(({ type }) => type)));
    expect(Object.keys(UNTRANSLATED).filter((type) => type in MAPPING || !types.has(type))).toEqual([]);
  });
});
