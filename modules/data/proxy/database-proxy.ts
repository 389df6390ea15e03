import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbProxy } from "@cdktf/provider-aws/lib/db-proxy";
import { DbProxyDefaultTargetGroup } from "@cdktf/provider-aws/lib/db-proxy-default-target-group";
import { DbProxyTarget } from "@cdktf/provider-aws/lib/db-proxy-target";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import {
  AwsStack,
  SecurityGroup,
  ServiceRole,
  graphsIn,
  resourcesIn,
  sidOf,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Grantee,
  type Graph,
  type Peer,
  type Signal,
} from "../../core";
import {
  DATABASE_PROXY_DEFAULTS,
  ENGINE_FAMILIES,
  proxyRoleName,
  type DatabaseProxyProps,
  type ProxyTarget,
} from "./database-proxy-props";
import { databaseProxyGraphs, databaseProxySignals } from "./database-proxy-signals";
import { validateDatabaseProxy } from "./database-proxy-validation";

/**
 * An RDS Proxy before the writer of a database: many short-lived clients share few connections, by TLS only.
 *
 * Connect it by `database.allowFrom(proxy)` and its clients by `proxy.allowFrom(client)`.
 */
export class DatabaseProxy extends Construct implements Peer {
  readonly peerName: string;
  readonly securityGroupId: string;
  /** Host name that clients connect to instead of the writer. */
  readonly endpoint: string;
  readonly port: number;
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  private readonly securityGroup: SecurityGroup;
  private readonly proxy: DbProxy;

  /** @throws InputError when a name, a limit, the target or the placement is not what RDS accepts. */
  constructor(scope: Construct, id: string, props: DatabaseProxyProps) {
    validateDatabaseProxy(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, target, placement, ...settings } = withDefaults(props, DATABASE_PROXY_DEFAULTS);
    const peerName = `${name}-proxy`;
    this.port = ENGINE_FAMILIES[props.engine].port;
    this.securityGroup = new SecurityGroup(this, "security-group", {
      name: peerName,
      description: `Proxy ${name}`,
      vpcId: placement.vpcId,
      peerName,
    });
    this.peerName = peerName;
    this.securityGroupId = this.securityGroup.securityGroupId;
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: `/aws/rds/proxy/${name}`,
      kmsKeyId: settings.logKey.keyArn,
      retentionInDays: settings.logRetentionDays,
    });
    this.proxy = this.createProxy(props, logGroup);
    this.endpoint = this.proxy.endpoint;
    this.register(target, settings.maxConnectionsPercent, settings.borrowTimeoutSeconds);
    this.signals = signalsIn(this, databaseProxySignals(id, name));
    this.graphs = graphsIn(this, databaseProxyGraphs(name));
  }

  /** Allows `peer` to connect to the proxy. */
  allowFrom(peer: Peer): void {
    this.securityGroup.allowTcpFrom(peer, this.port);
  }

  /** Allows the grantee's role to sign in as a database user with a token of IAM. A secret must have that user. */
  grantConnect(grantee: Grantee, username: string): void {
    const { account, region, partition } = AwsStack.of(this);
    const proxyId = Fn.element(Fn.split(":", this.proxy.arn), 6);
    grantee.addStatement({
      sid: sidOf("Connect", this),
      actions: ["rds-db:connect"],
      resources: [`arn:${partition}:rds-db:${region}:${account}:dbuser:${proxyId}/${username}`],
    });
  }

  private createProxy(props: DatabaseProxyProps, logGroup: CloudwatchLogGroup): DbProxy {
    const { name, engine, placement, secrets, ...settings } = withDefaults(props, DATABASE_PROXY_DEFAULTS);
    const { engineFamily, clientPasswordAuthType } = ENGINE_FAMILIES[engine];
    const role = new ServiceRole(this, "role", {
      name: proxyRoleName(name),
      description: `Secrets of the proxy ${name}`,
      service: "rds.amazonaws.com",
      trustConditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [AwsStack.of(this).account] }],
    });
    Object.values(secrets).forEach((secret) => secret.grantRead(role));
    const proxy = new DbProxy(this, "proxy", {
      name,
      engineFamily,
      roleArn: role.roleArn,
      vpcSubnetIds: [...placement.subnetIds],
      vpcSecurityGroupIds: [this.securityGroupId],
      requireTls: true,
      idleClientTimeout: settings.idleClientTimeoutSeconds,
      auth: Object.entries(secrets).map(([user, { secretArn }]) => ({
        description: `Database user ${user}`,
        authScheme: "SECRETS",
        iamAuth: settings.clientAuthentication === "iam" ? "REQUIRED" : "DISABLED",
        clientPasswordAuthType,
        secretArn,
      })),
    });
    // RDS would create the log group unencrypted, and checks the secrets when the proxy is created.
    proxy.dependsOn = resourcesIn([role, logGroup]);
    return proxy;
  }

  private register(target: ProxyTarget, maxConnectionsPercent: number, connectionBorrowTimeout: number): void {
    const { name: dbProxyName } = this.proxy;
    const group = new DbProxyDefaultTargetGroup(this, "target-group", {
      dbProxyName,
      connectionPoolConfig: { maxConnectionsPercent, connectionBorrowTimeout },
    });
    new DbProxyTarget(this, "target", {
      dbProxyName,
      targetGroupName: group.name,
      dbInstanceIdentifier: target.instanceIdentifier,
      dbClusterIdentifier: target.clusterIdentifier,
    });
  }
}
