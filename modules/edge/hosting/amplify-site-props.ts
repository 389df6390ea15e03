import type { RegionalProvider } from "../../core";

export interface AmplifyDomain {
  /** Domain of the site, without `https://`. Another name replaces the association. */
  readonly domainName: string;
  /** Names below the domain that serve the site; an empty text is the domain itself. @default the domain itself */
  readonly prefixes?: readonly string[];
}

export interface AmplifySiteProps {
  /** Name of the app: 1 to 255 characters. */
  readonly name: string;
  /** Branch that serves, which is part of the default URL. Another name replaces it. @default "main" */
  readonly branchName?: string;
  /** Stage that Amplify displays for the branch. @default "PRODUCTION" */
  readonly stage?: "PRODUCTION" | "BETA" | "DEVELOPMENT" | "EXPERIMENTAL";
  /** @default none: the default domain of Amplify */
  readonly customDomain?: AmplifyDomain;
  /** Further origins that the site's scripts may call, such as the API. @default none */
  readonly connectSources?: readonly string[];
  /**
   * Further response headers of every file, or other values of the security headers. @default none
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** Region of the app and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const AMPLIFY_SITE_DEFAULTS = {
  branchName: "main",
  stage: "PRODUCTION",
  connectSources: [],
  headers: {},
} as const satisfies Partial<AmplifySiteProps>;

/** Props after defaults. */
export type AmplifySiteSettings = AmplifySiteProps &
  Required<Pick<AmplifySiteProps, keyof typeof AMPLIFY_SITE_DEFAULTS>>;
