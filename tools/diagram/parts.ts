import { regionOf, type Resource, type ResourceGraph } from "../../policies";
import { GLOBAL_TYPES, PART_TYPES, type Layer } from "./part-types";

/**
 * A construct directly under a stack with all of its resources; a resource without a construct is a part of its own.
 */
export interface Part {
  /** `stack/construct`. */
  readonly id: string;
  readonly stack: string;
  readonly title: string;
  /** Kind and number of its main resources, in AWS's words. */
  readonly caption: string;
  readonly layer: Layer;
  /** Region of its main resource; `global` for global services, `unknown` without a literal region. */
  readonly region: string;
  /** Its managed resources, in the order of their addresses. */
  readonly resources: readonly Resource[];
}

/** The parts of all stacks, in the order of their ids. */
export function partsOf(graph: ResourceGraph): readonly Part[] {
  const groups = new Map<string, Resource[]>();
  for (const resource of graph.resources) {
    if (resource.mode === "data" || resource.type === "terraform") continue;
    const id = partId(resource);
    groups.set(id, [...(groups.get(id) ?? []), resource]);
  }
  return [...groups]
    .map(([id, resources]) => partOf(id, resources, graph))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Id of the part that a resource belongs to. */
export function partId({ stack, constructPath, address }: Resource): string {
  return `${stack}/${constructPath?.split("/")[1] ?? address}`;
}

function partOf(id: string, resources: readonly Resource[], graph: ResourceGraph): Part {
  const type = [...PART_TYPES.keys()].find((one) => resources.some((resource) => resource.type === one));
  const main = resources.find((resource) => resource.type === type) ?? resources[0]!;
  return {
    id,
    stack: main.stack,
    title: titleOf(id.slice(id.indexOf("/") + 1)),
    caption: captionOf(type, resources),
    layer: layerOf(type, resources, graph),
    region: isGlobal(main) ? "global" : (regionOf(main, graph) ?? "unknown"),
    resources: [...resources].sort((one, other) => (one.address < other.address ? -1 : 1)),
  };
}

function isGlobal({ type, values }: Resource): boolean {
  return GLOBAL_TYPES.has(type) || (type === "aws_wafv2_web_acl" && values["scope"] === "CLOUDFRONT");
}

function layerOf(type: string | undefined, resources: readonly Resource[], graph: ResourceGraph): Layer {
  if (type === undefined) return "support";
  if (type === "aws_s3_bucket" && resources.some((one) => receivesLogs(one, graph))) return "observability";
  if (type === "aws_sns_topic" && resources.some((one) => receivesAlarms(one, graph))) return "observability";
  return PART_TYPES.get(type)!.layer;
}

/** Buckets without a log of their own that other resources name as their log bucket. */
function receivesLogs(bucket: Resource, graph: ResourceGraph): boolean {
  return graph
    .referrers(bucket)
    .some((one) => one.type === "aws_s3_bucket_logging" && graph.targetsAt(one, "target_bucket").includes(bucket));
}

function receivesAlarms(topic: Resource, graph: ResourceGraph): boolean {
  return graph.referrers(topic, "aws_cloudwatch_metric_alarm").length > 0;
}

const ACRONYMS = /\b(?:acl|api|cdn|dns|etl|sql|vpc|waf)\b/g;

function titleOf(construct: string): string {
  const words = construct.replaceAll("-", " ").replace(ACRONYMS, (word) => word.toUpperCase());
  return capitalized(words);
}

function captionOf(type: string | undefined, resources: readonly Resource[]): string {
  const { noun, counted } = (type !== undefined && PART_TYPES.get(type)) || { noun: nounOf(resources[0]!.type) };
  if (counted) return `${noun}, ${numbered(resources, counted.type, counted.noun)}`;
  return type === undefined ? capitalized(noun) : capitalized(numbered(resources, type, noun).replace(/^1 /, ""));
}

function numbered(resources: readonly Resource[], type: string, noun: string): string {
  const count = resources.filter((one) => one.type === type).length;
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Words of a Terraform type: `aws_kms_key` becomes `kms key`. */
function nounOf(type: string): string {
  return type.replace(/^[a-z]+_/, "").replaceAll("_", " ");
}

export function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
