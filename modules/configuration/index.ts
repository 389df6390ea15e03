export { FeatureFlags } from "./feature-flags";
export {
  FEATURE_FLAGS_DEFAULTS,
  ROLL_OUTS,
  type FeatureFlag,
  type FeatureFlagsProps,
  type Flags,
  type RollOut,
} from "./feature-flags-props";
