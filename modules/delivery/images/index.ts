export { ImageReplication } from "./image-replication";
export type { ImageReplicationProps } from "./image-replication-props";
export { ImageRepository } from "./image-repository";
export { IMAGE_REPOSITORY_DEFAULTS, imageRepositoryUrl, type ImageRepositoryProps } from "./image-repository-props";
export type { RepositoryAccess } from "./repository-access";
