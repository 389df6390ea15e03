import path from "node:path";
import fc from "fast-check";
import type { StackInput } from "../../../policies";
import { findRefusals } from "../../../policies/refusals";
import { moduleExamples } from "./good-configurations";
import { repositoryInputs } from "./stack";

const ROOT = path.resolve(__dirname, "../../..");
const SEED = 20_261_129;
/** Values that nobody knows before Terraform has computed them. */
const UNKNOWN = ["${var.unknown}", "${data.aws_unknown.this.value}", "${module.other.output}", "${tolist([var.a])[0]}"];

/** Paths of all values below the arguments of a stack: `aws_sqs_queue.orders`, `redrive_policy`. */
function pathsIn(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [at];
  const inner = Object.entries(value).flatMap(([key, one]) => pathsIn(one, [...at, key]));
  return at.length === 0 ? inner : [at, ...inner];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: string): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((one, index) => (String(index) === key ? replaced(one, rest, by) : one));
  const own = value as Readonly<Record<string, unknown>>;
  return own !== null && typeof own === "object" && key in own ? { ...own, [key]: replaced(own[key], rest, by) } : own;
}

/** The stack with some values unknown. The settings of Terraform itself stay. */
function withUnknowns(input: StackInput, picks: readonly (readonly [number, string])[]): StackInput {
  const managed = input.resources.filter(({ type }) => type.startsWith("aws_"));
  const places = managed.flatMap(({ address, values }) => pathsIn(values).map((at) => ({ address, at })));
  const chosen = picks.map(([pick, by]) => ({ ...places[pick % places.length]!, by }));
  const resources = input.resources.map((resource) => {
    const own = chosen.filter(({ address, at }) => address === resource.address && !TERRAFORM.includes(at[0]!));
    const values = own.reduce((current: unknown, { at, by }) => replaced(current, at, by), resource.values);
    return { ...resource, values: values as Readonly<Record<string, unknown>> };
  });
  return { ...input, resources };
}

const TERRAFORM = ["provider", "lifecycle", "depends_on", "count", "for_each"];

test("values that are unknown give no finding, wherever they are", () => {
  const good = [...moduleExamples(), ...repositoryInputs()];
  const picks = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...UNKNOWN)), { minLength: 10, maxLength: 60 });
  const variant = fc.record({ stack: fc.nat({ max: good.length - 1 }), picks });
  const variants = fc.sample(variant, { seed: SEED, numRuns: 60 });
  const inputs = variants.map(({ stack, picks: own }, index) => {
    return { ...withUnknowns(good[stack]!, own), stack: `${good[stack]!.stack} ${index}` };
  });
  const { found } = findRefusals(inputs, { root: ROOT });
  const certain = found.filter(({ finding }) => finding.status === "fail");
  expect(certain.map(({ rule, address, finding }) => `${rule} ${address} ${finding.path}`)).toEqual([]);
});

test("a replaced value is unknown to the rules: the twin without the doubt of a finding fails", () => {
  const values = { name: "orders", redrive_policy: [{ maxReceiveCount: 5000 }] };
  expect(replaced(values, ["redrive_policy", "0", "maxReceiveCount"], "${x}")).toEqual({
    name: "orders",
    redrive_policy: [{ maxReceiveCount: "${x}" }],
  });
  expect(pathsIn(values)).toHaveLength(4);
});
