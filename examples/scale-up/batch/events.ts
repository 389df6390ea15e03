import * as z from "zod";

const viewed = z.object({
  type: z.literal("product-viewed"),
  productId: z.string().min(1).max(64),
  at: z.iso.datetime(),
});

/** Views of products, and the number of lines that are no events. Events of other types are left to others. */
export interface Views {
  readonly byProduct: ReadonlyMap<string, number>;
  readonly invalidLines: number;
}

/** Counts the views of a day in JSON lines. */
export async function countViews(lines: AsyncIterable<string>, day: string): Promise<Views> {
  const byProduct = new Map<string, number>();
  let invalidLines = 0;
  for await (const line of lines) {
    if (line.trim() === "") continue;
    const event = parsed(line);
    if (event === undefined) invalidLines += 1;
    const { success, data } = viewed.safeParse(event);
    if (success && data.at.startsWith(day)) byProduct.set(data.productId, (byProduct.get(data.productId) ?? 0) + 1);
  }
  return { byProduct, invalidLines };
}

function parsed(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
