import { Construct } from "constructs";
import {
  AwsStack,
  SecurityGroup,
  Validation,
  integer,
  oneOf,
  readSecretStatements,
  requireProps,
  sidOf,
  type Grantee,
  type KeyReference,
  type Peer,
  type RegionalProvider,
  type SecurityGroupRules,
} from "../../core";
import { ENGINES, type RdsEngine } from "./engines";

export interface ExistingInstanceAttributes {
  /** Security group of the instance. Its rules must not be inline. */
  readonly securityGroupId: string;
  /** Engine, which decides the port. */
  readonly engine: RdsEngine;
  /** Host name of the instance. */
  readonly writerEndpoint: string;
  /** ARN of the secret with `username` and `password`. */
  readonly credentialsSecretArn: string;
  /** Key that encrypts the secret. */
  readonly dataKey: KeyReference;
  /** Resource id (`db-...`) that IAM policies of database users name. */
  readonly resourceId: string;
  /** TCP port. @default that of the engine */
  readonly port?: number;
  /** Region of the instance and its provider, in which rules of its security group are created. @default the stack's */
  readonly regional?: RegionalProvider;
}

/** A database instance that another module, stack or tool created. */
export class ExistingInstance extends Construct {
  readonly writerEndpoint: string;
  readonly credentialsSecretArn: string;
  readonly port: number;
  private readonly securityGroup: SecurityGroupRules;

  /** @throws InputError when an attribute is missing, the id is not that of a security group, or the port is none. */
  constructor(
    scope: Construct,
    id: string,
    private readonly attributes: ExistingInstanceAttributes,
  ) {
    requireProps(scope, id, attributes, {
      securityGroupId: "string",
      engine: "string",
      writerEndpoint: "string",
      credentialsSecretArn: "string",
      dataKey: "object",
      resourceId: "string",
    });
    const { securityGroupId, regional, engine } = attributes;
    const engineRule = oneOf(Object.keys(ENGINES), "name the engine of the instance");
    const portRule = integer(1, 65_535, "pass the port of the database");
    new Validation(scope, id).props(attributes, { engine: engineRule, port: portRule }).throwIfInvalid();
    super(scope, id);
    const { port = ENGINES[engine].port } = attributes;
    this.securityGroup = SecurityGroup.fromId(this, "security-group", securityGroupId, regional);
    this.writerEndpoint = attributes.writerEndpoint;
    this.credentialsSecretArn = attributes.credentialsSecretArn;
    this.port = port;
  }

  /** Allows `peer` to connect to the instance. */
  allowFrom(peer: Peer): void {
    this.securityGroup.allowTcpFrom(peer, this.port);
  }

  /** Allows the grantee's role to sign in as a database user with a token of IAM. */
  grantConnect(grantee: Grantee, username: string): void {
    const { account, region, partition } = AwsStack.of(this.securityGroup);
    grantee.addStatement({
      sid: sidOf("Connect", this),
      actions: ["rds-db:connect"],
      resources: [`arn:${partition}:rds-db:${region}:${account}:dbuser:${this.attributes.resourceId}/${username}`],
    });
  }

  /** Allows the grantee to read the secret and to use its key for that only. */
  grantReadCredentials(grantee: Grantee): void {
    readSecretStatements(this, this.credentialsSecretArn, this.attributes.dataKey, "Credentials").forEach((statement) =>
      grantee.addStatement(statement),
    );
  }
}
