/** Names of variables that hold a secret. */
const SECRET_VARIABLE = /pass(?:word|wd)|secret|token|api_?key|private_?key|credential|database_url/i;

/** Names that tell where a secret is, and not what. */
const WHEREABOUTS = /(?:arn|name|id|path|parameter|prefix|header)$/i;

export const isSecretVariable = (name: string): boolean => SECRET_VARIABLE.test(name) && !WHEREABOUTS.test(name);
