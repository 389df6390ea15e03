/**
 * Returns whether a pattern with `*` (any text) and `?` (one character) matches a whole text. A regular expression made
 * of the pattern would need exponential time for many `*`.
 */
export function matchesWildcards(pattern: string, text: string): boolean {
  let [at, position] = [0, 0];
  let [afterStar, retry] = [-1, 0];
  while (position < text.length) {
    if (pattern[at] === "*") [afterStar, retry] = [++at, position];
    else if (pattern[at] === "?" || pattern[at] === text[position]) [at, position] = [at + 1, position + 1];
    else if (afterStar >= 0) [at, position] = [afterStar, ++retry];
    else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
