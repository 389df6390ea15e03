export { bundleFunctions, type FunctionBundles } from "./function-bundles";
