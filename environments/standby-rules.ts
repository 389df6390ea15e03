import {
  distinct,
  problemAt,
  type CrossEnvironmentRule,
  type EnvironmentRule,
  type InputProblem,
} from "../modules/environment";
import type { Environment } from "./environment";

/** Rules of environments that can take the place of another one, over the settings of one environment. */
export const STANDBY_RULES: readonly EnvironmentRule<Environment>[] = [
  {
    property: "operation",
    needs: ["operation", "standbyFor"],
    holds: ({ operation, standbyFor }) => operation === "active" || standbyFor !== "none",
    allowed: "active for an environment that is no standby",
    fix: "name the environment whose place it takes in standbyFor",
  },
  {
    property: "database.restoreFrom",
    needs: ["database", "operation", "standbyFor"],
    holds: ({ database, operation, standbyFor }) =>
      operation === "pilot-light"
        ? database.restoreFrom === "none"
        : standbyFor === "none" || database.restoreFrom !== "none",
    allowed: "none in a pilot light; a snapshot in an active standby, whose database would be empty without one",
    fix: "set the recovery point together with operation, and keep it",
  },
  {
    property: "database.restoreFrom",
    needs: ["database", "region"],
    holds: ({ database, region }) => database.restoreFrom === "none" || regionOf(database.restoreFrom) === region,
    allowed: "a snapshot of the environment's region",
    fix: "copy the snapshot to the region first",
  },
  {
    property: "site.aliasRecords",
    needs: ["site"],
    holds: ({ site }) => site.aliasRecords === "managed" || /^Z/.test(site.hostedZone),
    allowed: "managed without a domain, or with a zone that this environment creates",
    fix: "set managed, or the domain and zone of the environment that manages the records",
  },
  {
    property: "identity.returnUrls",
    needs: ["identity", "site"],
    holds: ({ identity, site }) =>
      site.aliasRecords === "managed" || identity.returnUrls.includes(`https://${site.domainName}`),
    allowed: "the site's domain among them, if its alias is at another environment",
    fix: "add https:// and the domain: nobody could sign in after it is moved here",
  },
  {
    property: "identity.email",
    needs: ["identity", "region", "standbyFor"],
    holds: ({ identity, region, standbyFor }) =>
      standbyFor === "none" || identity.email === "cognito" || regionOf(identity.email.identityArn) === region,
    allowed: "an SES identity of its own region in a standby",
    fix: "verify the domain there: the identity of the lost region is lost with it",
  },
];

/** Region in an ARN. */
function regionOf(arn: string): string | undefined {
  return arn.split(":")[3];
}

/** The environment whose place a standby takes; undefined if it is not among the environments. */
export function replacedBy(standby: Environment, environments: readonly Environment[]): Environment | undefined {
  return environments.find(({ name }) => name === standby.standbyFor);
}

/** A standby is in the region and account to which the backups of the other environment are copied. */
function standbysCanRestore(environments: readonly Environment[]): InputProblem[] {
  const fix = "its database is restored from the recovery vault of that environment";
  return environments.flatMap((standby) => {
    const replaced = replacedBy(standby, environments);
    if (!replaced) return [];
    const { name, account, recoveryRegion } = replaced;
    const problem = (property: string, allowed: string) => problemAt(standby, property, `${allowed} of ${name}`, fix);
    return [
      ...(standby.account === account ? [] : [problem("account", `${account}, the account`)]),
      ...(standby.region === recoveryRegion ? [] : [problem("region", `${recoveryRegion}, the recoveryRegion`)]),
      ...(replaced.backups.hourly.copy === "none" && replaced.backups.daily.copy === "none"
        ? [problem("standbyFor", "an environment with copies; none in backups")]
        : []),
    ];
  });
}

/** API names are records of the zone and domain names of API Gateway, each of which exists once. */
function distinctApiNames(environments: readonly Environment[]): InputProblem[] {
  const nameOf = ({ site }: Environment): string => `${site.apiLabel}.${site.domainName}`;
  const withDomain = environments.filter(({ site }) => site.domainName !== "none");
  return withDomain.flatMap((environment, position) => {
    const other = withDomain.slice(0, position).find((earlier) => nameOf(earlier) === nameOf(environment));
    const fix = "choose another label: the name of an API is a record of the zone";
    return other ? [problemAt(environment, "site.apiLabel", `a label that ${other.name} does not have`, fix)] : [];
  });
}

/** One environment manages a domain; others may wait for it. */
const distinctDomains: CrossEnvironmentRule<Environment> = (environments) =>
  distinct<Environment>(
    "site.domainName",
    "choose another name, or set site.aliasRecords to absent: CloudFront and Route 53 accept a name once",
    "none",
  )(environments.filter(({ site }) => site.aliasRecords === "managed"));

/** Rules of standbys over all environments together. */
export const STANDBYS_TOGETHER: readonly CrossEnvironmentRule<Environment>[] = [
  standbysCanRestore,
  distinctApiNames,
  distinctDomains,
];
