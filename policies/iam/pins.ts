import { isUnresolved } from "../engine/values";
import { replaceInterpolations } from "../graph/addresses";
import { coversInternet } from "../network/addresses";
import type { PolicyCondition, PolicyStatement } from "./statements";

/** Operators that admit unlisted or absent values. */
const NEGATED =
  /^Null$|^(?:ForAnyValue:|ForAllValues:)?(?:String|Arn|Numeric|Ip|NotIp)Not|NotIpAddress|IfExists$|^ForAllValues:/i;

/** Returns whether a condition admits listed values only. Negated and absent-tolerant operators do not. */
export const isBinding = ({ operator, values }: PolicyCondition): boolean =>
  !NEGATED.test(operator) && values.length > 0 && !values.includes("*");

/** An expression has a value without wildcards, and the parts around it are literal. */
const known = (value: string): string => replaceInterpolations(value, () => "0");

const isAccount = (value: string): boolean => /^\d{12}$/.test(value) || isUnresolved(value);
const hasNoWildcard = (value: string): boolean => value !== "" && !/[*?]/.test(known(value));

/** An ARN with an account, or the exact ARN of a resource whose ARN has none, such as a bucket. */
function isArn(value: string): boolean {
  if (!value.startsWith("arn:")) return isUnresolved(value) && hasNoWildcard(value);
  const [, , , , account = "", ...rest] = known(value).split(":");
  return account === "" ? hasNoWildcard(rest.join(":")) : hasNoWildcard(account);
}

const isOrganization = (value: string): boolean => /^o-[a-z0-9]+$/.test(value) || isUnresolved(value);
const isOrganizationPath = (value: string): boolean => /^(?:o-[a-z0-9]+|\$\{[^}]*\})(?:\/|$)/.test(value);
/** A subscriber at one host: an address of a mail domain, or a URL. */
const isEndpoint = (value: string): boolean =>
  isArn(value) || /^[^@/]*@[^*?@/]+$/.test(value) || /^https?:\/\/[^*?/]+(?:\/|$)/.test(value) || hasNoWildcard(value);
const isNetwork = (value: string): boolean => isUnresolved(value) || !coversInternet([value]);

/** Condition keys that restrict callers to an account, an organization, a network or a resource, with valid values. */
const PINS: Readonly<Record<string, (value: string) => boolean>> = {
  "aws:sourcearn": isArn,
  "aws:sourceaccount": isAccount,
  "aws:sourceowner": isAccount,
  "aws:sourceorgid": isOrganization,
  "aws:sourceorgpaths": isOrganizationPath,
  "aws:principalaccount": isAccount,
  "aws:principalarn": isArn,
  "aws:principalorgid": isOrganization,
  "aws:principalorgpaths": isOrganizationPath,
  "aws:sourcevpce": hasNoWildcard,
  "aws:sourcevpc": hasNoWildcard,
  "aws:sourceip": isNetwork,
  "kms:calleraccount": isAccount,
  "s3:dataaccesspointaccount": isAccount,
  "sns:endpoint": isEndpoint,
};

/** Encryption context that names the resource: a log group, a topic, an event bus. */
const PINNING_CONTEXT = /^kms:encryptioncontext:aws:[\w:-]*arn$/;

/** Returns whether a condition restricts the callers: every value is a pin without wildcards in its pinning part. */
export function isPinned({ conditions }: PolicyStatement): boolean {
  return conditions.filter(isBinding).some(({ key, values }) => {
    const name = key.toLowerCase();
    const isPin = PINNING_CONTEXT.test(name) ? isArn : PINS[name];
    return isPin !== undefined && values.every(isPin);
  });
}
