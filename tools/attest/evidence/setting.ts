import type { StackInput } from "../../../policies";
import type { EvidenceFinding } from "../finding";
import type { EvidenceOf } from "../promises-file";
import { comparisonText, matchingResources, satisfies, valuesAt, whereText } from "./matching-resources";

/** Every resource of a type has a value. There must be one. */
export function setting(evidence: EvidenceOf<"setting">, stacks: readonly StackInput[]): EvidenceFinding {
  const { of, where, path } = evidence;
  const resources = matchingResources(stacks, of, where);
  const others = resources.filter((one) => !valuesAt(one.values, path).every((value) => satisfies(value, evidence)));
  const wanted = `${path} is ${comparisonText(evidence)}`;
  if (resources.length === 0) return { way: "proven", holds: false, text: `no ${of}${whereText(where)}` };
  if (others.length === 0)
    return { way: "proven", holds: true, text: `${wanted} on ${resources.length} ${of}${whereText(where)}` };
  const found = others.map((one) => {
    return `${one.stack}: ${one.address} has ${valuesAt(one.values, path).map(String).join(", ")}`;
  });
  return { way: "proven", holds: false, text: `${wanted} does not hold: ${found.join("; ")}` };
}

/** There are so many resources of a type. */
export function resources(evidence: EvidenceOf<"resources">, stacks: readonly StackInput[]): EvidenceFinding {
  const { of, where, atLeast } = evidence;
  const found = matchingResources(stacks, of, where).length;
  return { way: "proven", holds: found >= atLeast, text: `${found} ${of}${whereText(where)}, at least ${atLeast}` };
}
