/** Default of the seconds for which the stage caches answers, and authorizers cache policies. */
export const TTL_SECONDS = 300;
/** Maximum of both. */
export const MAX_TTL_SECONDS = 3_600;
