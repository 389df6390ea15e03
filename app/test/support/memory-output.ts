import { vi } from "vitest";

/** Returns the output of the work as the JSON objects that CloudWatch would get. */
export async function writtenBy(work: () => void | Promise<void>): Promise<Record<string, unknown>[]> {
  const lines: string[] = [];
  const keep = (chunk: string | Uint8Array) => lines.push(...String(chunk).split("\n")) > 0;
  const streams = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockImplementation(keep));
  try {
    await work();
  } finally {
    streams.forEach((stream) => stream.mockRestore());
  }
  return lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as Record<string, unknown>);
}
