export { ShieldProtection } from "./shield-protection";
export type { ShieldProtectionProps } from "./shield-protection-props";
