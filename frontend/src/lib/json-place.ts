/** A piece of a text, in places of a JavaScript string. */
export interface TextPlace {
  from: number;
  to: number;
}

/**
 * Finds a value of a JSON text by its path: names of an object's members and
 * places in a list. Place 0 of a value that is no list is the value itself, as
 * policies may write one statement without a list. Null where the text has no
 * such value, or is not JSON up to its end.
 */
export function placeOf(text: string, path: readonly (string | number)[]): TextPlace | null {
  return new Finder(text).find(path);
}

/** Reads the text once, remembering the one value that is wanted. */
class Finder {
  #at = 0;
  #found: TextPlace | null = null;

  constructor(readonly text: string) {}

  find(path: readonly (string | number)[]): TextPlace | null {
    try {
      this.#value(path);
      return this.#found;
    } catch {
      return null;
    }
  }

  // `path` is null inside values that are not on the way to the wanted one.
  #value(path: readonly (string | number)[] | null): void {
    this.#space();
    const from = this.#at;
    const first = this.text[from];
    const wanted = path && first !== '[' && path[0] === 0 ? path.slice(1) : path;
    if (first === '{') this.#object(wanted);
    else if (first === '[') this.#list(wanted);
    else if (first === '"') this.#string();
    else this.#word();
    if (wanted?.length === 0 && this.#found === null) this.#found = { from, to: this.#at };
  }

  #object(path: readonly (string | number)[] | null): void {
    this.#take('{');
    if (this.#peek() === '}') return this.#take('}');
    for (;;) {
      this.#space();
      const name = JSON.parse(this.#string()) as string;
      this.#take(':');
      this.#value(path && path.length > 0 && path[0] === name ? path.slice(1) : null);
      if (this.#peek() !== ',') return this.#take('}');
      this.#take(',');
    }
  }

  #list(path: readonly (string | number)[] | null): void {
    this.#take('[');
    if (this.#peek() === ']') return this.#take(']');
    for (let i = 0; ; i++) {
      this.#value(path && path.length > 0 && path[0] === i ? path.slice(1) : null);
      if (this.#peek() !== ',') return this.#take(']');
      this.#take(',');
    }
  }

  #string(): string {
    const from = this.#at;
    if (this.text[from] !== '"') throw new SyntaxError('no string');
    for (let i = from + 1; i < this.text.length; i++) {
      if (this.text[i] === '\\') i++;
      else if (this.text[i] === '"') {
        this.#at = i + 1;
        return this.text.slice(from, this.#at);
      }
    }
    throw new SyntaxError('the string does not end');
  }

  #word(): void {
    const word = /[-+.\w]+/y;
    word.lastIndex = this.#at;
    if (!word.test(this.text)) throw new SyntaxError('no value');
    this.#at = word.lastIndex;
  }

  #space(): void {
    while (/\s/.test(this.text[this.#at] ?? '')) this.#at++;
  }

  #peek(): string | undefined {
    this.#space();
    return this.text[this.#at];
  }

  #take(sign: string): void {
    if (this.#peek() !== sign) throw new SyntaxError(`no ${sign}`);
    this.#at++;
  }
}
