import type { CertificateReference, RegionalProvider } from "../../../core";

/** A deployed stage, such as a `RestApi`. */
export interface RestStage {
  /** Id of the API, in the region of the domain. */
  readonly restApiId: string;
  /** Name of the stage. */
  readonly stageName: string;
}

export interface RestDomainProps {
  /** Domain name of the APIs, in lower case and without wildcard: `api.example.com`. */
  readonly name: string;
  /** Issued certificate of the domain's region that covers the name, such as a `Certificate`. */
  readonly certificate: CertificateReference;
  /**
   * Stages by base path, such as `{ v1: shop, v2: next }`: one segment of letters, digits and `._~-`. The path `/`
   * serves all other paths and excludes no other base path.
   */
  readonly basePaths: Readonly<Record<string, RestStage>>;
  /** Region of the domain and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

/** Base path of all requests that no other base path matches. */
export const ROOT = "/";
