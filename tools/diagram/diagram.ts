import type { TerraformBlock, TerraformJson } from "../../modules/core";
import { blocksOf, constructPath } from "../runner/terraform/configuration";

/** Box of a construct directly under a stack. */
export interface Part {
  readonly label: string;
  readonly layer: string;
}

/** Boxes by construct id. */
export type Parts = Readonly<Record<string, Part | "not drawn">>;

/**
 * Draws a synthesized stack as a Mermaid flowchart: one box for each construct directly under the stack, and arrows
 * to the constructs that its resources refer to. The arrow of a security group rule is the allowed traffic.
 *
 * @param parts - labels and layers; a construct without an entry is an error, so that the diagram is complete.
 * @default one layer, with the ids of the constructs as labels
 * @throws Error if a construct is not in `parts`.
 */
export function drawStack(config: TerraformJson, parts?: Parts): string {
  const owners = ownersOf(config);
  const present = new Set(owners.values());
  if (parts) checkParts(present, parts);
  return draw(
    config,
    owners,
    parts ?? Object.fromEntries([...present].map((id) => [id, { label: id, layer: "Stack" }])),
  );
}

function draw(config: TerraformJson, owners: ReadonlyMap<string, string>, parts: Parts): string {
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

/** The construct directly under the stack that each block belongs to; a block of an override belongs to none. */
function ownersOf(config: TerraformJson): Map<string, string> {
  return new Map(blocksOf(config).map(({ address, block }) => [address, ownerOf(address, block)]));
}

function ownerOf(address: string, block: TerraformBlock): string {
  return constructPath(block)?.split("/")[1] ?? address;
}

function referencesOf(block: TerraformBlock): string[] {
  const { "//": _origin, ...values } = block;
  return [...JSON.stringify(values).matchAll(/\b((?:data\.)?[a-z0-9]+_[a-z0-9_]+)\.([A-Za-z0-9_-]+)/g)].map(
    ([, type, name]) => `${type}.${name}`,
  );
}
