import type {DecimalMark} from "./problems.ts";

const blanks = "[ \\u00a0\\u2007\\u2009\\u202f]";
const apostrophes = "['’]";

interface Forms {
  plain: RegExp;
  /** With a separator of thousands in every place where one belongs. */
  grouped: RegExp;
}

// Each text matches in one way only, so that reading it takes time in proportion to its length.
const escaped = {".": "\\.", ",": ","} as const;
const formsOf = (mark: DecimalMark): Forms => {
  const [decimal, other] = [escaped[mark], escaped[otherMark(mark)]];
  const groups = [other, blanks, apostrophes].map((separator) => `(?:${separator}\\d{3})+`).join("|");
  return {
    plain: new RegExp(`^[+-]?(?:\\d+(?:${decimal}\\d*)?|${decimal}\\d+)(?:e[+-]?\\d+)?$`, "i"),
    grouped: new RegExp(`^[+-]?[1-9]\\d{0,2}(?:${groups})(?:${decimal}\\d*)?$`)
  };
};

export function otherMark(mark: DecimalMark): DecimalMark {
  return mark === "." ? "," : ".";
}

const forms: Readonly<Record<DecimalMark, Forms>> = {".": formsOf("."), ",": formsOf(",")};
const separators = new RegExp(`${blanks}|${apostrophes}`, "g");

/**
 * Reads a number by a declared form: digits with an optional sign, decimals and exponent; nothing else, such as `NaN`,
 * `0x1f`, `12 %` or `n/a`, is a number.
 *
 * @param text without blanks around it
 * @param options.decimal the decimal mark
 * @param options.grouped whether the other mark, blanks or apostrophes may separate thousands
 * @returns NaN for text of any other form; Infinity beyond the largest double
 */
export function readNumber(
  text: string,
  {decimal = ".", grouped = false}: {decimal?: DecimalMark; grouped?: boolean} = {}
): number {
  const {plain, grouped: inGroups} = forms[decimal];
  if (plain.test(text)) return Number(decimal === "," ? text.replace(",", ".") : text);
  if (!grouped || !inGroups.test(text)) return Number.NaN;
  const digits = text.replace(separators, "").replaceAll(otherMark(decimal), "");
  return Number(decimal === "," ? digits.replace(",", ".") : digits);
}

/** How the numbers of a file are written. */
export interface NumberMarks {
  /** Null if no number shows it. */
  decimal: DecimalMark | null;
  /** Separators of thousands that occur. */
  thousands: ("." | "," | " " | "'")[];
  /** How many numbers, such as `1.234`, other numbers of the file explain. */
  explained: number;
}

export type NumberReading =
  | {kind: "number"; value: number}
  | {kind: "not-number"}
  /** The number with a decimal point, and with a decimal comma. */
  | {kind: "ambiguous"; readings: readonly [point: number, comma: number]}
  /** The text has the decimal mark `mark`, another text the other one. */
  | {kind: "two-marks"; mark: DecimalMark; other: string; line: number};

/**
 * Reads the numbers of one file, all with the same decimal mark: that of the first number that can only be read one
 * way. `1.234` alone may be either 1.234 or 1,234, so it waits for such a number (`settle`).
 */
export class NumberReader {
  readonly #grouped: boolean;
  readonly #thousands = new Set<"." | "," | " " | "'">();
  #decimal: DecimalMark | null = null;
  #witness = {text: "", line: 0};
  #explained = 0;

  /**
   * @param grouped whether numbers may have a decimal comma and separators of thousands, as where semicolons or tabs
   * separate fields; otherwise they have a decimal point
   */
  constructor(grouped: boolean) {
    this.#grouped = grouped;
  }

  get marks(): NumberMarks {
    return {decimal: this.#decimal, thousands: [...this.#thousands], explained: this.#explained};
  }

  /** @param line where the text stands, for messages about other numbers */
  read(text: string, line: number): NumberReading {
    if (digits.test(text)) return {kind: "number", value: Number(text)};
    const readings = [
      readNumber(text, {decimal: ".", grouped: this.#grouped}),
      // Also where a comma is no decimal mark, points may be meant to separate thousands.
      readNumber(text, {decimal: ",", grouped: this.#grouped || !text.includes(",")})
    ] as const;
    const [point, comma] = readings;
    if (Number.isNaN(point) && (Number.isNaN(comma) || !this.#grouped)) return {kind: "not-number"};
    if (point === comma) return this.#take(text, point);
    if (!Number.isNaN(point) && !Number.isNaN(comma)) {
      if (this.#decimal === null) return {kind: "ambiguous", readings};
      this.#explained += 1;
      return this.#take(text, readings[this.#decimal === "." ? 0 : 1]);
    }
    const mark = Number.isNaN(comma) ? "." : ",";
    if (this.#decimal !== null && this.#decimal !== mark) return {kind: "two-marks", mark, ...this.#other()};
    if (this.#decimal === null) {
      this.#decimal = mark;
      this.#witness = {text, line};
    }
    return this.#take(text, mark === "." ? point : comma);
  }

  /** The reading of an ambiguous number at the end of the file; undefined if no number shows the decimal mark. */
  settle(text: string, [point, comma]: readonly [number, number]): number | undefined {
    if (this.#decimal === null) return undefined;
    this.#explained += 1;
    const value = this.#decimal === "." ? point : comma;
    this.#take(text, value);
    return value;
  }

  #other() {
    return {other: this.#witness.text, line: this.#witness.line};
  }

  #take(text: string, value: number): NumberReading {
    for (const mark of text.match(marksInText) ?? []) {
      const kind = mark === "." || mark === "," ? mark : mark === "'" || mark === "’" ? "'" : " ";
      if (kind !== this.#decimal) this.#thousands.add(kind);
    }
    return {kind: "number", value};
  }
}

const digits = /^\d+$/;
const marksInText = new RegExp(`[.,]|${separators.source}`, "g");
