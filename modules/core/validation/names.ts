import { satisfying, type Rule } from "./rules";

interface NameRule {
  readonly maxLength: number;
  readonly pattern: RegExp;
  readonly characters: string;
}

const WORD = /^[A-Za-z0-9_-]+$/;
const LETTERS_DIGITS_UNDERSCORE_HYPHEN = "letters, digits, _ and -";
const LOWER_KEBAB = /^[a-z](?!.*--)[a-z0-9-]*[a-z0-9]$/;
const LOWER_KEBAB_TEXT = "lower-case letters, digits and single hyphens, beginning with a letter, ending in none";

/** Length and character limits of physical names, from the API reference of each service. */
const NAME_RULES = {
  prefix: { maxLength: 32, pattern: LOWER_KEBAB, characters: LOWER_KEBAB_TEXT },
  "acl name": { maxLength: 128, pattern: WORD, characters: LETTERS_DIGITS_UNDERSCORE_HYPHEN },
  "alarm name": { maxLength: 255, pattern: /^[\x20-\x7e]+$/, characters: "printable ASCII" },
  "api name": { maxLength: 128, pattern: /^[\x20-\x7e]+$/, characters: "printable ASCII" },
  "backup plan name": { maxLength: 50, pattern: /^[A-Za-z0-9._-]+$/, characters: "letters, digits, ., _ and -" },
  "backup vault name": { maxLength: 50, pattern: /^[A-Za-z0-9_-]{2,}$/, characters: LETTERS_DIGITS_UNDERSCORE_HYPHEN },
  "bucket name": {
    maxLength: 63,
    pattern: /^(?!.*--)[a-z0-9][a-z0-9-]+[a-z0-9]$/,
    characters: "lower-case letters, digits and single hyphens, beginning and ending with a letter or digit",
  },
  "Athena workgroup name": {
    maxLength: 128,
    pattern: /^(?!primary$)[\w.-]+$/,
    characters: "letters, digits, ., _ and -, not primary, which exists in every account",
  },
  "build project name": {
    maxLength: 150,
    pattern: /^[A-Za-z0-9][\w-]+$/,
    characters: LETTERS_DIGITS_UNDERSCORE_HYPHEN,
  },
  "cache name": { maxLength: 40, pattern: LOWER_KEBAB, characters: LOWER_KEBAB_TEXT },
  "cluster name": { maxLength: 255, pattern: WORD, characters: LETTERS_DIGITS_UNDERSCORE_HYPHEN },
  "cloudfront function name": { maxLength: 64, pattern: WORD, characters: LETTERS_DIGITS_UNDERSCORE_HYPHEN },
  "cloudfront policy name": { maxLength: 128, pattern: WORD, characters: LETTERS_DIGITS_UNDERSCORE_HYPHEN },
  "connection name": { maxLength: 32, pattern: WORD, characters: LETTERS_DIGITS_UNDERSCORE_HYPHEN },
  "dashboard name": { maxLength: 255, pattern: WORD, characters: LETTERS_DIGITS_UNDERSCORE_HYPHEN },
  "database cluster name": { maxLength: 63, pattern: LOWER_KEBAB, characters: LOWER_KEBAB_TEXT },
  "database instance name": { maxLength: 63, pattern: LOWER_KEBAB, characters: LOWER_KEBAB_TEXT },
  "function name": { maxLength: 64, pattern: WORD, characters: LETTERS_DIGITS_UNDERSCORE_HYPHEN },
  // Glue accepts more; Athena and Spark accept these.
  "Glue database name": {
    maxLength: 128,
    pattern: /^[a-z][a-z0-9_]*$/,
    characters: "lower-case letters, digits and _, beginning with a letter",
  },
  "Glue table name": {
    maxLength: 128,
    pattern: /^[a-z][a-z0-9_]*$/,
    characters: "lower-case letters, digits and _, beginning with a letter",
  },
  "Glue name": { maxLength: 255, pattern: WORD, characters: LETTERS_DIGITS_UNDERSCORE_HYPHEN },
  "image repository name": {
    maxLength: 256,
    pattern: /^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/,
    characters: "lower-case letters, digits and single ., _, / or - between them",
  },
  "key alias": {
    maxLength: 256,
    pattern: /^alias\/(?!aws\/)[\w/-]+$/,
    characters: "alias/ and letters, digits, /, _ and -",
  },
  "load balancer name": {
    maxLength: 32,
    pattern: /^(?!internal-)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/,
    characters: "letters, digits and single hyphens between them, not beginning with internal-",
  },
  "log group name": { maxLength: 512, pattern: /^[\w/.#-]+$/, characters: "letters, digits, _, -, /, . and #" },
  "parameter name": {
    maxLength: 1011,
    pattern: /^\/(?!aws|ssm)[\w.-]+(?:\/[\w.-]+){0,14}$/i,
    characters: "/ and up to 15 levels of letters, digits, _, . and -, not beginning with /aws or /ssm",
  },
  "policy name": { maxLength: 128, pattern: /^[\w+=,.@-]+$/, characters: "letters, digits and +=,.@_-" },
  "pipeline name": { maxLength: 100, pattern: /^[\w.@-]+$/, characters: "letters, digits, ., @, _ and -" },
  "FIFO queue name": {
    maxLength: 80,
    pattern: /^[A-Za-z0-9_-]+\.fifo$/,
    characters: `${LETTERS_DIGITS_UNDERSCORE_HYPHEN}, and the suffix .fifo`,
  },
  "FIFO topic name": {
    maxLength: 256,
    pattern: /^[A-Za-z0-9_-]+\.fifo$/,
    characters: `${LETTERS_DIGITS_UNDERSCORE_HYPHEN}, and the suffix .fifo`,
  },
  "API destination name": { maxLength: 64, pattern: /^[\w.-]+$/, characters: "letters, digits, ., _ and -" },
  "archive name": { maxLength: 48, pattern: /^[\w.-]+$/, characters: "letters, digits, ., _ and -" },
  "event bus name": {
    maxLength: 256,
    pattern: /^(?!aws\.|default$)[\w./-]+$/,
    characters: "letters, digits, /, ., _ and -, not beginning with aws. and not default",
  },
  "event rule name": { maxLength: 64, pattern: /^[\w.-]+$/, characters: "letters, digits, ., _ and -" },
  "user group name": {
    maxLength: 128,
    pattern: /^[^\s\p{C}]+$/u,
    characters: "letters, marks, symbols, digits and punctuation",
  },
  "queue name": { maxLength: 80, pattern: WORD, characters: LETTERS_DIGITS_UNDERSCORE_HYPHEN },
  "restore testing plan name": { maxLength: 50, pattern: /^[A-Za-z0-9_]+$/, characters: "letters, digits and _" },
  "role name": { maxLength: 64, pattern: /^[\w+=,.@-]+$/, characters: "letters, digits and +=,.@_-" },
  "role policy name": { maxLength: 128, pattern: /^[\w+=,.@-]+$/, characters: "letters, digits and +=,.@_-" },
  "schedule name": { maxLength: 64, pattern: /^[\w.-]+$/, characters: "letters, digits, ., _ and -" },
  "secret name": { maxLength: 512, pattern: /^[\w/+=.@-]+$/, characters: "letters, digits and /_+=.@-" },
  "service name": { maxLength: 255, pattern: WORD, characters: LETTERS_DIGITS_UNDERSCORE_HYPHEN },
  "security group name": {
    maxLength: 255,
    pattern: /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]+$/,
    characters: "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, not beginning with sg-",
  },
  "stage name": { maxLength: 128, pattern: /^(?:\$default|[\w-]+)$/, characters: LETTERS_DIGITS_UNDERSCORE_HYPHEN },
  "state machine name": { maxLength: 80, pattern: WORD, characters: LETTERS_DIGITS_UNDERSCORE_HYPHEN },
  "subnet group name": {
    maxLength: 255,
    pattern: /^(?!default$)[a-z0-9 ._-]+$/,
    characters: "lower-case letters, digits, ., _ and -",
  },
  "table name": { maxLength: 255, pattern: /^[\w.-]{3,}$/, characters: "at least 3 letters, digits, ., _ and -" },
  "target group name": {
    maxLength: 32,
    pattern: /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/,
    characters: "letters, digits and single hyphens between them",
  },
  "topic name": { maxLength: 256, pattern: WORD, characters: LETTERS_DIGITS_UNDERSCORE_HYPHEN },
  "user pool client name": {
    maxLength: 128,
    pattern: /^[\w\s+=,.@-]+$/,
    characters: "letters, digits, spaces and _+=,.@-",
  },
  "user pool name": { maxLength: 128, pattern: /^[\w\s+=,.@-]+$/, characters: "letters, digits, spaces and _+=,.@-" },
} as const satisfies Record<string, NameRule>;

/** The kinds of physical names whose limits are known. */
export type NameKind = keyof typeof NAME_RULES;

/**
 * Accepts physical names within the limits of the service. Names are never shortened: a shortened name can collide.
 *
 * @param property - the prop that the name is derived from, for the fix.
 */
export function physicalName(kind: NameKind, property = "name"): Rule<string> {
  const { maxLength, pattern, characters }: NameRule = NAME_RULES[kind];
  return satisfying(
    (name) => name.length <= maxLength && pattern.test(name),
    `${/^[aeio]/.test(kind) ? "an" : "a"} ${kind} of at most ${maxLength} characters: ${characters}`,
    `shorten or reword ${property} so that the ${kind} fits`,
  );
}
