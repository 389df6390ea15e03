/** Text in which Terraform finds neither references nor directives. */
export function literalText(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => `${sign}${sign}`);
}
