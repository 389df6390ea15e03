import type { Context, Rule } from "../../../../policies/engine/rule";
import { RULES } from "../../../../policies/rules";
import {
  agingNotice,
  EDGE_PROTOCOL,
  EXPIRED_AUTHORITIES,
  GLUE_VERSION,
  isRetired,
  RUNTIMES,
  SUPPORTED_VERSIONS,
  TLS_POLICY,
} from "../../../../policies/rules/checks/supported-versions";
import { createGraph } from "../../../../policies/graph/resource-graph";
import { statusOf } from "../../iam/verdict";

const CONTEXT: Context = {
  profile: "prod",
  phase: "synth",
  graph: createGraph([], { outputs: new Map(), calls: [] }),
  parameters: { days: 1 },
  approvedDestroys: new Set(),
};

describe("an engine version of RDS", () => {
  test.each([
    ["postgres", "12.22"],
    ["postgres", "16.1"],
    ["postgres", "16.5"],
    ["postgres", "16.6"],
    ["postgres", "16.7"],
    ["postgres", "16.8"],
    ["postgres", "17.1"],
    ["postgres", "17.2"],
    ["postgres", "17.3"],
    ["postgres", "17.4"],
    ["mysql", "5.7.44"],
    ["mysql", "8.0"],
    ["mysql", "8.0.42"],
    ["mariadb", "10.5.20"],
    ["aurora-mysql", "5.7.mysql_aurora.2.11.3"],
    ["aurora-postgresql", "12.9"],
  ])("of %s %s is retired", (engine, version) => {
    expect(isRetired(engine, version)).toBe(true);
  });

  test.each([
    ["postgres", "16"],
    ["postgres", "16.9"],
    ["postgres", "16.10"],
    ["postgres", "17"],
    ["postgres", "17.5"],
    ["postgres", "17.10"],
    ["postgres", "18.1"],
    ["mysql", "8.4.5"],
    ["mariadb", "11.4.5"],
    ["aurora-postgresql", "16.8"],
    ["oracle-se2", "19"],
  ])("of %s %s is not retired", (engine, version) => {
    expect(isRetired(engine, version)).toBe(false);
  });
});

describe("the lists of what AWS supports for a limited time", () => {
  test("have a source each and a day of reading", () => {
    const { asOf, sources } = SUPPORTED_VERSIONS;
    expect(Date.parse(asOf)).not.toBeNaN();
    expect(Object.keys(sources).sort()).toEqual(
      ["authorities", "aurora", "edge", "glue", "mysql", "postgres", "runtimes", "tls"].sort(),
    );
    expect(Object.values(sources).filter((source) => !source.startsWith("https://docs.aws.amazon.com/"))).toEqual([]);
  });

  test("are named with their date in the findings that depend on them", () => {
    const listed = (rule: string, type: string, block: object): boolean => {
      const { check } = RULES.find(({ id }) => id === rule) as Rule;
      const values = block as Readonly<Record<string, unknown>>;
      const findings = check({ stack: "s", address: `${type}.a`, type, mode: "managed", values }, CONTEXT);
      return findings.some(({ message }) => message.includes(`list of ${SUPPORTED_VERSIONS.asOf}`));
    };
    expect(listed("LAM-08", "aws_lambda_function", { runtime: "nodejs12.x" })).toBe(true);
    expect(listed("RDS-16", "aws_db_instance", { engine: "postgres", engine_version: "17.2" })).toBe(true);
    expect(listed("RDS-09", "aws_db_instance", { ca_cert_identifier: "rds-ca-2019" })).toBe(true);
    expect(listed("ALB-01", "aws_lb_listener", { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-2016-08" })).toBe(
      true,
    );
    expect(listed("GLU-02", "aws_glue_job", { glue_version: "1.0" })).toBe(true);
    expect(listed("GLU-02", "aws_glue_job", { glue_version: "5.0" })).toBe(false);
  });

  test.each([
    ["nodejs20.x", RUNTIMES.includes("nodejs20.x"), false],
    ["python3.14", RUNTIMES.includes("python3.14"), true],
    ["rds-ca-2019", EXPIRED_AUTHORITIES.includes("rds-ca-2019"), true],
    ["rds-ca-rsa2048-g1", EXPIRED_AUTHORITIES.includes("rds-ca-rsa2048-g1"), false],
    ["ELBSecurityPolicy-TLS13-1-2-Res-2021-06", TLS_POLICY.test("ELBSecurityPolicy-TLS13-1-2-Res-2021-06"), true],
    ["ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06", TLS_POLICY.test("ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06"), false],
    ["TLSv1.1_2016", EDGE_PROTOCOL.test("TLSv1.1_2016"), false],
    ["TLSv1.3_2025", EDGE_PROTOCOL.test("TLSv1.3_2025"), true],
    ["Glue 3.0", GLUE_VERSION.test("3.0"), false],
    ["Glue 10.0", GLUE_VERSION.test("10.0"), true],
  ])("contain %s or not", (_name, isListed, expected) => {
    expect(isListed).toBe(expected);
  });

  test("are old after half a year", () => {
    const day = (days: number): Date => new Date(Date.parse(SUPPORTED_VERSIONS.asOf) + days * 86_400_000);
    expect(agingNotice(day(180))).toEqual([]);
    expect(agingNotice(day(181))).toEqual([expect.stringContaining("181 days ago; update groundplan")]);
  });

  test("reject MySQL 8.0 for new databases", () => {
    const database = (engine_version: string) =>
      statusOf("RDS-16", {
        aws_db_instance: { a: { engine: "mysql", engine_version, auto_minor_version_upgrade: false } },
      });
    expect([database("8.0"), database("8.4")]).toEqual(["fail", "pass"]);
  });
});
