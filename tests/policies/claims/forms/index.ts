import { readPlan } from "../../../../policies/engine/plan-input";
import type { Phase } from "../../../../policies/engine/rule";
import { readConfiguration, type StackInput } from "../../../../policies/engine/synth-input";
import type { Blocks } from "../../fixtures/fixture";
import { asCalls, asDataSources, asHeredocs } from "./documents";
import { appliedPlanOf, asNames, modulePlanOf, planOf } from "./plans";
import { asLists, asStrings } from "./values";

/** One way in which others write or plan the same configuration. */
export interface Form {
  readonly name: string;
  readonly phase: Phase;
  readonly read: (blocks: Blocks) => StackInput;
}

/** A block without the arguments that are `undefined`. */
const written = (blocks: Blocks): Blocks => JSON.parse(JSON.stringify(blocks)) as Blocks;

const configured =
  (change: (blocks: Blocks) => unknown) =>
  (blocks: Blocks): StackInput =>
    readConfiguration({ name: "shop", config: configurationOf(change(written(blocks)) as Blocks) });

const planned =
  (planFrom: (blocks: Blocks) => object) =>
  (blocks: Blocks): StackInput =>
    readPlan({ name: "shop", plan: planFrom(written(blocks)) });

export const FORMS: readonly Form[] = [
  { name: "configuration", phase: "synth", read: configured((blocks) => blocks) },
  { name: "configuration with strings", phase: "synth", read: configured(asStrings) },
  { name: "configuration with lists of blocks", phase: "synth", read: configured(eachBlock(asLists)) },
  { name: "configuration with names", phase: "synth", read: configured(asNames) },
  { name: "configuration with heredocs", phase: "synth", read: configured(asHeredocs) },
  { name: "configuration with jsonencode", phase: "synth", read: configured(asCalls) },
  { name: "configuration with policy documents", phase: "synth", read: configured(asDataSources) },
  { name: "plan", phase: "plan", read: planned(planOf) },
  { name: "plan of existing resources", phase: "plan", read: planned(appliedPlanOf) },
  { name: "plan of a module", phase: "plan", read: planned(modulePlanOf) },
];

function eachBlock(change: (block: unknown) => unknown) {
  return (blocks: Blocks): unknown =>
    Object.fromEntries(
      Object.entries(blocks).map(([address, block]) => [
        address,
        address.startsWith("terraform.") ? block : change(block),
      ]),
    );
}

function configurationOf(blocks: Blocks): object {
  const { "terraform.root": settings, ...others } = blocks;
  const kinds = { resource: {}, data: {} } as Record<string, Record<string, Record<string, unknown>>>;
  for (const [address, block] of Object.entries(others)) {
    const [name = "", type = ""] = address.split(".").reverse();
    const kind = kinds[address.startsWith("data.") ? "data" : "resource"]!;
    kind[type] = { ...kind[type], [name]: block };
  }
  return { ...settings, ...kinds };
}
