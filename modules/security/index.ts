export { ENCRYPTION_KEY_DEFAULTS, EncryptionKey, type EncryptionKeyProps, type KeyService } from "./encryption-key";
export { GENERATED_SECRET_DEFAULTS, GeneratedSecret, type GeneratedSecretProps } from "./generated-secret";
export { Parameters, type ParametersProps } from "./parameters";
