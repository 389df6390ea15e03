import { fail } from "../engine/checks";
import type { Rule } from "../engine/rule";
import { isRecord, isUnresolved, type Located } from "../engine/values";

const SECRET_VALUE =
  /A[KS]IA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|gh[pousr]_[A-Za-z0-9]{36}|xox[abpr]-[0-9A-Za-z-]{10,}|[a-z]+:\/\/[^\s:/@]+:[^\s:/@$]+@/;
const SECRET_NAME =
  /(?:^|[^A-Za-z]|[a-z](?=[A-Z]))(?:(?:pass(?:word|wd|phrase)|pwd|secret_?string|secret_?(?:access_?)?key|private_?key|api_?key|(?:auth|access|bearer)_?token|client_?secret|credentials)(?:_wo)?)$/i;

/** In which unit a user pool's tokens last. */
const TOKEN_UNIT = /(?:^|\.)token_validity_units(?:\[\d+\])?\./;

export const SECRET_RULES: readonly Rule[] = [
  {
    id: "SEC-02",
    title: "No secret stands in the configuration",
    severity: "critical",
    rationale: "Configuration is read by everybody, and state and plans keep copies.",
    fix: "Let AWS make the secret and read it at run time.",
    controls: {
      fsbp: ["ECS.8", "CodeBuild.2"],
      nist: ["IA-5(1)(c)"],
      checkov: ["CKV_AWS_41", "CKV_AWS_45", "CKV_AWS_46"],
      trivy: ["AVD-AWS-0036"],
      nag: ["ECS2"],
    },
    types: ["*"],
    check: ({ type, values }) =>
      readable(values)
        .filter(({ path, value }) => isSecret(path, String(value)) || isSecretParameter(type, values, path, value))
        .map(({ path }) => fail(path, "looks like a secret")),
  },
];

function isSecret(path: string, value: string): boolean {
  return (
    SECRET_VALUE.test(value) ||
    (SECRET_NAME.test(path) && !TOKEN_UNIT.test(path) && !isUnresolved(value) && value !== "")
  );
}

function isSecretParameter(type: string, values: unknown, path: string, value: unknown): boolean {
  const isSecure = type === "aws_ssm_parameter" && isRecord(values) && values["type"] === "SecureString";
  return isSecure && path === "value" && !isUnresolved(value);
}

/** Every string with its place: texts that are JSON are looked into, and a pair of name and value stands under its name. */
function readable(value: unknown, path = ""): readonly Located[] {
  if (typeof value === "string") return [{ path, value }, ...insideJson(value, path)];
  if (Array.isArray(value)) return value.flatMap((item, index) => readable(item, `${path}[${index}]`));
  if (!isRecord(value)) return [];
  const below = (key: string): string => (path === "" ? key : `${path}.${key}`);
  const pair = typeof value["name"] === "string" && typeof value["value"] === "string" && isPlain(value["type"]);
  const named = pair ? [{ path: below(String(value["name"])), value: value["value"] }] : [];
  return [...named, ...Object.entries(value).flatMap(([key, inner]) => readable(inner, below(key)))];
}

/** CodeBuild's variables may name a parameter or a secret instead of holding a value. */
function isPlain(type: unknown): boolean {
  return type !== "PARAMETER_STORE" && type !== "SECRETS_MANAGER";
}

function insideJson(text: string, path: string): readonly Located[] {
  if (!/^\s*[{[]/.test(text)) return [];
  try {
    return readable(JSON.parse(text), path);
  } catch {
    return [];
  }
}
