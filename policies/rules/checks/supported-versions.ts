/** Sources of everything that AWS supports for a limited time, with the day of reading. A run says when it is old. */
export const SUPPORTED_VERSIONS = {
  asOf: "2026-11-29",
  sources: {
    runtimes: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    postgres: "https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html",
    mysql: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html",
    aurora: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.VersionPolicy.html",
    authorities: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html",
    tls: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    edge: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
    glue: "https://docs.aws.amazon.com/glue/latest/dg/release-notes.html",
  },
} as const;

/** Words for a finding that depends on a list. */
export const LISTED = `list of ${SUPPORTED_VERSIONS.asOf}`;

/** Managed runtimes on Amazon Linux 2023 that Lambda supports. */
export const RUNTIMES: readonly string[] = [
  "dotnet10",
  "java21",
  "java25",
  "nodejs22.x",
  "nodejs24.x",
  "provided.al2023",
  "python3.12",
  "python3.13",
  "python3.14",
  "ruby3.3",
  "ruby3.4",
];

/**
 * Engine versions with which RDS creates no instance, or whose standard support has ended. PostgreSQL 16.5 to 16.8 and
 * 17.1 to 17.4 are closed to new instances since 2026-05-01; MySQL 8.0 left standard support on 2026-07-31.
 */
const RETIRED_ENGINES: Readonly<Record<string, RegExp>> = {
  "aurora-mysql": /^5\.|mysql_aurora\.(?:2|3\.0[0-3])\b/,
  "aurora-postgresql": /^(?:9|10|11|12)(?:\.|$)|^16\.1$/,
  mariadb: /^10\.[0-5](?:\.|$)/,
  mysql: /^5\.|^8\.0(?:\.|$)/,
  postgres: /^(?:9|10|11|12)(?:\.|$)|^16\.[1-8]$|^17\.[1-4]$/,
};

export function isRetired(engine: string, version: string): boolean {
  return RETIRED_ENGINES[engine]?.test(version) ?? false;
}

/** Certificate authorities of RDS that have expired. */
export const EXPIRED_AUTHORITIES: readonly string[] = ["rds-ca-2015", "rds-ca-2019"];

/** Listener policies of load balancers that admit TLS 1.2 and 1.3 only. */
export const TLS_POLICY = /^ELBSecurityPolicy-(?:TLS13-1-[23](?!-Ext[01]-)|TLS13-1-2-Res|TLS-1-2-2017-01$|FS-1-2-Res)/;

/** Viewer protocols of CloudFront that admit TLS 1.2 and 1.3 only. */
export const EDGE_PROTOCOL = /^TLSv1\.(?:2_202[1-9]|[3-9])/;

/** Versions of Glue that exist. */
export const GLUE_VERSIONS: readonly string[] = ["0.9", "1.0", "2.0", "3.0", "4.0", "5.0", "5.1"];

/** Versions of Glue with standard support. */
export const GLUE_VERSION = /^(?:[4-9]|\d\d)\./;

/** Days after which a run says that the lists are old. */
const OLD_AFTER_DAYS = 180;

/** A notice if the lists are old. */
export function agingNotice(now: Date): readonly string[] {
  const days = Math.floor((now.getTime() - Date.parse(SUPPORTED_VERSIONS.asOf)) / 86_400_000);
  const notice = `LISTS   supported versions are of ${SUPPORTED_VERSIONS.asOf}, ${days} days ago; update groundplan`;
  return days > OLD_AFTER_DAYS ? [notice] : [];
}
