import type { RegionalProvider } from "../../core";

export const SOURCE_HOSTS = ["GitHub", "GitLab", "Bitbucket"] as const;

export type SourceHost = (typeof SOURCE_HOSTS)[number];

export interface SourceConnectionProps {
  /** Physical name: at most 32 letters, digits, _ and -. */
  readonly name: string;
  /** Host of the repository. @default "GitHub" */
  readonly host?: SourceHost;
  /** Region of the connection and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const SOURCE_CONNECTION_DEFAULTS = { host: "GitHub" } as const satisfies Partial<SourceConnectionProps>;
