export { ENCRYPTION_KEY_DEFAULTS, EncryptionKey, type EncryptionKeyProps, type KeyService } from "./encryption-key";
