/** Request and variables of API Gateway that a template reads. */
export interface TemplateInput {
  readonly body?: unknown;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly context?: Readonly<Record<string, unknown>>;
}

type Value = unknown;
type Scope = Map<string, Value>;

/** Escapes as `StringEscapeUtils` of Apache Commons, on which `$util.escapeJavaScript` is built. */
function escapeJavaScript(text: string): string {
  const named: Readonly<Record<string, string>> = { "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  return [...Array(text.length).keys()]
    .map((index) => {
      const unit = text[index]!;
      const code = unit.charCodeAt(0);
      if (named[unit]) return named[unit];
      if (code < 0x20 || code > 0x7e) return `\\u${code.toString(16).toUpperCase().padStart(4, "0")}`;
      return ["'", '"', "\\", "/"].includes(unit) ? `\\${unit}` : unit;
    })
    .join("");
}

/** Methods of Java strings that the templates call. */
const TEXT_METHODS: Readonly<Record<string, (text: string, ...values: never[]) => Value>> = {
  contains: (text, part: string) => text.includes(part),
  matches: (text, pattern: string) => new RegExp(`^(?:${pattern})$`).test(text),
  lastIndexOf: (text, part: string) => text.lastIndexOf(part),
  replaceAll: (text, pattern: string, replacement: string) => text.replace(new RegExp(pattern, "g"), () => replacement),
  substring: (text, start: number) => text.substring(start),
};

/** Renders a mapping template: the part of the Velocity language that the modules write. */
export function renderTemplate(template: string, { body, parameters = {}, context = {} }: TemplateInput): string {
  const header: Record<string, Value> = {};
  const overrides = { responseOverride: { header } as Record<string, Value> };
  const input = {
    json: () => JSON.stringify(body),
    params: (name?: string) =>
      name === undefined ? { header: { get: (header: string) => parameters[header] } } : (parameters[name] ?? ""),
    path: (path: string) => (body as Record<string, Value>)[path.replace("$.", "")],
  };
  const scope: Scope = new Map<string, Value>([
    ["input", input],
    ["util", { escapeJavaScript }],
    ["context", { ...context, ...overrides }],
  ]);
  const text = new Renderer(template, scope).render();
  const { status } = overrides.responseOverride;
  const lines = Object.entries(header).map(([name, value]) => `${name}: ${String(value)}\n`);
  return [...lines, status === undefined ? text : `${String(status)} ${text}`].join("");
}

class Renderer {
  private position = 0;

  constructor(
    private readonly source: string,
    private readonly scope: Scope,
  ) {}

  render(isActive = true): string {
    let text = "";
    while (this.position < this.source.length && !this.isAt(/#(?:else|elseif|end)\b/y)) {
      if (this.accept("#set(")) this.set(isActive);
      else if (this.accept("#if(")) text += this.choose(isActive);
      else if (this.isAt(/\$!?[a-z]/y)) text += this.reference(isActive);
      else text += this.source[this.position++];
    }
    return isActive ? text : "";
  }

  private set(isActive: boolean): void {
    const [, path] = this.match(/\$([\w.-]+) = /y);
    const value = this.expression(isActive);
    this.match(/\)/y);
    if (!isActive) return;
    const [name, ...keys] = path!.split(".");
    const last = keys.pop();
    if (last === undefined) this.scope.set(name!, value);
    else
      keys.reduce((owner, key) => (owner as never)[key], this.scope.get(name!) as Record<string, Value>)[last] = value;
  }

  private choose(isActive: boolean): string {
    let text = "";
    let isOpen = isActive;
    let holds = this.condition(isOpen);
    for (;;) {
      text += this.render(isOpen && holds);
      isOpen = isOpen && !holds;
      if (this.accept("#elseif(")) holds = this.condition(isOpen);
      else if (this.accept("#else")) holds = true;
      else break;
    }
    this.match(/#end/y);
    return text;
  }

  private condition(isActive: boolean): boolean {
    const value = this.expression(isActive);
    this.match(/\)/y);
    return Boolean(value);
  }

  private expression(isActive: boolean): Value {
    const value = this.operand(isActive);
    return this.accept(" + ") ? (value as number) + (this.operand(isActive) as number) : value;
  }

  private operand(isActive: boolean): Value {
    if (this.isAt(/'/y)) return this.match(/'([^']*)'/y)[1];
    if (this.isAt(/"/y)) return new Renderer(this.match(/"([^"]*)"/y)[1]!, this.scope).render();
    if (this.isAt(/\d/y)) return Number(this.match(/\d+/y)[0]);
    return this.resolve(isActive).value;
  }

  private reference(isActive: boolean): string {
    const { value, source } = this.resolve(isActive);
    return value === undefined ? (source.startsWith("$!") ? "" : source) : String(value);
  }

  private resolve(isActive: boolean): { readonly value: Value; readonly source: string } {
    const start = this.position;
    let value = this.scope.get(this.match(/\$!?([a-z]\w*)/y)[1]!);
    for (;;) {
      if (this.isAt(/\['/y)) value = (value as Record<string, Value> | undefined)?.[this.match(/\['([^']*)'\]/y)[1]!];
      else if (this.isAt(/\.[a-z]\w*/iy)) value = this.member(value, isActive);
      else return { value, source: this.source.slice(start, this.position) };
    }
  }

  private member(owner: Value, isActive: boolean): Value {
    const [, name] = this.match(/\.([a-z]\w*)/iy);
    if (!this.accept("(")) return (owner as Record<string, Value> | undefined)?.[name!];
    const values: Value[] = [];
    while (!this.accept(")")) {
      values.push(this.expression(isActive));
      this.accept(",");
    }
    if (!isActive) return undefined;
    if (typeof owner === "string") return TEXT_METHODS[name!]!(owner, ...(values as never[]));
    return (owner as Record<string, (...parameters: Value[]) => Value>)[name!]!(...values);
  }

  private isAt(pattern: RegExp): boolean {
    pattern.lastIndex = this.position;
    return pattern.test(this.source);
  }

  private accept(text: string): boolean {
    const isNext = this.source.startsWith(text, this.position);
    if (isNext) this.position += text.length;
    return isNext;
  }

  private match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.source);
    if (!found) throw new Error(`${String(pattern)} expected at ${this.source.slice(this.position)}`);
    this.position = pattern.lastIndex;
    return found;
  }
}
