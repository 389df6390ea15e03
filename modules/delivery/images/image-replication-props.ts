import type { RegionalProvider } from "../../core";
import type { ImageRepository } from "./image-repository";

export interface ImageReplicationProps {
  /** Region of `source` and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
  /** Repository that images are pushed to. */
  readonly source: ImageRepository;
  /** Repository of the same name in another region, which receives the copies. */
  readonly copy: ImageRepository;
}
