// Advance widths of Source Sans 3 from space to tilde, in thousandths of the font size: in Node no browser can measure
// text.
const regular = [
  200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497, 497, 497, 497, 497, 497,
  497, 497, 497, 249, 249, 497, 497, 497, 425, 847, 543, 588, 571, 615, 527, 494, 617, 652, 263, 479, 579, 486, 727,
  647, 664, 566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497, 500, 542, 504, 553, 456, 555,
  496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542, 555, 555, 347, 419, 338, 544, 467, 719, 446, 467, 425, 303,
  241, 303, 497
];
const semibold = [
  200, 315, 482, 513, 513, 841, 639, 275, 324, 324, 438, 513, 275, 322, 275, 344, 513, 513, 513, 513, 513, 513, 513,
  513, 513, 513, 275, 275, 513, 513, 513, 444, 875, 558, 597, 576, 625, 538, 510, 628, 663, 282, 494, 597, 502, 745,
  657, 674, 582, 674, 592, 545, 546, 655, 536, 800, 541, 501, 540, 324, 344, 324, 513, 500, 549, 516, 563, 462, 564,
  507, 317, 520, 558, 262, 263, 522, 271, 843, 560, 549, 564, 564, 373, 431, 361, 556, 495, 748, 481, 495, 443, 324,
  255, 324, 513
];
const otherWidths: Record<string, number> = {
  "–": 480,
  "—": 800,
  "…": 948,
  "×": 497,
  "·": 249,
  "“": 426,
  "”": 426,
  "’": 249,
  "€": 497,
  "→": 1000,
  "←": 1000,
  "↑": 619,
  "\u00a0": 200,
  "\u202f": 200
};
const unknownWidth = 620;

/**
 * Width of a line of text in the typeface of the figures, without kerning.
 *
 * @param size font size in pixels
 * @param bold whether its weight is 600
 * @returns pixels
 */
export function textWidth(text: string, size: number, bold = false): number {
  const widths = bold ? semibold : regular;
  let width = 0;
  // An accented letter is as wide as its base letter.
  for (const character of text.normalize("NFD")) {
    if (/\p{M}/u.test(character)) continue;
    width += otherWidths[character] ?? widths[character.codePointAt(0)! - 32] ?? unknownWidth;
  }
  return (width * size) / 1000;
}

/**
 * Breaks a text between words into lines of at most `width` pixels.
 *
 * @returns the lines; null if a word is wider than that, or more than `most` lines are needed
 */
export function wrapText(
  text: string,
  width: number,
  size: number,
  {most = Infinity, bold = false}: {most?: number; bold?: boolean} = {}
): string[] | null {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (textWidth(word, size, bold) > width) return null;
    const longer = line === "" ? word : `${line} ${word}`;
    if (textWidth(longer, size, bold) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  return lines.length > most ? null : lines;
}
