export { BusinessIntelligence } from "./business-intelligence";
export {
  BUSINESS_INTELLIGENCE_DEFAULTS,
  type AthenaSource,
  type BusinessIntelligenceProps,
  type DatabaseSource,
} from "./business-intelligence-props";
