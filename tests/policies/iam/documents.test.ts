import { readConfiguration } from "../../../policies/engine/synth-input";
import { DOCUMENT_CASES } from "./document-cases";
import { worstStatusIn } from "./verdict";

test.each(DOCUMENT_CASES)("$rule: $name is $synth before a plan", ({ config, rule, synth }) => {
  const input = readConfiguration({ name: "shop", config: JSON.parse(JSON.stringify(config)) });
  expect(worstStatusIn(input, rule, "synth")).toBe(synth);
});
