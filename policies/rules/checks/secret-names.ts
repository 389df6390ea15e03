/** Names of variables that contain a secret. */
const SECRET_VARIABLE = /pass(?:word|wd)|secret|token|api_?key|private_?key|credential|database_url/i;

/** Names of variables that contain the location of a secret. */
const WHEREABOUTS = /(?:arn|name|id|path|parameter|prefix|header)$/i;

export const isSecretVariable = (name: string): boolean => SECRET_VARIABLE.test(name) && !WHEREABOUTS.test(name);
