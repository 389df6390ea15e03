/** What the storefront needs to know of its environment: an object of this key beside its files, written by the platform. */
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
