import type { RegionalProvider } from "../core";

export interface ParametersProps<Key extends string = string> {
  /** Beginning of every name: `/shop/dev`. Another path replaces all parameters. */
  readonly path: string;
  /**
   * Values by the rest of their names: `{ "database/endpoint": database.endpoint }`. Each has 1 to 4096 characters.
   * They are plain text; keys that name a password, token, secret or private key are refused.
   */
  readonly values: Readonly<Record<Key, string>>;
  /** Region of the parameters and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}
