import { all, expectAt, when } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { Check, Context } from "../../../engine/rule";
import { isEmpty, isUnresolved, listOf } from "../../../engine/values";
import { isBinding } from "../../../iam/pins";
import { allows } from "../../../iam/questions";
import type { PolicyCondition, PolicyStatement } from "../../../iam/statements";

const PROVIDER = "aws_iam_openid_connect_provider";
const GITHUB = "token.actions.githubusercontent.com";

/** Issuers of the OIDC providers that a statement trusts, without `https://`. */
function issuersOf(statement: PolicyStatement, { stack }: Resource, { graph }: Context): readonly string[] {
  if (!allows(statement)) return [];
  const federated = statement.principals.filter((principal) => principal.startsWith("Federated:"));
  const named = federated.flatMap((principal) => /:oidc-provider\/(.+)$/.exec(principal)?.slice(1) ?? []);
  const providers = graph.targets(stack, federated).filter(({ type }) => type === PROVIDER);
  return [...named, ...providers.map(({ values }) => String(values["url"]).replace(/^https:\/\//, ""))];
}

const isGithub = (issuer: string): boolean => issuer.startsWith(GITHUB);

/** Conditions on a claim of an issuer. */
const on = ({ conditions }: PolicyStatement, claim: string): readonly PolicyCondition[] =>
  conditions.filter(({ key }) => key.toLowerCase().endsWith(`:${claim}`));

/** Requires a literal subject of one repository, and the audience. */
export function githubTrustProblem(statement: PolicyStatement, role: Resource, context: Context): string | undefined {
  if (!issuersOf(statement, role, context).some(isGithub)) return undefined;
  const audiences = on(statement, "aud");
  if (!audiences.some(({ operator, values }) => operator === "StringEquals" && values.includes("sts.amazonaws.com"))) {
    return "must require the audience sts.amazonaws.com with StringEquals";
  }
  const subjects = on(statement, "sub");
  if (subjects.length === 0) return "must require the subject of one repository";
  const strict = ({ operator, values }: PolicyCondition): boolean =>
    !operator.startsWith("ForAllValues:") && values.every((value) => /^repo:[^*?:]+\/[^*?:]+:[^*?]+$/.test(value));
  return subjects.every(strict)
    ? undefined
    : "must require a subject of one repository and one environment, branch or event, without wildcards";
}

/** Requires the audience and the subject, or the start of one. */
export function subjectProblem(statement: PolicyStatement, role: Resource, context: Context): string | undefined {
  const issuer = issuersOf(statement, role, context).find((one) => !isGithub(one));
  if (issuer === undefined) return undefined;
  const missing = ["aud", "sub"].find((claim) => !on(statement, claim).some(pinsClaim));
  return missing && `must require ${missing} of ${isUnresolved(issuer) ? "the OIDC provider" : issuer}`;
}

const pinsClaim = (condition: PolicyCondition): boolean =>
  isBinding(condition) && condition.values.every((value) => !/^[*?]/.test(value));

const SHA1 = /^[0-9a-f]{40}$/i;

/** Requires an issuer as its tokens name it, and audiences. */
export const namesIssuer: Check = all(
  expectAt(
    "url",
    "must be an https URL without query and wildcards",
    (url) => /^https:\/\/[^\s*?#]+$/.test(String(url)) && !/githubusercontent\.com\/$/.test(String(url)),
  ),
  expectAt(
    "client_id_list",
    "must name audiences",
    (audiences) => listOf(audiences).length > 0 && listOf(audiences).every((one) => !isEmpty(one) && one !== "*"),
  ),
  when(
    ({ values }) => !isEmpty(values["thumbprint_list"]),
    expectAt("thumbprint_list", "must be SHA-1 fingerprints", (list) =>
      listOf(list).every((one) => isUnresolved(one) || SHA1.test(String(one))),
    ),
  ),
);
