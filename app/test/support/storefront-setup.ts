import { buildStorefront } from "../../local/storefront";

/** Builds the storefront once: test files that run at the same time would build it into the same folder. */
export default buildStorefront;
