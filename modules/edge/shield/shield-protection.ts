import { ShieldProtection as Protection } from "@cdktf/provider-aws/lib/shield-protection";
import { Construct } from "constructs";
import { signalsIn, type Signal } from "../../core";
import { resourcesOf } from "./protectable-resources";
import type { ShieldProtectionProps } from "./shield-protection-props";
import { attackSignal } from "./shield-protection-signals";
import { validateShieldProtection } from "./shield-protection-validation";

/**
 * Protection of resources against denial of service, by one setting: nothing for Shield Standard, which every account
 * has, or a protection of Shield Advanced for each resource.
 */
export class ShieldProtection extends Construct {
  /** `<id>-<name>-attack` for each resource that Shield Advanced protects; of global resources in us-east-1. */
  readonly signals: readonly Signal[];

  /** @throws InputError when the account has no subscription, or Shield does not protect a resource. */
  constructor(scope: Construct, id: string, props: ShieldProtectionProps) {
    validateShieldProtection(scope, id, props);
    super(scope, id);
    const resources = props.ddosProtection === "advanced" ? resourcesOf(props) : [];
    for (const { name, arn: resourceArn } of resources) {
      new Protection(this, `protection-${name}`, { name: `${props.name}-${name}`, resourceArn });
    }
    this.signals = signalsIn(
      this,
      resources.map((resource) => attackSignal(id, resource)),
    );
  }
}
