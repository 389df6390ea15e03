import type { RegionalProvider } from "../../core";

/** Credentials of an API destination. Values are references, such as sensitive Terraform variables, never literals. */
export type ApiCredentials =
  /** A header with a secret value. */
  | { readonly kind: "api-key"; readonly header: string; readonly value: string }
  /** A user name and a password. */
  | { readonly kind: "basic"; readonly username: string; readonly password: string }
  /** OAuth client credentials, which EventBridge exchanges for a token at `tokenUrl`. */
  | {
      readonly kind: "oauth";
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
    };

export interface ApiDestinationProps {
  /** Physical name of the destination and its connection: at most 64 letters, digits, ., _ and -. */
  readonly name: string;
  /** HTTPS endpoint, which must answer within five seconds: at most 2048 characters. */
  readonly url: string;
  /** @default "POST" */
  readonly method?: "GET" | "HEAD" | "OPTIONS" | "PATCH" | "POST" | "PUT" | "DELETE";
  /** Calls in a second beyond which EventBridge delays events: 1 to 300. @default 300 */
  readonly requestsPerSecond?: number;
  /** Credentials, which the state contains and EventBridge stores as a secret. */
  readonly credentials: ApiCredentials;
  /** Region of the destination and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const API_DESTINATION_DEFAULTS = {
  method: "POST",
  requestsPerSecond: 300,
} as const satisfies Partial<ApiDestinationProps>;

export const API_METHODS = ["GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "DELETE"] as const;
