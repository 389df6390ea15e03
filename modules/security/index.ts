export { EncryptionKey } from "./encryption-key";
export { ENCRYPTION_KEY_DEFAULTS, type EncryptionKeyProps } from "./encryption-key-props";
export type { KeyService } from "../core";
export type { ExistingKeySettings, RegionOfKey } from "./existing-key";
export { GeneratedSecret } from "./secrets/generated-secret";
export { GENERATED_SECRET_DEFAULTS, type GeneratedSecretProps } from "./secrets/generated-secret-props";
export type { SecretReference } from "./secrets/secret-access";
export { SecretRotation } from "./secrets/secret-rotation";
export {
  SECRET_ROTATION_DEFAULTS,
  type RotatedSecret,
  type RotationFunction,
  type SecretRotationProps,
} from "./secrets/secret-rotation-props";
export { Parameters } from "./parameters";
export type { ParametersProps } from "./parameters-props";
