import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { Construct } from "constructs";
import type { RegionalProvider } from "../regions";
import { useProviderOf } from "../stack/provider-of-region";
import { ExistingSecurityGroup } from "./existing-security-group";
import { physicalName } from "../validation/names";
import { matching, providerOfRegion } from "../validation/rules";
import { SecurityGroupRules } from "./security-group-rules";
import { requireProps } from "../validation/required";
import { Validation } from "../validation/validation";

export interface SecurityGroupProps {
  /** Physical name. At most 255 characters. Another name replaces the group. */
  readonly name: string;
  /** Purpose of the group. Another text replaces the group, because EC2 cannot change it. 1 to 255 characters. */
  readonly description: string;
  /** VPC of the group. */
  readonly vpcId: string;
  /** Name of this end of a connection, in kebab-case: part of the ids and descriptions of rules. */
  readonly peerName: string;
  /** Region of the group and its provider, that of its VPC. @default the stack's */
  readonly regional?: RegionalProvider;
}

const DESCRIPTION = /^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/;

/** A security group without rules. Every connection is one ingress and one egress rule resource. */
export class SecurityGroup extends SecurityGroupRules {
  readonly peerName: string;
  readonly securityGroupId: string;

  /** @throws InputError when the name or the description exceeds the limits of EC2. */
  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    requireProps(scope, id, props, { name: "string", description: "string", vpcId: "string", peerName: "string" });
    const characters = "1 to 255 ASCII letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*";
    new Validation(scope, id)
      .props(props, {
        name: physicalName("security group name"),
        description: matching(DESCRIPTION, characters, "reword the description"),
        regional: providerOfRegion(),
      })
      .throwIfInvalid();
    super(scope, id);
    useProviderOf(this, props.regional);
    this.peerName = props.peerName;
    this.securityGroupId = new AwsSecurityGroup(this, "group", {
      name: props.name,
      description: props.description,
      vpcId: props.vpcId,
      revokeRulesOnDelete: true,
      tags: { Name: props.name },
    }).id;
  }

  /**
   * A security group that exists already. Its `peerName` is the construct id.
   *
   * @param regional - region of the group and its provider, in which its rules are created. @default the stack's
   * @throws InputError when the id is not that of a security group.
   */
  static fromId(
    scope: Construct,
    id: string,
    securityGroupId: string,
    regional?: RegionalProvider,
  ): SecurityGroupRules {
    return new ExistingSecurityGroup(scope, id, securityGroupId, regional);
  }
}
