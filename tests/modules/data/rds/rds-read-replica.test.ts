import type { AwsStack } from "../../../../modules/core/index";
import {
  RdsInstance,
  RdsReadReplica,
  type RdsReadReplicaProps,
  type ReplicaSource,
} from "../../../../modules/data/rds";
import { synthesizeStack } from "../../../../testing/index";
import { testRole } from "../../../support/synth";
import { key, managed, postgres } from "./rds-settings";

type Stack = AwsStack<"us-east-1">;

const source: ReplicaSource = {
  instanceArn: "arn:aws:rds:us-west-2:111122223333:db:shop-database",
  region: "us-west-2",
  engine: "postgres",
  engineVersion: "16.13",
  instanceClass: "db.t4g.medium",
  storage: { gb: 20 },
  maxConnections: 200,
  acceptsReplicas: true,
};

const props: RdsReadReplicaProps = {
  name: "shop-replica",
  source,
  placement: postgres.placement,
  dataKey: key("data"),
  logKey: key("logs"),
};

const synthesizeReplica = (
  differences: Partial<RdsReadReplicaProps> = {},
  use: (replica: RdsReadReplica, stack: Stack) => void = () => {},
) => synthesizeStack((stack: Stack) => use(new RdsReadReplica(stack, "replica", { ...props, ...differences }), stack));

describe("RdsReadReplica", () => {
  test("the replica has subnets, a key, parameters and logs of its own region", () => {
    const stack = synthesizeReplica({ zone: "us-east-1b" });
    expect(stack.resource("aws_db_instance")).toMatchObject({
      identifier: "shop-replica",
      replicate_source_db: "arn:aws:rds:us-west-2:111122223333:db:shop-database",
      availability_zone: "us-east-1b",
      instance_class: "db.t4g.medium",
      db_subnet_group_name: expect.stringContaining("aws_db_subnet_group.replica_subnet-group"),
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/data",
      storage_encrypted: true,
      port: 5432,
      deletion_protection: true,
      skip_final_snapshot: true,
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.resource("aws_db_parameter_group")).toMatchObject({
      family: "postgres16",
      parameter: expect.arrayContaining([{ name: "max_connections", value: "200", apply_method: "pending-reboot" }]),
    });
    expect(Object.keys(stack.resources("aws_cloudwatch_log_group"))).toHaveLength(2);
    for (const argument of ["username", "password", "engine", "db_name", "final_snapshot_identifier"]) {
      expect(stack.resource("aws_db_instance")).not.toHaveProperty(argument);
    }
  });

  test("one setting promotes the replica to a writable instance with a final snapshot", () => {
    const arguments_ = (differences: Partial<RdsReadReplicaProps>, writerEndpoint: unknown, signals: number) =>
      synthesizeReplica(differences, (replica) => {
        expect(replica.writerEndpoint).toEqual(writerEndpoint);
        expect(replica.signals).toHaveLength(signals);
      }).resource("aws_db_instance");
    const replica = arguments_({ backup: "hourly" }, undefined, 6);
    const promoted = arguments_({ backup: "hourly", role: "promoted" }, expect.any(String), 5);
    const changed = Object.keys({ ...replica, ...promoted }).filter(
      (argument) => JSON.stringify(replica[argument]) !== JSON.stringify(promoted[argument]),
    );
    expect(changed.sort()).toEqual([
      "delete_automated_backups",
      "final_snapshot_identifier",
      "replicate_source_db",
      "skip_final_snapshot",
    ]);
    expect(replica).toMatchObject({ backup_retention_period: 7, tags: { backup: "hourly" } });
    expect(promoted).toMatchObject({
      final_snapshot_identifier: "shop-replica-final",
      skip_final_snapshot: false,
      delete_automated_backups: false,
    });
    expect(promoted).not.toHaveProperty("replicate_source_db");
    expect(arguments_({ role: "promoted", deletionProtection: false }, expect.any(String), 5)).toMatchObject({
      skip_final_snapshot: true,
    });
  });

  test("another role and backups that RDS does not retain are refused", () => {
    const refused = (differences: object) => () => synthesizeReplica(differences);
    expect(refused({ role: "primary" })).toThrow(/role: got "primary"; allowed: replica, promoted/);
    expect(refused({ backupRetentionDays: 0 })).toThrow(/backupRetentionDays: got 0; allowed: a whole number from 1/);
  });

  test("class, logs and deletion are settings", () => {
    const settings = { instanceClass: "db.t4g.large", maxConnections: 400, logs: ["upgrade"] } as const;
    const stack = synthesizeReplica({ ...settings, deletionProtection: false });
    expect(stack.resource("aws_db_instance")).toMatchObject({
      instance_class: "db.t4g.large",
      enabled_cloudwatch_logs_exports: ["upgrade"],
      deletion_protection: false,
      lifecycle: { prevent_destroy: false },
    });
  });

  test("peers connect, roles sign in, and signals include the lag", () => {
    const stack = synthesizeReplica({}, (replica, scope) => {
      replica.allowFrom({ peerName: "app", securityGroupId: "sg-app" });
      replica.grantConnect(testRole(scope), "reports");
      expect(replica.instanceIdentifier).toBe("shop-replica");
      expect(replica.signals.map(({ id }) => id)).toEqual([
        "replica-connections",
        "replica-cpu",
        "replica-storage",
        "replica-memory",
        "replica-credits",
        "replica-lag",
      ]);
      expect(replica.graphs).toHaveLength(4);
    });
    expect(stack.resource("aws_vpc_security_group_ingress_rule")).toMatchObject({ from_port: 5432 });
    expect(stack.statements("role_permissions")).toMatchObject([{ actions: ["rds-db:connect"] }]);
  });

  test("an instance of another region is a source, unless RDS manages its password", () => {
    const withSource = (differences: object) => () =>
      synthesizeStack((stack: Stack) => {
        const regional = stack.providerIn("eu-west-1");
        const keys = {
          dataKey: { ...key("data"), region: "eu-west-1" },
          logKey: { ...key("logs"), region: "eu-west-1" },
        } as const;
        const placement = { ...postgres.placement, availabilityZones: ["eu-west-1a", "eu-west-1b"] };
        const database = new RdsInstance(stack, "database", { ...postgres, ...differences });
        new RdsReadReplica(stack, "replica", { ...props, ...keys, placement, regional, source: database });
      });
    const stack = withSource({})();
    expect(stack.resource("aws_db_instance", "replica_instance")).toMatchObject({
      provider: "aws.eu-west-1",
      replicate_source_db: expect.stringMatching(/aws_db_instance\.database_instance_\w+\.arn/),
    });
    expect(withSource(managed)).toThrow(
      /source.acceptsReplicas: got false; allowed: a source with a generated master user/,
    );
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeReplica({
        name: "Shop",
        source: { ...source, region: "us-east-1" },
        instanceClass: "db.t4g.micro",
        maxConnections: 150,
        zone: "us-east-1c",
        logs: ["slowquery"],
        logRetentionDays: 8 as 7,
        maintenanceWindow: "sun",
        dataKey: { ...key("data"), region: "us-west-2" },
        logKey: { ...key("logs"), region: "us-west-2" },
      });
    for (const message of [
      /source.region: got "us-east-1"; allowed: another region than us-east-1; add the zone to `replicas`/,
      /maxConnections: got 150; allowed: a whole number from 10 to 112/,
      /maxConnections: got 150; allowed: at least maxConnections of the source, 200/,
      /zone: got "us-east-1c"/,
      /logs: got "slowquery"/,
      /logRetentionDays: got 8/,
      /maintenanceWindow: got "sun"/,
      /dataKey.region/,
      /logKey.region/,
      /name: got "Shop"/,
    ]) {
      expect(invalid).toThrow(message);
    }
  });

  test("a replica of MySQL may accept fewer connections, and has no insights on a micro class", () => {
    const mysql = { ...source, engine: "mysql", engineVersion: "8.4.10", instanceClass: "db.t3.micro" } as const;
    const stack = synthesizeReplica({ source: { ...mysql, maxConnections: 60 }, maxConnections: 40 });
    expect(stack.resource("aws_db_instance")).toMatchObject({ performance_insights_enabled: false, port: 3306 });
    expect(() => synthesizeReplica({ source: mysql, maxConnections: 40, performanceInsights: true })).toThrow(
      /performanceInsights: got true; allowed: nothing or false for mysql on db.t3.micro/,
    );
  });
});
