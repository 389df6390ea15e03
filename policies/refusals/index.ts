export type { Shape, ShapeType } from "./shapes";
export { EngineError, loadPack, PackError, type Pack } from "./engine/pack";
export { MAPPING } from "./mapping";
export { UNTRANSLATED } from "./untranslated";
export { templatesOf } from "./templates";
export type { Refusal } from "./findings";
export { withPlannedValues } from "./planned-values";
export { findRefusals, type RefusalOptions, type Refusals } from "./refusals";
