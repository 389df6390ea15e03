/** The argument that a property comes from. */
export interface Origin {
  readonly address: string;
  /** Path of the argument, such as `health_check[0].timeout`; empty for the resource as a whole. */
  readonly argument: string;
}

/** Remembers the argument of every property, to name it in findings. */
export class Origins {
  private readonly byPath = new Map<string, Origin>();
  private readonly addresses = new Map<string, string>();

  addResource(logicalId: string, address: string): void {
    this.addresses.set(logicalId, address);
  }

  add(logicalId: string, path: string, origin: Origin): void {
    this.byPath.set(keyOf(logicalId, path), origin);
  }

  /** The argument of a property, or of the closest object that contains it. */
  find(logicalId: string, path: string): Origin | undefined {
    const segments = path.split(".");
    for (let length = segments.length; length > 1; length -= 1) {
      const origin = this.byPath.get(keyOf(logicalId, segments.slice(0, length).join(".")));
      if (origin) return origin;
    }
    const address = this.addresses.get(logicalId);
    return address === undefined ? undefined : { address, argument: "" };
  }

  /** Every property of a resource with its argument. */
  of(logicalId: string): readonly (readonly [path: string, origin: Origin])[] {
    return [...this.byPath]
      .filter(([key]) => key.startsWith(keyOf(logicalId, "")))
      .map(([key, origin]) => [key.slice(logicalId.length + 1), origin] as const);
  }
}

function keyOf(logicalId: string, path: string): string {
  return `${logicalId} ${path}`;
}
