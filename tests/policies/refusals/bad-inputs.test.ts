import path from "node:path";
import { findRefusals } from "../../../policies/refusals";
import { BAD_INPUTS } from "./bad-inputs";
import { stackOf } from "./stack";

const ROOT = path.resolve(__dirname, "../../..");

const AREAS = Object.entries(BAD_INPUTS).map(([area, inputs]) => {
  return [area, inputs.map((input, index) => ({ ...input, stack: `${area} ${index}` }))] as const;
});
// One process for all inputs: it takes seconds to compile the rules.
const { found } = findRefusals(
  AREAS.flatMap(([, rows]) => rows.map(({ stack, resource }) => stackOf(stack, resource))),
  { root: ROOT },
);

describe.each(AREAS)("in the area %s", (_, rows) => {
  test.each(rows)("AWS/$rule refuses $at", ({ rule, at, text, stack }) => {
    const own = found.filter((refusal) => refusal.stack === stack && refusal.rule === `AWS/${rule}`);
    const places = own.map(({ address, finding }) => `${finding.status} ${address} ${finding.path}`.trim());
    expect(places).toContain(`fail ${at}`.trim());
    const messages = own.map(({ finding }) => finding.message);
    expect(messages).toContainEqual(expect.stringMatching(/^AWS refuses this at apply: /));
    expect(messages.join("\n")).toContain(text);
  });

  test("at least 30 inputs are planned by the provider, and none is listed twice", () => {
    const planned = rows.filter(({ isRejected }) => !isRejected);
    expect(planned.length).toBeGreaterThanOrEqual(30);
    expect(rows.filter(({ text }) => text === "")).toEqual([]);
    const texts = rows.map(({ rule, resource }) => `${rule} ${JSON.stringify(resource)}`);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
