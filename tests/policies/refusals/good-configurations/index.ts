import path from "node:path";
import { readConfiguration, type StackInput } from "../../../../policies";
import {
  examplesIn,
  exampleModuleNames,
  isStackExample,
  synthesizeExample,
} from "../../../../tools/emulation/readme-examples";
import { COMPUTE } from "../../../rehearsal/shapes/compute";
import { DATA } from "../../../rehearsal/shapes/data";
import { LANGUAGE } from "../../../rehearsal/shapes/language";
import { NETWORK } from "../../../rehearsal/shapes/network";
import { SERVERLESS } from "../../../rehearsal/shapes/serverless";
import { SERVICES } from "../../../rehearsal/shapes/services";
import { configurationOf } from "../../../rehearsal/shapes/shape";
import { STORAGE } from "../../../rehearsal/shapes/storage";
import { FIXTURES } from "../../fixtures";
import { asConfiguration } from "../../fixtures/fixture";
import { PUBLISHED } from "./published";

const ROOT = path.resolve(__dirname, "../../../..");
const SHAPES = { ...COMPUTE, ...DATA, ...LANGUAGE, ...NETWORK, ...SERVERLESS, ...SERVICES, ...STORAGE };

/** The examples in the READMEs of all modules. */
export function moduleExamples(): readonly StackInput[] {
  return exampleModuleNames(ROOT).flatMap((name) =>
    examplesIn(ROOT, `modules/${name}/README.md`)
      .filter(isStackExample)
      .map((example) =>
        readConfiguration({ name: `${name} ${example.position}`, config: synthesizeExample(example).config }),
      ),
  );
}

/** Stacks that Terraform applies in rehearsals. */
export function rehearsedShapes(): readonly StackInput[] {
  return Object.entries(SHAPES).map(([name, shape]) => readConfiguration({ name, config: configurationOf(shape) }));
}

/** Stacks that pass a rule of our own. Only the arguments that the rule reads are there. */
export function passingFixtures(): readonly StackInput[] {
  return FIXTURES.map(({ rule, pass }, index) =>
    readConfiguration({ name: `${rule} ${index}`, config: asConfiguration(pass) }),
  );
}

/** Configurations in the shapes of published Terraform modules and guides. */
export function publishedShapes(): readonly StackInput[] {
  const provider = { aws: [{ region: "us-east-1", allowed_account_ids: ["123456789012"] }] };
  return Object.entries(PUBLISHED).map(([name, config]) =>
    readConfiguration({ name, config: { provider, ...config } }),
  );
}
