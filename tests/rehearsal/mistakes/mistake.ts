type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The parts of a configuration that contain a mistake. */
export interface MistakenConfig {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly output?: Readonly<Record<string, unknown>>;
}

/** A configuration with one mistake, and a part of Terraform's error. */
export interface Mistake {
  readonly title: string;
  readonly error: string;
  readonly config: MistakenConfig;
}
