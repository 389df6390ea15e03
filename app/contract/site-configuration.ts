/** Key of the object that configures the storefront; the platform writes it next to the site's files. */
export const siteConfigurationKey = "config.json";

export interface SiteConfiguration {
  readonly environment: string;
  readonly identity: {
    /** Base address of the hosted sign-in pages: `/oauth2/authorize`, `/oauth2/token` and `/logout` are below it. */
    readonly baseUrl: string;
    readonly clientId: string;
    /** Scopes to ask for, `openid` among them. */
    readonly scopes: readonly string[];
  };
}
