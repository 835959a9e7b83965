/** What a field holds, as conditions see it: text, number or truth; null when empty. */
export type Fact = string | number | boolean | null;
export type Facts = Record<string, Fact>;

const TOKEN = /\s*(?:(==|!=|<=|>=|<|>|\(|\))|'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?)|([A-Za-z_]\w*))/y;
const WORDS: Record<string, Fact> = { true: true, false: false, null: null, none: null };

type Token = { kind: "sign" | "name"; text: string } | { kind: "value"; value: Fact };

function tokens(source: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (source.slice(TOKEN.lastIndex).trim()) {
    const match = TOKEN.exec(source);
    if (!match) throw new SyntaxError(`not a condition: ${source}`);
    const [, sign, single, double, number, name] = match;
    if (sign) found.push({ kind: "sign", text: sign });
    else if (name !== undefined) found.push(name in WORDS ? { kind: "value", value: WORDS[name] ?? null } : { kind: "name", text: name });
    else found.push({ kind: "value", value: number !== undefined ? Number(number) : (single ?? double ?? null) });
  }
  return found;
}

/** One reading of a condition such as `reason == 'lost' and not card`, over the facts. */
class Reading {
  private at = 0;

  constructor(
    private readonly all: Token[],
    private readonly facts: Facts,
  ) {}

  whole(): boolean {
    const value = this.either();
    if (this.at < this.all.length) throw new SyntaxError("words after the condition's end");
    return Boolean(value);
  }

  private either(): Fact {
    let value = this.both();
    while (this.takes("or")) value = [value, this.both()].some(Boolean);
    return value;
  }

  private both(): Fact {
    let value = this.negated();
    while (this.takes("and")) value = [value, this.negated()].every(Boolean);
    return value;
  }

  private negated(): Fact {
    return this.takes("not") ? !this.negated() : this.compared();
  }

  private compared(): Fact {
    const left = this.single();
    const sign = ["==", "!=", "<=", ">=", "<", ">"].find((text) => this.takes(text));
    return sign ? compare(sign, left, this.single()) : left;
  }

  private single(): Fact {
    if (this.takes("(")) {
      const value = this.either();
      if (!this.takes(")")) throw new SyntaxError("a bracket is not closed");
      return value;
    }
    const token = this.all[this.at++];
    if (token?.kind === "value") return token.value;
    if (token?.kind === "name" && token.text in this.facts) return this.facts[token.text] ?? null;
    throw new SyntaxError("a value is missing, or its name is unknown");
  }

  private takes(text: string): boolean {
    const token = this.all[this.at];
    if (!token || token.kind === "value" || token.text !== text) return false;
    this.at++;
    return true;
  }
}

function compare(sign: string, left: Fact, right: Fact): boolean {
  if (sign === "==") return left === right;
  if (sign === "!=") return left !== right;
  if (left === null || right === null) return false;
  return { "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right }[sign] ?? false;
}

/** Whether the condition holds; null when only the server can say. */
export function holds(condition: string, facts: Facts): boolean | null {
  try {
    return new Reading(tokens(condition), facts).whole();
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
