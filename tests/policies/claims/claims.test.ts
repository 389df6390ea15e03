import { CATALOGUES, controlIds } from "../../../policies/catalogue/coverage";
import { RULES } from "../../../policies/rules";
import { CLAIMS } from ".";
import { figuresOf, lineOf, resultsOf } from "./measurement";

const claimed = [...new Set(RULES.flatMap(controlIds))];
const results = CLAIMS.flatMap(resultsOf);
const tested = new Set(CLAIMS.flatMap(({ ids }) => ids));

test.each(claimed.filter((id) => tested.has(id)))("%s: violations are found, valid configurations are not", (id) => {
  const own = results.filter((result) => result.id === id);
  const wrong = own.filter(({ violates, isFound }) => violates !== isFound);
  expect(wrong.map(({ configuration, findings }) => ({ configuration, findings }))).toEqual([]);
});

describe("the claims about other catalogues", () => {
  test("have a violation and a valid configuration each", () => {
    const kinds = (id: string): ReadonlySet<boolean> =>
      new Set(results.filter((result) => result.id === id).map(({ violates }) => violates));
    expect(claimed.filter((id) => kinds(id).size < 2)).toEqual([]);
    expect([...tested].filter((id) => !claimed.includes(id))).toEqual([]);
  });

  test("hold in at least 97 % of the violations, with at most 1 % false alarms", () => {
    const figures = figuresOf(results);
    process.stdout.write(`${figures.map(lineOf).join("\n")}\n`);
    expect(figures.map(({ catalogue }) => catalogue)).toEqual(CATALOGUES.map(({ catalogue }) => catalogue));
    expect(figures.filter(({ recall, falseAlarms }) => recall < 0.97 || falseAlarms > 0.01)).toEqual([]);
    expect(figures.reduce((sum, { configurations }) => sum + configurations, 0)).toBeGreaterThan(150);
  });
});
