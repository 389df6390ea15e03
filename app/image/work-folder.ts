import { resolve } from "node:path";

/** Everything that building leaves behind; git ignores it. */
export const workFolder = resolve(import.meta.dirname, "../.local/image");
