import { type Resource, STACK_TYPE } from "../../engine/resource";
import { isRecord } from "../../engine/values";
import { MAPPING } from "../mapping";
import type { PartMapping, ResourceMapping } from "../mapping/grammar";
import { normalized, propertyNamed } from "../naming";
import { shapeOf } from "../shapes";
import { partsOf } from "./expression";
import { textOf, UNKNOWN } from "./intrinsics";
import { policyDocument } from "./policy-document";

/** Chains of references that are followed: an argument that takes the name of a resource that takes ... */
const LONGEST_CHAIN = 6;

const PSEUDO_PARAMETERS: readonly (readonly [RegExp, unknown])[] = [
  [/^data\.aws_caller_identity\.[\w-]+\.account_id$/, { Ref: "AWS::AccountId" }],
  [/^data\.aws_region\.[\w-]+\.(?:name|id|region)$/, { Ref: "AWS::Region" }],
  [/^data\.aws_partition\.[\w-]+\.partition$/, { Ref: "AWS::Partition" }],
  [/^data\.aws_partition\.[\w-]+\.dns_suffix$/, { Ref: "AWS::URLSuffix" }],
];

/** Values of the expressions of one stack, as one template sees them. */
export class References {
  private readonly byAddress: ReadonlyMap<string, Resource>;

  /**
   * @param resources - all of the stack.
   * @param logicalIds - resources of the template, by address; others are known by their literals only.
   */
  constructor(
    resources: readonly Resource[],
    private readonly logicalIds: ReadonlyMap<string, string>,
  ) {
    this.byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  }

  /** A literal, an intrinsic, a JSON document, or {@link UNKNOWN}. */
  evaluate(text: string, chain = 0): unknown {
    const parts = partsOf(text).map((part) =>
      typeof part === "string" ? part : this.valueOf(part.expression, chain + 1),
    );
    return parts.length === 1 ? parts[0] : textOf(parts);
  }

  /** Every text within a value, evaluated; an unknown one is a reference to an unknown text. */
  evaluateDeep(value: unknown): unknown {
    if (typeof value === "string") {
      const evaluated = this.evaluate(value);
      return evaluated === UNKNOWN ? { Ref: "UnknownString" } : evaluated;
    }
    if (Array.isArray(value)) return value.map((item) => this.evaluateDeep(item));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.evaluateDeep(inner)]));
  }

  /** The resource that a reference names, if the expression is nothing else. */
  targetOf(value: unknown): Resource | undefined {
    const [, address] = typeof value === "string" ? (/^\$\{(aws_\w+\.[\w-]+)\.[\w.[\]]+\}$/.exec(value) ?? []) : [];
    return address === undefined ? undefined : this.byAddress.get(address);
  }

  private valueOf(expression: string, chain: number): unknown {
    const pseudo = PSEUDO_PARAMETERS.find(([pattern]) => pattern.test(expression));
    if (pseudo) return pseudo[1];
    const [, document] = /^(data\.aws_iam_policy_document\.[\w-]+)\.(?:json|minified_json)$/.exec(expression) ?? [];
    if (document !== undefined) return this.documentOf(document);
    const [, local] = /^local\.([\w-]+)$/.exec(expression) ?? [];
    if (local !== undefined) return this.localOf(local, chain);
    const [, address, attribute] = /^(aws_\w+\.[\w-]+)\.(.+)$/.exec(expression) ?? [];
    return address === undefined ? UNKNOWN : this.attributeOf(address, attribute!, chain);
  }

  private documentOf(address: string): unknown {
    const source = this.byAddress.get(address);
    const document = source ? policyDocument(source.values) : UNKNOWN;
    return document === UNKNOWN ? UNKNOWN : this.evaluateDeep(document);
  }

  private localOf(name: string, chain: number): unknown {
    const locals = this.byAddress.get(STACK_TYPE)?.values["locals"];
    return this.literalOf(isRecord(locals) ? locals[name] : undefined, chain);
  }

  private attributeOf(address: string, attribute: string, chain: number): unknown {
    const resource = this.byAddress.get(address);
    if (!resource) return UNKNOWN;
    const { values, type } = resource;
    const mapping = MAPPING[type];
    if (mapping && "into" in mapping) return this.literalOf(values[argumentBehind(attribute, mapping)], chain);
    const logicalId = this.logicalIds.get(address);
    if (!mapping || logicalId === undefined) return this.literalOf(values[attribute], chain);
    return intrinsicOf(mapping, logicalId, attribute) ?? this.literalOr(mapping, logicalId, resource, attribute, chain);
  }

  /** The literal that the resource itself has, otherwise a CloudFormation attribute of the same name. */
  private literalOr(
    mapping: ResourceMapping,
    logicalId: string,
    { values }: Resource,
    attribute: string,
    chain: number,
  ): unknown {
    if (values[attribute] !== undefined) return this.literalOf(values[attribute], chain);
    const name = shapeOf(mapping.type).attributes.find((one) => normalized(one) === normalized(attribute));
    return name === undefined ? UNKNOWN : { "Fn::GetAtt": [logicalId, name] };
  }

  private literalOf(value: unknown, chain: number): unknown {
    if (chain > LONGEST_CHAIN) return UNKNOWN;
    if (typeof value === "string") return this.evaluate(value, chain);
    return typeof value === "number" || typeof value === "boolean" ? String(value) : UNKNOWN;
  }
}

/** The id of a part is that of the resource it belongs to. */
function argumentBehind(attribute: string, { by }: PartMapping): string {
  return attribute === "id" && typeof by === "string" ? by : attribute;
}

/** The intrinsic of an attribute that the type maps, of the identifier, and of the ARN. */
function intrinsicOf({ type, attributes }: ResourceMapping, logicalId: string, attribute: string): unknown {
  const mapped = attributes?.[attribute];
  if (mapped !== undefined) return mappedAttribute(mapped, logicalId, type);
  const { name, identifier, properties, attributes: known } = shapeOf(type);
  if (attribute === "id") return { Ref: logicalId };
  if (attribute !== "arn") {
    return propertyNamed({ name, properties }, attribute) === identifier ? { Ref: logicalId } : undefined;
  }
  if (/Arn$/i.test(identifier) && known.includes(identifier)) return { Ref: logicalId };
  const arn = known.find((one) => [`arn`, `${normalized(name)}arn`].includes(normalized(one)));
  return arn === undefined ? UNKNOWN : { "Fn::GetAtt": [logicalId, arn] };
}

function mappedAttribute(mapped: string, logicalId: string, type: string): unknown {
  if (mapped === "Ref") return { Ref: logicalId };
  if (mapped === "unknown") return UNKNOWN;
  if (shapeOf(type).attributes.includes(mapped)) return { "Fn::GetAtt": [logicalId, mapped] };
  return mapped.includes("${")
    ? { "Fn::Sub": mapped.replaceAll("${}", `\${${logicalId}}`).replaceAll("${.", `\${${logicalId}.`) }
    : mapped;
}
