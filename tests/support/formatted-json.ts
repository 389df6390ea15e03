const WIDTH = 160;

/** JSON with one line for every value that fits in 160 columns. */
export function formatted(value: unknown, indentation = "", taken = 0): string {
  const line = inline(value);
  if (typeof value !== "object" || value === null || indentation.length + taken + line.length < WIDTH) return line;
  const inner = `${indentation}  `;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const entries = Array.isArray(value)
    ? value.map((item) => formatted(item, inner))
    : Object.entries(value).map(([key, item]) => `"${key}": ${formatted(item, inner, key.length + 4)}`);
  return `${open}\n${entries.map((entry) => `${inner}${entry}`).join(",\n")}\n${indentation}${close}`;
}

/** The value on one line. */
export function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `"${key}": ${inline(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/**
 * Text that is JSON is parsed under `<key> (JSON)`, and text of several lines is a list of them under `<key>
 * (lines)`.
 */
export function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const parsed = typeof item === "string" ? parsedJson(item) : undefined;
      if (parsed) return [`${key} (JSON)`, readable(parsed)];
      if (typeof item === "string" && item.includes("\n")) return [`${key} (lines)`, item.split("\n")];
      return [key, readable(item)];
    }),
  );
}

/** Only text that would be written the same again, so that no difference of two texts is lost. */
function parsedJson(text: string): object | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    const parsed = JSON.parse(text) as object;
    return JSON.stringify(parsed) === text ? parsed : undefined;
  } catch {
    return undefined;
  }
}
