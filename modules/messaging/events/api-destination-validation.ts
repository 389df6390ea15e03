import type { Construct } from "constructs";
import {
  Validation,
  integer,
  isKnown,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  type Rule,
} from "../../core";
import { API_METHODS, type ApiCredentials, type ApiDestinationProps } from "./api-destination-props";

/** Arguments of credentials that are secret. */
const SECRETS = ["value", "password", "clientSecret"] as const;

const HTTPS_URL = matching(
  /^https:\/\/[\w.-]+(?::\d{1,5})?(?:\/[\w.~!$&'()*+,;=:@%/-]*)?(?:\?[^\s#]*)?$/,
  "an https:// URL of at most 2048 characters",
  "offer the endpoint over TLS",
);

/**
 * Checks the limits of `CreateApiDestination` and `CreateConnection`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateApiDestination(scope: Construct, id: string, props: ApiDestinationProps): void {
  requireProps(scope, id, props, { name: "string", url: "string", credentials: "object" });
  const validation = new Validation(scope, id).props(props, {
    name: physicalName("API destination name"),
    url: HTTPS_URL,
    method: oneOf(API_METHODS, "choose a method of HTTP"),
    requestsPerSecond: integer(1, 300, "choose the calls that the endpoint bears"),
    credentials: [oneOfKinds(), withoutLiteralSecrets()],
    regional: providerOfRegion(),
  });
  const { credentials } = props;
  if (credentials.kind === "api-key") {
    const header = matching(/^[A-Za-z0-9-]{1,512}$/, "letters, digits and -", "name the header");
    validation.apply("credentials.header", credentials.header, header);
  }
  if (credentials.kind === "oauth") validation.apply("credentials.tokenUrl", credentials.tokenUrl, HTTPS_URL);
  validation.throwIfInvalid();
}

function oneOfKinds(): Rule<ApiCredentials> {
  const kinds = ["api-key", "basic", "oauth"];
  return satisfying(
    ({ kind }) => kinds.includes(kind),
    `kind ${kinds.join(", ")}`,
    "choose a kind",
    ({ kind }) => kind,
  );
}

/** Refuses secrets that would stand in the configuration, and does not repeat them. */
function withoutLiteralSecrets(): Rule<ApiCredentials> {
  const literal = { value: "a literal", allowed: "a reference" };
  const fix = "declare a sensitive Terraform variable and pass its value";
  return (credentials) => {
    const values: Readonly<Record<string, unknown>> = { ...credentials };
    return SECRETS.filter((name) => name in values && isKnown(values[name])).map((name) => ({
      ...literal,
      below: `.${name}`,
      fix,
    }));
  };
}
