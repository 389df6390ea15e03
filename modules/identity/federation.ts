import type { CognitoIdentityProviderConfig } from "@cdktf/provider-aws/lib/cognito-identity-provider";

/** An OAuth client at an identity provider. */
export interface OAuthClient {
  /** Id of the client at the provider. */
  readonly clientId: string;
  /** Secret of the client: a reference, such as a sensitive Terraform variable. The state contains it. */
  readonly clientSecret: string;
}

/** Provider of OpenID Connect. */
export interface OidcProvider extends OAuthClient {
  readonly type: "oidc";
  /** HTTPS URL of the issuer without a final slash, below which the provider publishes its configuration. */
  readonly issuer: string;
  /** Scopes to ask for, with `openid`. @default openid, email */
  readonly scopes?: readonly string[];
  /** Claims by attribute of the pool. @default email by the claim email */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Provider of SAML 2.0. */
export interface SamlProvider {
  readonly type: "saml";
  /** HTTPS URL of the provider's metadata, which Cognito reads again every six hours. */
  readonly metadataUrl: string;
  /** SAML attributes by attribute of the pool. @default email by the claim of Active Directory */
  readonly attributes?: Readonly<Record<string, string>>;
  /** E-mail domains whose users the sign-in pages send to this provider: at most 50. @default none */
  readonly domains?: readonly string[];
  /** Signs users out at the provider as well. @default false */
  readonly signOut?: boolean;
}

/** Google, Facebook or Login with Amazon. */
export interface SocialProvider extends OAuthClient {
  readonly type: "google" | "facebook" | "amazon";
}

/** An external identity provider that signs users in. */
export type IdentityProvider = OidcProvider | SamlProvider | SocialProvider;

type ProviderArguments = Pick<
  CognitoIdentityProviderConfig,
  "providerType" | "providerDetails" | "attributeMapping" | "idpIdentifiers"
>;

const EMAIL_OF_DIRECTORY = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress";
const SOCIAL = {
  google: { providerType: "Google", scopes: "openid email", subject: "sub" },
  facebook: { providerType: "Facebook", scopes: "public_profile,email", subject: "id" },
  amazon: { providerType: "LoginWithAmazon", scopes: "profile", subject: "user_id" },
} as const;

/** Names that Cognito gives the social providers. */
export const SOCIAL_NAMES = { google: "Google", facebook: "Facebook", amazon: "LoginWithAmazon" } as const;

/** Arguments of a provider; users are known by their id at the provider, because addresses change. */
export function providerArguments(provider: IdentityProvider): ProviderArguments {
  switch (provider.type) {
    case "saml":
      return {
        providerType: "SAML",
        providerDetails: { MetadataURL: provider.metadataUrl, IDPSignout: String(provider.signOut ?? false) },
        attributeMapping: { ...(provider.attributes ?? { email: EMAIL_OF_DIRECTORY }) },
        idpIdentifiers: provider.domains && [...provider.domains],
      };
    case "oidc":
      return {
        providerType: "OIDC",
        providerDetails: {
          ...clientOf(provider, (provider.scopes ?? ["openid", "email"]).join(" ")),
          oidc_issuer: provider.issuer,
          attributes_request_method: "GET",
        },
        attributeMapping: { username: "sub", ...(provider.attributes ?? { email: "email" }) },
      };
    default: {
      const { providerType, scopes, subject } = SOCIAL[provider.type];
      return {
        providerType,
        providerDetails: clientOf(provider, scopes),
        attributeMapping: { username: subject, email: "email" },
      };
    }
  }
}

function clientOf({ clientId, clientSecret }: OAuthClient, scopes: string): Record<string, string> {
  return { client_id: clientId, client_secret: clientSecret, authorize_scopes: scopes };
}
