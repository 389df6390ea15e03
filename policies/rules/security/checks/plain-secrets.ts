import { isDeeperThan, isRecord, isUnresolved, type PathValue } from "../../../engine/values";

const SECRET_VALUE =
  /A[KS]IA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|gh[pousr]_[A-Za-z0-9]{36}|xox[abpr]-[0-9A-Za-z-]{10,}|(?<![a-z])[a-z]{1,20}:\/\/[^\s:/@]{1,200}:[^\s:/@$]{1,200}@/;

/** Levels of a JSON document within an argument. */
const DEEPEST = 200;

const SECRET_NAME =
  /(?:^|[^A-Za-z]|[a-z](?=[A-Z]))(?:(?:pass(?:word|wd|phrase)|pwd|secret_?string|secret_?(?:access_?)?key|private_?key|api_?key|(?:auth|access|bearer)_?token|client_?secret|credentials)(?:_wo)?)$/i;

/** Path of the token validity units of a user pool client, whose names look like secrets. */
const TOKEN_UNIT = /(?:^|\.)token_validity_units(?:\[\d+\])?\./;

export function isSecret(path: string, value: string): boolean {
  return (
    SECRET_VALUE.test(value) ||
    (!isPlaceholder(path, value) &&
      SECRET_NAME.test(path) &&
      !TOKEN_UNIT.test(path) &&
      !isUnresolved(value) &&
      value !== "")
  );
}

export function isSecretParameter(type: string, values: unknown, path: string, value: unknown): boolean {
  const isSecure = type === "aws_ssm_parameter" && isRecord(values) && values["type"] === "SecureString";
  return isSecure && path === "value" && !isUnresolved(value);
}

/** Every string with its path, including strings within JSON. A pair of name and value gets the name as path. */
export function readable(value: unknown, path = ""): readonly PathValue[] {
  if (typeof value === "string") return [{ path, value }, ...insideJson(value, path), ...insideBase64(value, path)];
  if (Array.isArray(value)) return value.flatMap((item, index) => readable(item, `${path}[${index}]`));
  if (!isRecord(value)) return [];
  const below = (key: string): string => (path === "" ? key : `${path}.${key}`);
  const pair = typeof value["name"] === "string" && typeof value["value"] === "string" && isPlain(value["type"]);
  const variables = pair ? [{ path: below(String(value["name"])), value: value["value"] }] : [];
  return [...variables, ...Object.entries(value).flatMap(([key, inner]) => readable(inner, below(key)))];
}

/** CodeBuild variables of other types contain the name of a parameter or secret, not a value. */
function isPlain(type: unknown): boolean {
  return type !== "PARAMETER_STORE" && type !== "SECRETS_MANAGER";
}

/** A provider that plans offline needs keys that AWS would not accept; a secret key has 40 characters. */
function isPlaceholder(path: string, value: string): boolean {
  return (
    /^provider\.aws(?:\[\d+\])?\.(?:access_key|secret_key|token)$/.test(path) && !/^[A-Za-z0-9/+=]{40}/.test(value)
  );
}

/** User data of an instance or a launch template, which Terraform takes as base64. */
function insideBase64(text: string, path: string): readonly PathValue[] {
  return /(?:^|\.)user_data(?:_base64)?$/.test(path) && /^[A-Za-z0-9+/\s]+=*\s*$/.test(text)
    ? [{ path, value: Buffer.from(text, "base64").toString() }]
    : [];
}

function insideJson(text: string, path: string): readonly PathValue[] {
  if (!/^\s*[{[]/.test(text)) return [];
  try {
    const document = JSON.parse(text) as unknown;
    return isDeeperThan(document, DEEPEST) ? [] : readable(document, path);
  } catch {
    return [];
  }
}
