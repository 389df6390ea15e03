/** Names of variables that contain a secret. */
const SECRET_VARIABLE = /pass(?:word|wd)|secret|token|api_?key|private_?key|credential|database_url/i;

/** Names of variables that contain the location of a secret. */
const WHEREABOUTS = /(?:arn|name|id|path|parameter|prefix|header)$/i;

/** Credentials of AWS and of registries, which Security Hub lists (ECS.8). */
const CREDENTIALS = ["AWS_ACCESS_KEY_ID", "ECS_ENGINE_AUTH_DATA"];

export const isSecretVariable = (name: string): boolean =>
  CREDENTIALS.includes(name) || (SECRET_VARIABLE.test(name) && !WHEREABOUTS.test(name));
