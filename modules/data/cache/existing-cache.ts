import { Construct } from "constructs";
import {
  requireProps,
  SecurityGroup,
  sidOf,
  type Grantee,
  type Peer,
  type SecurityGroupRules,
  type RegionalProvider,
} from "../../core";

export interface ExistingCacheAttributes {
  /** Security group of the cache. Its rules must not be inline. */
  readonly securityGroupId: string;
  /** Host name of the primary endpoint. */
  readonly endpointAddress: string;
  /** ARN of the cache, which roles connect to. */
  readonly cacheArn: string;
  /** ARN of the ElastiCache user with IAM authentication that roles connect as. */
  readonly userArn: string;
  /** Region of the cache and its provider, in which rules of its security group are created. @default the stack's */
  readonly regional?: RegionalProvider;
}

const PORT = 6379;

/** A cache with IAM authentication that another module, stack or tool created. */
export class ExistingCache extends Construct {
  readonly endpointAddress: string;
  readonly cacheArn: string;
  readonly port = PORT;
  private readonly userArn: string;
  private readonly securityGroup: SecurityGroupRules;

  /** @throws InputError when the id is not that of a security group. */
  constructor(scope: Construct, id: string, attributes: ExistingCacheAttributes) {
    requireProps(scope, id, attributes, {
      securityGroupId: "string",
      endpointAddress: "string",
      cacheArn: "string",
      userArn: "string",
    });
    super(scope, id);
    this.securityGroup = SecurityGroup.fromId(this, "security-group", attributes.securityGroupId, attributes.regional);
    this.endpointAddress = attributes.endpointAddress;
    this.cacheArn = attributes.cacheArn;
    this.userArn = attributes.userArn;
  }

  /** Allows `peer` to connect to the primary port. */
  allowFrom(peer: Peer): void {
    this.securityGroup.allowTcpFrom(peer, PORT);
  }

  /** Allows the grantee's role to connect as the user. */
  grantConnect(grantee: Grantee): void {
    const resources = [this.cacheArn, this.userArn];
    grantee.addStatement({ sid: sidOf("Connect", this), actions: ["elasticache:Connect"], resources });
  }
}
