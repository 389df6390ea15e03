import ts from "typescript";
import { usageError } from "../runner/command/exit-codes";

/**
 * The source of an environment with another image.
 *
 * @throws ToolError (usage) if the source names no image as a literal, or this one already.
 */
export function withDigest(source: string, file: string, digest: string): string {
  const images = imagesIn(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  const [image] = images;
  if (!image || images.length > 1) {
    const found = images.length === 0 ? "no image" : `${images.length} images`;
    throw usageError(`${file}: ${found}; allowed: one image: { digest: "..." } in compute`);
  }
  if (image.name === digest) throw usageError(`${file}: the environment names this image already`);
  return `${source.slice(0, image.start)}{ digest: "${digest}" }${source.slice(image.end)}`;
}

interface Image {
  /** Digest or tag. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Literals `image: { digest: "..." }` and `image: { tag: "..." }`, however they are formatted. */
function imagesIn(node: ts.Node): Image[] {
  const inner: Image[] = [];
  ts.forEachChild(node, (child) => void inner.push(...imagesIn(child)));
  if (!ts.isPropertyAssignment(node) || nameOf(node) !== "image") return inner;
  if (!ts.isObjectLiteralExpression(node.initializer)) return inner;
  const { initializer } = node;
  const [only, ...others] = initializer.properties;
  if (!only || others.length > 0 || !ts.isPropertyAssignment(only)) return inner;
  if (!["digest", "tag"].includes(nameOf(only)) || !ts.isStringLiteralLike(only.initializer)) return inner;
  return [{ name: only.initializer.text, start: initializer.getStart(), end: initializer.getEnd() }];
}

function nameOf({ name }: ts.PropertyAssignment): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "";
}
