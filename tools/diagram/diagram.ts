import type { TerraformBlock, TerraformJson } from "../../modules/core";

/** A construct directly under a stack, as the diagram shows it. */
export interface Part {
  readonly label: string;
  readonly layer: string;
}

/** Which parts the diagram shows; a construct without an entry is an error, so that the picture stays whole. */
export type Parts = Readonly<Record<string, Part | "not drawn">>;

/**
 * Draws a synthesized stack as a Mermaid flowchart: one box for each construct directly under the stack, one arrow from each to those
 * that its resources refer to. Security-group rules are drawn as the traffic that they let through.
 *
 * @throws Error when a construct is missing in `parts`, or a part is not in the stack.
 */
export function drawStack(config: TerraformJson, parts: Parts): string {
  const owners = ownersOf(config);
  checkParts(new Set(owners.values()), parts);
  const drawn = (id: string | undefined): id is string => id !== undefined && parts[id] !== "not drawn";
  const arrows = blocksOf(config).flatMap(({ address, block }) => {
    const owner = owners.get(address);
    const targets = referencesOf(block).map((reference) => owners.get(reference));
    return [...new Set(targets)]
      .filter((target) => drawn(target) && drawn(owner) && target !== owner)
      .map((target) => arrow(address, block, owner!, target!));
  });
  const connections = [...new Set(arrows)].sort();
  return ["flowchart LR", ...layers(owners, parts), ...connections.map((line) => `  ${line}`), ""].join("\n");
}

function arrow(address: string, block: TerraformBlock, owner: string, target: string): string {
  const isRule = /^aws_vpc_security_group_(in|e)gress_rule\./.test(address);
  return isRule ? `${target} -- ${String(block["from_port"])} --> ${owner}` : `${owner} --> ${target}`;
}

function layers(owners: ReadonlyMap<string, string>, parts: Parts): string[] {
  const present = [...new Set(owners.values())].sort();
  const layerOf = new Map<string, string[]>();
  for (const id of present) {
    const part = parts[id];
    if (!part || part === "not drawn") continue;
    layerOf.set(part.layer, [...(layerOf.get(part.layer) ?? []), `    ${id}["${part.label}"]`]);
  }
  return [...layerOf].sort().flatMap(([layer, boxes]) => [`  subgraph ${layer}`, ...boxes, "  end"]);
}

function checkParts(present: ReadonlySet<string>, parts: Parts): void {
  const unknown = [...present].filter((id) => !(id in parts));
  if (unknown.length > 0) throw new Error(`constructs without a part in the diagram: ${unknown.sort().join(", ")}`);
}

interface Addressed {
  readonly address: string;
  readonly block: TerraformBlock;
}

function blocksOf({ resource = {}, data = {} }: TerraformJson): Addressed[] {
  const flatten = (kinds: NonNullable<TerraformJson["resource"]>, prefix: string): Addressed[] =>
    Object.entries(kinds).flatMap(([type, named]) =>
      Object.entries(named).map(([name, block]) => ({ address: `${prefix}${type}.${name}`, block })),
    );
  return [...flatten(resource, ""), ...flatten(data, "data.")];
}

/** The construct directly under the stack that each block belongs to, from the path that cdktf writes beside it. */
function ownersOf(config: TerraformJson): Map<string, string> {
  return new Map(
    blocksOf(config).map(({ address, block }) => {
      const { metadata } = block["//"] as { metadata: { path: string } };
      return [address, metadata.path.split("/")[1]!];
    }),
  );
}

function referencesOf(block: TerraformBlock): string[] {
  const { "//": _origin, ...values } = block;
  return [...JSON.stringify(values).matchAll(/\b((?:data\.)?aws_[a-z0-9_]+|terraform_data)\.([A-Za-z0-9_-]+)/g)].map(
    ([, type, name]) => `${type}.${name}`,
  );
}
