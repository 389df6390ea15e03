import { escaped } from "../diagram/escaped";

/** Markup whose texts are escaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Content = Html | string | number | undefined | false | readonly Content[];

/**
 * Joins markup: strings and numbers are escaped, markup and lists of it are not; `undefined` and `false` are empty.
 */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(
    parts.map((part, index) => `${part}${index < contents.length ? markupOf(contents[index]) : ""}`).join(""),
  );
}

/** Markup from a renderer that escapes its texts. */
export const trusted = (markup: string): Html => new Html(markup);

function markupOf(content: Content): string {
  if (content === undefined || content === false) return "";
  if (content instanceof Html) return content.text;
  return typeof content === "object" ? content.map(markupOf).join("") : escaped(String(content));
}
