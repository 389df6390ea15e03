import type { Construct } from "constructs";
import {
  Validation,
  connectSource,
  domainName,
  each,
  isKnown,
  matching,
  nonEmpty,
  oneOf,
  providerOfRegion,
  requireProps,
  satisfying,
  unique,
  type Rule,
} from "../../core";
import type { AmplifySiteProps } from "./amplify-site-props";

const PREFIX = matching(
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)?$/,
  "a lower-case label, or an empty text",
  "correct it",
);
/** Quota of the names below a domain. */
const MAX_PREFIXES = 50;
const HEADER_NAME = matching(/^[A-Za-z][A-Za-z0-9-]*$/, "the name of a header", "correct it");
/** `${` would be a reference of Terraform. */
const HEADER_VALUE = matching(/^(?!.*[$%]\{)[\x20-\x7e]+$/, "one line of ASCII without ${ and %{", "correct it");

/** Limits of `CreateApp`, `CreateBranch` and `CreateDomainAssociation`. */
export function validateAmplifySite(scope: Construct, id: string, props: AmplifySiteProps): void {
  requireProps(scope, id, props, { name: "string" });
  if (props.customDomain) {
    requireProps(scope, id, { customDomain: props.customDomain }, { customDomain: { domainName: "string" } });
  }
  new Validation(scope, id)
    .props(props, {
      name: satisfying(({ length }) => length > 0 && length <= 255, "1 to 255 characters", "shorten or set it"),
      // A branch with a slash has another name in ARNs and in the URL.
      branchName: matching(/^[A-Za-z0-9_.-]{1,255}$/, "letters, digits, _, . and -", "rename the branch"),
      stage: oneOf<string>(["PRODUCTION", "BETA", "DEVELOPMENT", "EXPERIMENTAL"], "choose a stage of Amplify"),
      "customDomain.domainName": domainName(),
      "customDomain.prefixes": [
        nonEmpty("at least one name", "write an empty text for the domain itself"),
        each(PREFIX),
        unique(),
        satisfying(({ length }) => length <= MAX_PREFIXES, `at most ${MAX_PREFIXES} names`, "list fewer names"),
      ],
      connectSources: each(connectSource()),
      headers: [validHeaders, distinctHeaders],
      regional: providerOfRegion(),
    })
    .throwIfInvalid();
}

/** Names of headers have no case. */
const distinctHeaders: Rule<Readonly<Record<string, string>>> = (headers) =>
  unique()(Object.keys(headers).map((name) => name.toLowerCase()));

const validHeaders: Rule<Readonly<Record<string, string>>> = (headers) =>
  Object.entries(headers).flatMap(([name, value]) => [
    ...HEADER_NAME(name),
    ...(isKnown(value) ? HEADER_VALUE(value).map((one) => ({ ...one, below: `.${name}`, value })) : []),
  ]);
