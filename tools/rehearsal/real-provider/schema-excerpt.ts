/** Maps by type in `GetProviderSchema.Response`: resources, data sources, ephemeral and list resources. */
const BY_TYPE = [2, 3, 8, 9];

interface Field {
  readonly number: number;
  readonly content: Buffer;
  /** With its number and length. */
  readonly encoded: Buffer;
}

/**
 * An encoded schema without the types that have none of the names, because Terraform decodes all of it in each run. All
 * of it if a name is unknown, so that Terraform can suggest a similar type.
 */
export function schemaExcerpt(schema: Buffer, names: ReadonlySet<string>): Buffer {
  const fields = fieldsOf(schema).map((field) => ({ ...field, type: typeOf(field) }));
  const known = new Set(fields.map(({ type }) => type));
  if ([...names].some((name) => !known.has(name))) return schema;
  return Buffer.concat(
    fields.filter(({ type }) => type === undefined || names.has(type)).map(({ encoded }) => encoded),
  );
}

/** The key of a map's entry; undefined for other fields. */
function typeOf({ number, content }: Field): string | undefined {
  return BY_TYPE.includes(number)
    ? fieldsOf(content)
        .find((one) => one.number === 1)
        ?.content.toString()
    : undefined;
}

/** Fields of a message in which every field has a length. */
function fieldsOf(message: Buffer): Field[] {
  const fields: Field[] = [];
  for (let start = 0; start < message.length;) {
    const tag = varintAt(message, start);
    const length = varintAt(message, tag.end);
    const end = length.end + length.value;
    const content = message.subarray(length.end, end);
    fields.push({ number: tag.value >>> 3, content, encoded: message.subarray(start, end) });
    start = end;
  }
  return fields;
}

function varintAt(message: Buffer, start: number): { readonly value: number; readonly end: number } {
  let [value, end, byte] = [0, start, 0];
  do {
    byte = message[end]!;
    value += (byte & 0x7f) * 2 ** (7 * (end - start));
    end++;
  } while (byte >= 0x80);
  return { value, end };
}
