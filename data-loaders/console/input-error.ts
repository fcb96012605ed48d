/** The position of an error in an input; line and column count from 1. */
export interface InputPosition {
  file?: string;
  line?: number;
  column?: number | string;
}

/**
 * An error in the user's input, which the user can correct.
 *
 * The message is lower case and says what is wrong with which value; `advice` says what to do. Any other error is a
 * fault of the program and is shown with its stack.
 */
export class InputError extends Error {
  readonly place: InputPosition;
  readonly advice: string;

  constructor(message: string, {advice, cause, ...place}: InputPosition & {advice: string; cause?: unknown}) {
    super(message, {cause});
    this.name = "InputError";
    this.place = place;
    this.advice = advice;
  }

  /** The error as printed: `file:line:column: message; advice`. */
  describe(): string {
    const {file, line, column} = this.place;
    const place = [file, line, column].filter((part) => part !== undefined).join(":");
    return `${place ? `${place}: ` : ""}${this.message}; ${this.advice}`;
  }
}
