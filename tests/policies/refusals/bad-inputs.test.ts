import path from "node:path";
import { findRefusals } from "../../../policies/refusals";
import { BAD_INPUTS } from "./bad-inputs";
import { stackOf } from "./stack";

const ROOT = path.resolve(__dirname, "../../..");
const rows = Object.entries(BAD_INPUTS).flatMap(([area, inputs]) =>
  inputs.map((input, index) => ({ ...input, area, stack: `${area} ${index}` })),
);
// One process for all inputs: it takes seconds to start.
const { found } = findRefusals(
  rows.map(({ stack, resource }) => stackOf(stack, resource)),
  { root: ROOT },
);

test.each(rows)("AWS/$rule refuses $area at $at", ({ rule, at, text, stack }) => {
  const own = found.filter((refusal) => refusal.stack === stack && refusal.rule === `AWS/${rule}`);
  const places = own.map(({ address, finding }) => `${finding.status} ${address} ${finding.path}`.trim());
  expect(places).toContain(`fail ${at}`.trim());
  const messages = own.map(({ finding }) => finding.message);
  expect(messages).toContainEqual(expect.stringMatching(/^AWS refuses this at apply: /));
  expect(messages.join("\n")).toContain(text);
});

test("each area has bad inputs, and none is listed twice", () => {
  const inputs = rows.map(({ rule, resource }) => `${rule} ${JSON.stringify(resource)}`);
  expect(new Set(inputs).size).toBe(inputs.length);
});
