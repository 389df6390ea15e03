import { environmentProblems } from "../../environments";
import { environments, tooling } from "../fixtures/environments";
import { synthesizedStack } from "../support/synthesized";

const names = environments.map(({ name }) => name);

/** Second words of the names in the tooling's stacks, such as `tfstate` of `groundplan-tfstate-123456789012`. */
function words(): string[] {
  const text = JSON.stringify(["bootstrap", "delivery"].map((name) => synthesizedStack(name).config));
  const found = [...text.matchAll(/groundplan-([a-z]+)/g)].map(([, word]) => word!);
  return [...new Set(found)].filter((word) => !names.includes(word)).sort();
}

test("no environment has the name of a resource of the tooling, on which it would have permissions", () => {
  expect(words()).toEqual(expect.arrayContaining(["artifacts", "deploy", "tfstate"]));
  const accepted = words().filter(
    (name) => !environmentProblems([{ ...environments[0], name }], tooling).some(({ property }) => property === "name"),
  );
  expect(accepted).toEqual([]);
});
