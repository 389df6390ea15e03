import { isRecord } from "../engine/values";
import { COMPARED_PROPERTIES } from "./engine/engine-rules";
import type { Pack } from "./engine/pack";
import { Readings } from "./engine/reading";
import type { Template } from "./translation/template";

/** Rules whose authors observed no resource with a property: a private zone may be named `internal`. */
const UNOBSERVED: Readonly<Record<string, string>> = { "pf-route53-hostedzone-name-tld": "VPCs" };

/**
 * Decides whether a finding depends on a value that is unknown. Rules are written for templates in which an unknown
 * value is rare, and take it for another value or for none.
 */
export class Doubt {
  private readonly readings: Readings;

  constructor(private readonly pack: Pick<Pack, "rules" | "libraries">) {
    this.readings = new Readings(pack.libraries);
  }

  isDoubtful({ resources }: Pick<Template, "resources">, ruleId: string, logicalId: string): boolean {
    const rule = this.pack.rules.find(({ id }) => id === ruleId);
    const resource = resources[logicalId];
    if (!resource) return false;
    if (!rule) return readsUnknown(resource.Properties, new Set(COMPARED_PROPERTIES[ruleId]));
    const { names, types, severalResources } = this.readings.of(rule);
    if (readsUnknown(resource.Properties, names) || Object.hasOwn(resource.Properties, UNOBSERVED[ruleId] ?? ""))
      return true;
    return (
      severalResources &&
      Object.values(resources).some(
        (other) => other !== resource && types.has(other.Type) && readsUnknown(other.Properties, names),
      )
    );
  }
}

/** Returns whether any of the properties contains an unknown value, at any depth. */
function readsUnknown(value: unknown, names: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some((item) => isUnknown(item) || readsUnknown(item, names));
  if (!isRecord(value)) return false;
  return Object.entries(value).some(([name, inner]) =>
    names.has(name) ? containsUnknown(inner) : readsUnknown(inner, names),
  );
}

function containsUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(containsUnknown);
  return isUnknown(value) || (isRecord(value) && Object.values(value).some(containsUnknown));
}

function isUnknown(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { Ref: ref, "Fn::Sub": text } = value;
  return (
    (typeof ref === "string" && ref.startsWith("Unknown")) || (typeof text === "string" && text.includes("${Unknown"))
  );
}
