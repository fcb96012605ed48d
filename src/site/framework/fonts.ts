import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

/** One file of a typeface of the site. */
export interface Font {
  family: string;
  style: "normal" | "italic";
  /** Minimum and maximum weight of the variable font. */
  weights: [number, number];
  /** The npm package that contains it, and the file's path in the package. */
  package: string;
  file: string;
  /**
   * Whether it loads before the first paint. On a slow phone, each preloaded file delays that by about a quarter of a
   * second, and stand-ins already break lines at the same words.
   */
  preload: boolean;
}

/**
 * A local typeface to use until the site's typeface has loaded. It is stretched so that lines break at the same words.
 */
interface StandIn {
  family: string;
  style: "normal" | "italic";
  weight: 400 | 700;
  local: readonly string[];
  /** Width of English text in the site's typeface, as a percentage of its width in the stand-in. */
  size: number;
  /** Percentage of the stretched size, from the metrics of the site's typeface. */
  ascent: number;
  descent: number;
}

export const fonts: readonly Font[] = [
  {
    family: "Source Serif 4",
    style: "normal",
    weights: [200, 900],
    package: "@fontsource-variable/source-serif-4",
    file: "source-serif-4-latin-wght-normal",
    preload: false
  },
  {
    family: "Source Serif 4",
    style: "italic",
    weights: [200, 900],
    package: "@fontsource-variable/source-serif-4",
    file: "source-serif-4-latin-wght-italic",
    preload: false
  },
  {
    family: "Source Sans 3",
    style: "normal",
    weights: [200, 900],
    package: "@fontsource-variable/source-sans-3",
    file: "source-sans-3-latin-wght-normal",
    preload: false
  }
];

// Measured in Chromium over a paragraph of the report. Times New Roman and Arial have the same widths as the Liberation
// fonts.
const standIns: readonly StandIn[] = [
  {
    family: "Source Serif 4 stand-in",
    style: "normal",
    weight: 400,
    local: ["Times New Roman", "Liberation Serif"],
    size: 118.05,
    ascent: 87.76,
    descent: 28.38
  },
  {
    family: "Source Serif 4 stand-in",
    style: "normal",
    weight: 700,
    local: ["Times New Roman Bold", "Liberation Serif Bold"],
    size: 114.5,
    ascent: 90.48,
    descent: 29.26
  },
  {
    family: "Source Serif 4 stand-in",
    style: "italic",
    weight: 400,
    local: ["Times New Roman Italic", "Liberation Serif Italic"],
    size: 109,
    ascent: 95.05,
    descent: 30.73
  },
  {
    family: "Source Sans 3 stand-in",
    style: "normal",
    weight: 400,
    local: ["Arial", "Liberation Sans"],
    size: 93.03,
    ascent: 110.07,
    descent: 43
  },
  {
    family: "Source Sans 3 stand-in",
    style: "normal",
    weight: 700,
    local: ["Arial Bold", "Liberation Sans Bold"],
    size: 91.78,
    ascent: 111.57,
    descent: 43.58
  },
  // For Android.
  {
    family: "Source Serif 4 second stand-in",
    style: "normal",
    weight: 400,
    local: ["Noto Serif", "NotoSerif"],
    size: 99.42,
    ascent: 104.2,
    descent: 33.7
  },
  {
    family: "Source Serif 4 second stand-in",
    style: "normal",
    weight: 700,
    local: ["Noto Serif Bold", "NotoSerif-Bold"],
    size: 96.51,
    ascent: 107.35,
    descent: 34.71
  },
  {
    family: "Source Serif 4 second stand-in",
    style: "italic",
    weight: 400,
    local: ["Noto Serif Italic", "NotoSerif-Italic"],
    size: 93.65,
    ascent: 110.62,
    descent: 35.77
  },
  {
    family: "Source Sans 3 second stand-in",
    style: "normal",
    weight: 400,
    local: ["Roboto", "Roboto-Regular"],
    size: 93.27,
    ascent: 109.79,
    descent: 42.89
  },
  {
    family: "Source Sans 3 second stand-in",
    style: "normal",
    weight: 700,
    local: ["Roboto Bold", "Roboto-Bold"],
    size: 97.15,
    ascent: 105.4,
    descent: 41.17
  }
];

/** The characters in the fonts' Latin files. */
const latin = [
  "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,",
  "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
].join("");

/** The bytes (WOFF2) of a font, from its npm package. */
export function readFont(font: Font): Buffer {
  return readFileSync(fontFile(font));
}

/** The name of a font's file in the site, without extension. It includes the version of the package. */
export function fontName(font: Font): string {
  const {version} = JSON.parse(readFileSync(join(dirname(fontFile(font)), "../package.json"), "utf8")) as {
    version: string;
  };
  return `${font.file}-${version}`;
}

/**
 * Finds a font by its name, with or without the hash of a built site.
 * @throws RangeError for an unknown name
 */
export function findFont(name: string): Font {
  const font = fonts.find((candidate) => name === fontName(candidate) || name === hashedName(candidate));
  if (!font) throw new RangeError(`unknown font: ${name}; use one of ${fonts.map(fontName).join(", ")}`);
  return font;
}

/** The typefaces in the syntax of the CSS property `font`, for `document.fonts`. */
export function fontNames(): string[] {
  return fonts.map(({family, style}) => `${style === "normal" ? "" : `${style} `}1em "${family}"`);
}

/**
 * Makes the links to font files. Framework publishes linked files and rewrites their addresses. Fonts that are not
 * preloaded are linked for no medium, so that Framework publishes them but browsers load them only when used.
 */
export function fontLinks(): string {
  return fonts
    .map((font) => {
      const media = font.preload ? "" : ' media="not all"';
      const address = `/fonts/${fontName(font)}.woff2`;
      return `<link rel="preload" as="font" type="font/woff2" crossorigin${media} href="${address}">`;
    })
    .join("\n");
}

/**
 * The CSS rules for the typefaces and their stand-ins, for a style element in a page.
 *
 * They cannot be in the style sheet, because its bundler resolves every address. Framework does not rewrite addresses
 * in style elements, so these contain the hash of a built site. The preview's loader accepts such names.
 *
 * @param base relative address of the site's root, such as `../../`
 */
export function fontFaces(base: string): string {
  const face = (family: string, style: string, weight: string | number, ...rest: readonly string[]) => {
    const rules = [`font-family:"${family}"`, `font-style:${style}`, `font-weight:${weight}`, ...rest];
    return `@font-face{${rules.join(";")}}`;
  };
  const faces = fonts.map((font) =>
    face(
      font.family,
      font.style,
      font.weights.join(" "),
      "font-display:swap",
      `src:url("${base}_file/fonts/${hashedName(font)}.woff2") format("woff2")`,
      `unicode-range:${latin}`
    )
  );
  const local = standIns.map(({family, style, weight, local: names, size, ascent, descent}) =>
    face(
      family,
      style,
      weight,
      `src:${names.map((name) => `local("${name}")`).join(",")}`,
      `size-adjust:${size}%`,
      `ascent-override:${ascent}%`,
      `descent-override:${descent}%`,
      "line-gap-override:0%"
    )
  );
  return [...faces, ...local].join("\n");
}

/** The name that Framework's build gives the file: it adds the first eight digits of the content's SHA-256. */
function hashedName(font: Font): string {
  const hash = createHash("sha256").update(readFont(font)).digest("hex").slice(0, 8);
  return `${fontName(font)}.${hash}`;
}

function fontFile(font: Font): string {
  return fileURLToPath(import.meta.resolve(`${font.package}/files/${font.file}.woff2`));
}
