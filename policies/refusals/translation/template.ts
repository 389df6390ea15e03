import type { Resource } from "../../engine/resource";
import { UNKNOWN_PARAMETERS } from "./intrinsics";
import { MAPPING } from "../mapping";
import type { PartMapping, ResourceMapping } from "../mapping/grammar";
import { elementOf, objectOf, shapeOf } from "../shapes";
import type { Deployment } from "./deployment";
import { Origins } from "./origins";
import { assign, type Frame, type MutableObject, placeOf } from "./place";
import { References } from "./references";
import { repair } from "./repairs";
import { ResourceWriter } from "./resource-writer";

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: MutableObject;
}

/** The resources of a stack that one provider creates, in the shape of CloudFormation. */
export interface Template {
  readonly stack: string;
  readonly deployment: Deployment;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly origins: Origins;
  /** Terraform types and arguments without property, each as `type argument`. */
  readonly unmapped: ReadonlySet<string>;
  /** Addresses of resources that are not in the template. */
  readonly unseen: readonly string[];
}

/**
 * Translates the resources of one provider.
 *
 * @param resources - of this provider.
 * @param all - resources and data sources of the stack, which references may name.
 */
export function translate(
  { stack, deployment }: Pick<Template, "stack" | "deployment">,
  resources: readonly Resource[],
  all: readonly Resource[],
): Template {
  return new Translation(resources, all).template(stack, deployment);
}

class Translation {
  private readonly logicalIds = new Map<string, string>();
  private readonly resources: Record<string, TemplateResource> = {};
  private readonly origins = new Origins();
  private readonly unmapped = new Set<string>();
  private readonly unseen: string[] = [];
  private readonly references: References;

  constructor(
    private readonly own: readonly Resource[],
    all: readonly Resource[],
  ) {
    this.references = new References(all, this.logicalIds);
    for (const resource of own) if ("type" in (MAPPING[resource.type] ?? {})) this.nameResource(resource);
  }

  template(stack: string, deployment: Deployment): Template {
    const parts: (readonly [Resource, PartMapping])[] = [];
    for (const resource of this.own) {
      const mapping = MAPPING[resource.type];
      if (!mapping) this.unseen.push(resource.address);
      else if ("into" in mapping) parts.push([resource, mapping]);
      else this.writeResource(resource, mapping);
    }
    for (const [resource, mapping] of parts) this.writePart(resource, mapping);
    const { resources, origins, unmapped, unseen } = this;
    return { stack, deployment, resources, origins, unmapped, unseen };
  }

  private nameResource({ type, address }: Resource): void {
    const plain = address.replace(/^aws_/, "").replace(/[^A-Za-z0-9]/g, "");
    const taken = new Set(this.logicalIds.values());
    let logicalId = plain;
    for (let number = 2; taken.has(logicalId); number += 1) logicalId = `${plain}${number}`;
    this.logicalIds.set(address, logicalId);
    this.origins.addResource(logicalId, address);
    this.resources[logicalId] = { Type: (MAPPING[type] as ResourceMapping).type, Properties: {} };
  }

  private writeResource(resource: Resource, mapping: ResourceMapping): void {
    const logicalId = this.logicalIds.get(resource.address)!;
    const { Properties } = this.resources[logicalId]!;
    Object.assign(Properties, mapping.defaults);
    this.write(resource, logicalId, { object: Properties, shape: shapeOf(mapping.type), path: "Properties" });
    repair(resource, Properties);
  }

  private writePart(resource: Resource, mapping: PartMapping): void {
    const whole = this.wholeOf(resource, mapping);
    if (whole === undefined) {
      this.unseen.push(resource.address);
      return;
    }
    const { Properties, Type } = this.resources[whole]!;
    const root: Frame = { object: Properties, shape: shapeOf(Type), path: "Properties" };
    const { by, at } = mapping;
    const common = typeof by === "string" ? [by] : by;
    const values = Object.fromEntries(Object.entries(resource.values).filter(([name]) => !common.includes(name)));
    const frame = at === undefined ? root : this.frameAt(at, root, resource, whole, Type);
    this.write({ ...resource, values }, whole, frame);
    repair(resource, frame.object);
  }

  /** The object that the arguments of a part belong to; a new element of a list. */
  private frameAt(at: string, root: Frame, { address }: Resource, logicalId: string, type: string): Frame {
    const shape = shapeOf(type);
    const place = placeOf(at, [root], shape);
    const object: MutableObject = {};
    const isList = elementOf(place.type) !== undefined;
    assign(place, isList ? [object] : object);
    const { [place.property]: value } = place.object;
    const path = isList ? `${place.path}.${(value as readonly unknown[]).length - 1}` : place.path;
    this.origins.add(logicalId, path, { address, argument: "" });
    return { object: isList ? object : (value as MutableObject), shape: objectOf(place.type, shape), path };
  }

  private write({ address, type, values }: Resource, logicalId: string, frame: Frame): void {
    const { references, origins, resources } = this;
    const writer = new ResourceWriter({
      address,
      logicalId,
      mappings: MAPPING[type]!.arguments ?? {},
      shape: shapeOf(resources[logicalId]!.Type),
      references,
      origins,
      unmapped: (argument) => this.unmapped.add(`${type} ${argument}`),
    });
    writer.write(values, frame);
  }

  /** Logical id of the resource that a part belongs to. */
  private wholeOf(resource: Resource, mapping: PartMapping): string | undefined {
    const { into, by } = mapping;
    const { values } = resource;
    const candidates = this.own.filter(({ type }) => type === into);
    if (typeof by !== "string") {
      const same = candidates.find((one) => by.every((name) => this.isEqual(one.values[name], values[name])));
      return same && this.logicalIds.get(same.address);
    }
    const target = this.references.targetOf(values[by]);
    const whole = target?.type === into ? target : candidates.find((one) => this.isNamed(one, values[by]));
    return whole ? this.logicalIds.get(whole.address) : this.wholeOfSibling(target, mapping);
  }

  /** A part may reference another part of the same resource. */
  private wholeOfSibling(target: Resource | undefined, { into }: PartMapping): string | undefined {
    const mapping = target && MAPPING[target.type];
    return mapping && "into" in mapping && mapping.into === into ? this.wholeOf(target, mapping) : undefined;
  }

  private isNamed({ values }: Resource, name: unknown): boolean {
    const names = [values["name"], values["bucket"], values["identifier"]];
    return names.some((one) => one !== undefined && this.isEqual(one, name));
  }

  private isEqual(a: unknown, b: unknown): boolean {
    return JSON.stringify(this.references.evaluateDeep(a)) === JSON.stringify(this.references.evaluateDeep(b));
  }
}

/** The CloudFormation template, with the region and account that rules compare with. */
export function templateText({ resources, deployment }: Pick<Template, "resources" | "deployment">): string {
  const { region, account } = deployment;
  const place = {
    Type: "Custom::Deployment",
    Properties: { ServiceToken: "none", Region: region, AccountId: account },
  };
  const text = JSON.stringify(resources);
  const used = Object.entries(UNKNOWN_PARAMETERS).filter(([name]) => text.includes(name));
  return JSON.stringify({
    AWSTemplateFormatVersion: "2010-09-09",
    Parameters: Object.fromEntries(used),
    Resources: { ...resources, [DEPLOYMENT_ID]: place },
  });
}

/** Logical id of the entry that carries region and account. */
export const DEPLOYMENT_ID = "GroundplanDeployment";
