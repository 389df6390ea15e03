import {
  each,
  fields,
  isKnown,
  matching,
  oneOf,
  satisfying,
  unique,
  type Rule,
  type RuleTable,
  type Violation,
} from "../core";
import { SOCIAL_NAMES, type IdentityProvider, type OidcProvider, type SamlProvider } from "./federation";

/** Characters of a URL; others are written by `%`, and `${` would be a reference of Terraform. */
const CHARACTER = String.raw`[^\s"<>\\^{|}\x60]`;
const HTTPS_URL = matching(
  new RegExp(String.raw`^https:\/\/[\w.-]+(?::\d+)?(?:\/${CHARACTER}*)?$`),
  "an https:// URL",
  "copy it from the provider",
);
const ISSUER = matching(
  new RegExp(String.raw`^https:\/\/[\w.-]+(?::\d+)?(?:\/${CHARACTER}*(?<!\/))?$`),
  "an https:// URL without a final slash",
  "copy the issuer from the provider",
);
const DOMAIN = matching(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, "a domain in lower case", "write the part behind the @");
const MAX_DOMAINS = 50;
const TYPES = ["saml", "oidc", "google", "facebook", "amazon"] as const;

/** Names of SAML and OIDC providers: the pages and tokens show them. */
export function providerName(type: IdentityProvider["type"]): Rule<string> {
  const social = Object.entries(SOCIAL_NAMES).find(([name]) => name === type);
  if (social) return oneOf<string>([social[1]], "use the name that Cognito gives the provider");
  const reserved = ["COGNITO", "Google", "Facebook", "LoginWithAmazon", "SignInWithApple"];
  return satisfying(
    (name) => /^[A-Za-z0-9-]{3,32}$/.test(name) && !reserved.includes(name),
    `3 to 32 letters, digits and -, and none of ${reserved.join(", ")}`,
    "name the provider as its users know it",
  );
}

/** Limits of `CreateIdentityProvider`. @param domains - those of the pool's other providers. */
export function identityProviderRule(domains: readonly string[]): Rule<IdentityProvider> {
  return (provider) => {
    const type = oneOf<string>(
      TYPES,
      "choose a kind of provider",
    )(provider.type).map((violation) => ({
      value: provider.type,
      ...violation,
      below: ".type",
    }));
    if (type.length > 0) return type;
    return provider.type === "saml" ? problemsOf(provider, samlRules(domains)) : clientProblems(provider);
  };
}

const samlRules = (domains: readonly string[]): RuleTable<SamlProvider> => ({
  metadataUrl: HTTPS_URL,
  domains: [
    each(DOMAIN),
    each(
      satisfying(
        (domain) => !domains.includes(domain),
        "domains that no other provider has",
        "let one provider sign in the users of a domain",
      ),
    ),
    unique(),
    satisfying(({ length }) => length <= MAX_DOMAINS, `at most ${MAX_DOMAINS} domains`, "list fewer domains"),
  ],
});

const OIDC_RULES: RuleTable<OidcProvider> = {
  issuer: ISSUER,
  scopes: satisfying((scopes) => scopes.includes("openid"), "scopes with openid", "add openid"),
};

/** Refuses a literal secret and does not repeat it. */
function clientProblems(provider: Exclude<IdentityProvider, SamlProvider>): Violation[] {
  const fix = "declare a sensitive Terraform variable and pass its value";
  const literal = { below: ".clientSecret", value: "a literal", allowed: "a reference", fix };
  return [
    ...(isKnown(provider.clientSecret) ? [literal] : []),
    ...(provider.type === "oidc" ? problemsOf(provider, OIDC_RULES) : []),
  ];
}

function problemsOf<Value extends object>(value: Value, table: RuleTable<Value>): readonly Violation[] {
  return fields(() => table)(value);
}
