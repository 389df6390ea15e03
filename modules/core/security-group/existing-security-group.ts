import type { Construct } from "constructs";
import type { RegionalProvider } from "../regions";
import { useProviderOf } from "../stack/provider-of-region";
import { matching, providerOfRegion } from "../validation/rules";
import { SecurityGroupRules } from "./security-group-rules";
import { requireProps } from "../validation/required";
import { Validation } from "../validation/validation";

/**
 * A security group that another stack or tool created. Its rules must not be inline, or both would undo each other.
 */
export class ExistingSecurityGroup extends SecurityGroupRules {
  readonly peerName: string;

  /** @throws InputError when the id is not that of a security group. */
  constructor(
    scope: Construct,
    id: string,
    readonly securityGroupId: string,
    regional?: RegionalProvider,
  ) {
    requireProps(scope, id, { securityGroupId }, { securityGroupId: "string" });
    const rule = matching(/^sg-[0-9a-f]+$/, "the id of a security group", "copy the id, such as sg-0123456789abcdef0");
    new Validation(scope, id)
      .props({ securityGroupId, regional }, { securityGroupId: rule, regional: providerOfRegion() })
      .throwIfInvalid();
    super(scope, id);
    useProviderOf(this, regional);
    this.peerName = id;
  }
}
