import type { SynthesizedStack } from "../../modules/core";

/** Values that a repository contains until an adopter enters their own, and what to set instead of each. */
const PLACEHOLDERS: readonly { readonly name: string; readonly pattern: RegExp; readonly fix: string }[] = [
  {
    name: "account 123456789012",
    pattern: /(?<!\d)123456789012(?!\d)/,
    fix: "the id of your account",
  },
  {
    name: "domain example.com",
    pattern: /(?<![\w-])example\.(?:com|net|org)(?![\w-])/,
    fix: "your domains and addresses",
  },
  { name: "digest of zeros", pattern: /sha256:0{64}/, fix: "the digest of an image that exists" },
  {
    name: "checksum of zeros",
    pattern: /(?<!sha256:)(?<![0-9a-f])0{64}(?![0-9a-f])/,
    fix: "the checksum of the file",
  },
  {
    name: "hosted zone Z0123456789",
    pattern: /(?<![A-Z0-9])Z0123456789[A-Z]*(?![A-Z0-9])/,
    fix: "the id of your hosted zone",
  },
  {
    name: "repository example/groundplan",
    pattern: /(?<![\w-])example(?:@\d+)?\/groundplan(?![\w-])/,
    fix: "your repository",
  },
  {
    name: "user pool of an example",
    pattern: /"[a-z]{2}(?:-[a-z]+)+-\d_Example\w*"/,
    fix: "the outputs of the user pool",
  },
  {
    name: "key 00000000-0000-4000-8000",
    pattern: /:key\/00000000-0000-4000-8000-/,
    fix: "the ARN of your key",
  },
  { name: "image tag 0.1.0", pattern: /\.dkr\.ecr\.[^"]*:0\.1\.0"/, fix: "the digest of an image that exists" },
];

/** One sentence for each kind of placeholder in the stacks: its name, where it is, and what to set. */
export function placeholdersIn(stacks: readonly SynthesizedStack[]): string[] {
  const texts = stacks.map(({ name, config }) => ({ name, text: JSON.stringify(config) }));
  return PLACEHOLDERS.flatMap(({ name, pattern, fix }) => {
    const found = texts.filter(({ text }) => pattern.test(text)).map((one) => one.name);
    return found.length === 0 ? [] : [`${name} in ${found.join(", ")}; set ${fix}`];
  });
}

/**
 * Prints one line if configurations or plans contain placeholders, for commands that accept them because they reach no
 * account.
 */
export function notePlaceholders(contents: readonly unknown[], print: (text: string) => void): void {
  const texts = contents.map((content) => JSON.stringify(content));
  const names = PLACEHOLDERS.filter(({ pattern }) => texts.some((text) => pattern.test(text))).map(({ name }) => name);
  if (names.length === 0) return;
  print(`placeholders: ${names.join(", ")}; accepted offline, refused by preflight and the pipelines`);
}
