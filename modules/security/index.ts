export { EncryptionKey } from "./encryption-key";
export { ENCRYPTION_KEY_DEFAULTS, type EncryptionKeyProps } from "./encryption-key-props";
export type { KeyService } from "../core";
export type { ExistingKeySettings, RegionOfKey } from "./existing-key";
export type { SecretReference } from "./existing-secret";
export { GeneratedSecret } from "./generated-secret";
export { GENERATED_SECRET_DEFAULTS, type GeneratedSecretProps } from "./generated-secret-props";
export { Parameters } from "./parameters";
export type { ParametersProps } from "./parameters-props";
