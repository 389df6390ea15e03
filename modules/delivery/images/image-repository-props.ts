import { dnsSuffixOf, type AwsRegion, type KeyReference, type RegionalProvider } from "../../core";

export interface ImageRepositoryProps<Region extends AwsRegion = AwsRegion> {
  /** Physical name: at most 256 lower-case letters and digits with single ., _, / or - between them. */
  readonly name: string;
  /** Region of the repository and its provider. Lambda pulls from its own region only. @default the stack's */
  readonly regional?: RegionalProvider<Region>;
  /**
   * Key of the repository's region that encrypts images; a change replaces the repository. `"aws-managed"` opts out.
   */
  readonly key: KeyReference<Region> | "aws-managed";
  /** Accounts whose functions run the images, including the repository's own: 12 digits each. */
  readonly pullAccounts: readonly string[];
  /** Number of newest tagged images that are retained, besides those with a protected tag: 1 to 20000. @default 30 */
  readonly keepImages?: number;
  /**
   * Patterns of tags whose images never expire, such as `deployed-*`, with at most four `*` each. A deployment tags
   * its image by `grantTag`, so that pushes cannot expire an image in use. @default none
   */
  readonly protectedTags?: readonly string[];
  /** Days after which an untagged image expires: 1 to 3650. @default 7 */
  readonly untaggedDays?: number;
  /** Refuses every plan that would delete the repository, and never deletes one with images. @default true */
  readonly deletionProtection?: boolean;
}

export const IMAGE_REPOSITORY_DEFAULTS = {
  keepImages: 30,
  protectedTags: [],
  untaggedDays: 7,
  deletionProtection: true,
} as const satisfies Partial<ImageRepositoryProps>;

/** Props after defaults. */
export type ImageRepositorySettings = ImageRepositoryProps &
  Required<Pick<ImageRepositoryProps, keyof typeof IMAGE_REPOSITORY_DEFAULTS>>;

/** Returns the URL of a repository, so that a stack that runs its images need not read another stack's state. */
export function imageRepositoryUrl(account: string, region: AwsRegion, name: string): string {
  return `${account}.dkr.ecr.${region}.${dnsSuffixOf(region)}/${name}`;
}
