import fc from "fast-check";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseApprovals } from "../../../policies";
import { runPolicy } from "../../../tools/commands/policy";
import { ToolError } from "../../../tools/runner/command/exit-codes";
import { thisMachine } from "../../../tools/runner/command/machine";
import { synthesizedFolder } from "../../support/synthesized";
import { asPlan } from "../fixtures/fixture";

const NOW = new Date("2026-11-25T12:00:00Z");
/** Fixed seed, so that failures are reproducible. */
const REPEATABLE = { seed: 20_261_125, numRuns: 300 };

const REPEATABLE_AND_FEWER = { ...REPEATABLE, numRuns: 100 };

type Json = Record<string, unknown>;
type Config = Json & { resource: Record<string, Json> };
const configOf = (stack: string): Config =>
  JSON.parse(fs.readFileSync(path.join(synthesizedFolder(), "stacks", stack, "cdk.tf.json"), "utf8")) as Config;
const planOf = ({ resource }: Config): Json => {
  const blocks = Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, block]) => [`${type}.${name}`, block as Json] as const),
  );
  return asPlan(Object.fromEntries(blocks)) as Json;
};
/** A small stack, and the largest one, to which most rules apply. */
const config = configOf("prod-recovery");
const plan = planOf(config);
const [wideConfig, widePlan] = [configOf("prod"), planOf(configOf("prod"))];

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-fuzz-"));
  fs.mkdirSync(path.join(folder, "shop"));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Result of the policy command for a file with this text. */
function answerTo(text: string, options: { config?: string } = {}): { code: number; said: string } {
  const said: string[] = [];
  const machine = { ...thisMachine(), cwd: folder, env: {} };
  fs.writeFileSync(path.join(folder, "shop/input.json"), text);
  try {
    const request = { files: ["shop/input.json"], options };
    return { code: runPolicy(request, machine, NOW, (line) => said.push(line)), said: said.join("\n") };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { code: error.exitCode, said: error.message };
  }
}

/** A clear error names the file or its folder and is no JavaScript error. */
function expectRefusal({ code, said }: ReturnType<typeof answerTo>): void {
  expect({ code, said }).toEqual({ code: 2, said: expect.stringMatching(/^[^\n]*shop[^\n]*: \S/) });
  expect(said).not.toMatch(/TypeError|undefined is not|Cannot read/);
}

/** Every path in a value, deepest last. */
function placesIn(value: unknown, place: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [place];
  return [place, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...place, key]))];
}

function replacedAt(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as Json) }) as Json;
  copy[key] = replacedAt(copy[key], rest, by);
  return copy;
}

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1e300, "", "${", "{", "[]", [], {}, [[]], [null], { "": null }),
  fc.jsonValue(),
);
const shallow = (value: unknown, depth: number) =>
  placesIn(value).filter((place) => place.length > 0 && place.length <= depth);

test("the unchanged files are accepted, so that the changes cause the rejections below", () => {
  expect(answerTo(JSON.stringify(config)).code).toBe(0);
  expect([0, 1]).toContain(answerTo(JSON.stringify(plan)).code);
});

describe("a truncated file", () => {
  test.each([
    ["configuration", JSON.stringify(config)],
    ["plan", JSON.stringify(plan)],
  ])("is rejected at any length: %s", (_kind, text) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 1 }), (end) => expectRefusal(answerTo(text.slice(0, end)))),
      REPEATABLE,
    );
  });
});

describe("a file of arbitrary JSON", () => {
  test("is rejected unless it is an object", () => {
    const other = fc.jsonValue().filter((value) => typeof value !== "object" || value === null || Array.isArray(value));
    fc.assert(
      fc.property(other, (value) => expectRefusal(answerTo(JSON.stringify(value)))),
      REPEATABLE,
    );
  });

  test("never passes", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(answerTo(JSON.stringify(value)).code).not.toBe(0);
      }),
      REPEATABLE,
    );
  });
});

describe("a configuration with random values", () => {
  test("is rejected if a value in place of a block is not a block", () => {
    const places = shallow(config.resource, 2).map((place) => ["resource", ...place]);
    fc.assert(
      fc.property(fc.constantFrom(...places), junk, (place, value) => {
        const answer = answerTo(JSON.stringify(replacedAt(config, place, value)));
        if (typeof value !== "object" || value === null) expectRefusal(answer);
        else expect([0, 1, 2, 3, 4]).toContain(answer.code);
      }),
      REPEATABLE,
    );
  });

  test("ends with an exit code and a report", () => {
    fc.assert(
      fc.property(fc.constantFrom(...placesIn(wideConfig)), junk, (place, value) => {
        const { code, said } = answerTo(JSON.stringify(replacedAt(wideConfig, place, value)));
        expect([0, 1, 2, 3, 4]).toContain(code);
        expect(said).not.toMatch(/TypeError|Cannot read/);
      }),
      REPEATABLE_AND_FEWER,
    );
  });

  test.each(["resources", "Resource", "modules"])("is rejected if it has the unknown key %s", (key) => {
    const { resource, ...rest } = config;
    expectRefusal(answerTo(JSON.stringify({ ...rest, [key]: resource })));
  });
});

describe("a plan with random values", () => {
  test("is rejected if a value in place of a change is not a change", () => {
    const changes = plan["resource_changes"] as unknown[];
    const places = changes.flatMap((_, index) =>
      [[], ["change"], ["address"], ["type"], ["change", "actions"], ["change", "actions", 0]].map((place) => [
        "resource_changes",
        index,
        ...place,
      ]),
    );
    const wrong = junk.filter((value) => typeof value !== "string" || value === "");
    fc.assert(
      fc.property(fc.constantFrom(...places), wrong, (place, value) => {
        expectRefusal(answerTo(JSON.stringify(replacedAt(plan, place, value))));
      }),
      REPEATABLE,
    );
  });

  test("ends with an exit code and a report", () => {
    fc.assert(
      fc.property(fc.constantFrom(...placesIn(widePlan)), junk, (place, value) => {
        const { code, said } = answerTo(JSON.stringify(replacedAt(widePlan, place, value)));
        expect([0, 1, 2, 3, 4]).toContain(code);
        expect(said).not.toMatch(/TypeError|Cannot read/);
      }),
      REPEATABLE_AND_FEWER,
    );
  });

  test.each([
    ["that ended with errors", { ...plan, errored: true }],
    ["with an action that there is not", replacedAt(plan, ["resource_changes", 0, "change", "actions", 0], "DELETE")],
  ])("is rejected: %s", (_title, harmed) => expectRefusal(answerTo(JSON.stringify(harmed))));

  test("is rejected if it contains no resource of its configuration", () => {
    fs.mkdirSync(path.join(folder, "made"), { recursive: true });
    fs.writeFileSync(path.join(folder, "made/cdk.tf.json"), JSON.stringify(config));
    const empty = answerTo(JSON.stringify({ ...plan, resource_changes: [] }), { config: "made/cdk.tf.json" });
    expectRefusal(empty);
  });
});

describe("a random value", () => {
  test("in place of a waiver fails the run", () => {
    const [type, named] = Object.entries(config.resource)[0]!;
    const place = ["resource", type, Object.keys(named)[0]!, "//", "waivers"];
    fc.assert(
      fc.property(
        junk.filter((value) => JSON.stringify(value) !== "{}"),
        (waivers) => {
          expect(answerTo(JSON.stringify(replacedAt(config, place, waivers))).code).toBe(4);
        },
      ),
      REPEATABLE,
    );
  });

  test("in an approvals file approves nothing and is reported", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { approvals, problems } = parseApprovals(text, NOW);
        expect(approvals).toEqual([]);
        expect(problems.length).toBeGreaterThan(0);
      }),
      REPEATABLE,
    );
  });
});
