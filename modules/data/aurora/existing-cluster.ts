import { Construct } from "constructs";
import {
  Validation,
  integer,
  requireProps,
  SecurityGroup,
  readSecretStatements,
  type Grantee,
  type KeyReference,
  type Peer,
  type SecurityGroupRules,
  type RegionalProvider,
} from "../../core";

export interface ExistingClusterAttributes {
  /** Security group of the cluster. Its rules must not be inline. */
  readonly securityGroupId: string;
  /** Host name of the writer. */
  readonly writerEndpoint: string;
  /** ARN of the secret with `username` and `password`. */
  readonly credentialsSecretArn: string;
  /** Key that encrypts the secret. */
  readonly dataKey: KeyReference;
  /** TCP port. @default 5432 */
  readonly port?: number;
  /** Region of the cluster and its provider, in which rules of its security group are created. @default the stack's */
  readonly regional?: RegionalProvider;
}

/** A database cluster that another module, stack or tool created. */
export class ExistingCluster extends Construct {
  readonly writerEndpoint: string;
  readonly credentialsSecretArn: string;
  readonly port: number;
  private readonly dataKey: KeyReference;
  private readonly securityGroup: SecurityGroupRules;

  /** @throws InputError when the id is not that of a security group, or the port is none. */
  constructor(scope: Construct, id: string, attributes: ExistingClusterAttributes) {
    requireProps(scope, id, attributes, {
      securityGroupId: "string",
      writerEndpoint: "string",
      credentialsSecretArn: "string",
      dataKey: "object",
    });
    const { securityGroupId, port = 5432 } = attributes;
    const rule = integer(1, 65_535, "pass the port of the database");
    new Validation(scope, id).props({ port }, { port: rule }).throwIfInvalid();
    super(scope, id);
    this.securityGroup = SecurityGroup.fromId(this, "security-group", securityGroupId, attributes.regional);
    this.writerEndpoint = attributes.writerEndpoint;
    this.credentialsSecretArn = attributes.credentialsSecretArn;
    this.dataKey = attributes.dataKey;
    this.port = port;
  }

  /** Allows `peer` to connect to the database. */
  allowFrom(peer: Peer): void {
    this.securityGroup.allowTcpFrom(peer, this.port);
  }

  /** Allows the grantee to read the secret and to use its key for that only. */
  grantReadCredentials(grantee: Grantee): void {
    readSecretStatements(this, this.credentialsSecretArn, this.dataKey, "Credentials").forEach((statement) =>
      grantee.addStatement(statement),
    );
  }
}
