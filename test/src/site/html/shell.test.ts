import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {describe, test} from "node:test";
import {JSDOM, VirtualConsole} from "jsdom";
import {findFont, fontName, fonts, readFont} from "../../../../src/site/framework/fonts.ts";
import {loadReportConfig} from "../../../../data-loaders/report-config.ts";
import {lenses} from "../../../../src/terms/lenses.ts";
import {years} from "../../narrative/fixture.ts";
import {createShell, type ShellOptions} from "../../../../src/site/html/shell.ts";

const sourcesOf = (...synthetic: boolean[]) => synthetic.map((one, i) => ({dataset: lenses[i]!, synthetic: one}));
const study = {
  key: "author2026study",
  title: "The study",
  authors: ["Ann Author", "Bo Author"],
  institution: "An Institute",
  client: "the Council",
  year: 2026
};
const config = {...(await loadReportConfig()), name: "Site", title: "The site", description: "What it is.", study};
const options: ShellOptions = {config, release: "1.2.3", sources: sourcesOf(true, true, true), years};
const page = (path: string, more: {title?: string} = {}) => ({title: "A page", ...more, path});
// jsdom reads no margins of pages, and would print that it does not.
const parse = (html: string) =>
  new JSDOM(`<!DOCTYPE html><body>${html}`, {virtualConsole: new VirtualConsole()}).window.document;

describe("the head", () => {
  const head = (path: string, more: Partial<ShellOptions> = {}, rest = {}) =>
    parse(createShell({...options, ...more}).head(page(path, rest)));
  const content = (document: Document, selector: string) => document.querySelector(selector)?.getAttribute("content");

  test("a page has a canonical address only when the site has one", () => {
    assert.equal(head("/claims").querySelector("link[rel=canonical]"), null);
    assert.equal(head("/claims").querySelector("meta[property='og:url']"), null);
    const addresses = {
      "/index": "",
      "/claims": "claims.html",
      "/technology/index": "technology/",
      "/technology/robotics": "technology/robotics.html"
    };
    for (const siteUrl of ["https://example.org/flanders", "https://example.org/flanders/"]) {
      for (const [path, end] of Object.entries(addresses)) {
        const document = head(path, {siteUrl});
        assert.equal(
          document.querySelector("link[rel=canonical]")!.getAttribute("href"),
          `https://example.org/flanders/${end}`
        );
        assert.equal(content(document, "meta[property='og:url']"), `https://example.org/flanders/${end}`);
      }
    }
  });

  test("the error page has none, and is not to be indexed", () => {
    const document = head("/404", {siteUrl: "https://example.org/"});
    assert.equal(document.querySelector("link[rel=canonical]"), null);
    assert.equal(content(document, "meta[name=robots]"), "noindex");
  });

  test("the base is the path of the site's address", () => {
    assert.equal(createShell(options).base, "/");
    assert.equal(createShell({...options, siteUrl: "https://example.org/flanders"}).base, "/flanders/");
  });

  test("an address that is not absolute is refused", () => {
    for (const siteUrl of ["example.org", "/flanders", "ftp://example.org/"]) {
      assert.throws(
        () => createShell({...options, siteUrl}),
        new RegExp(`^InputError: SITE_URL is no absolute address: ${siteUrl}$`)
      );
    }
  });

  test("titles and descriptions are the page's, whatever signs they hold", () => {
    const descriptionOf = (path: string) => (path === "/a" ? `Say "yes" & <b>no</b>` : null);
    const document = head("/a", {descriptionOf}, {title: `"R&D" <now>`});
    assert.equal(content(document, "meta[property='og:title']"), `"R&D" <now> | The site`);
    assert.equal(content(document, "meta[name=description]"), `Say "yes" & <b>no</b>`);
    assert.equal(content(head("/index", {}, {title: "The site"}), "meta[property='og:title']"), "The site");
    assert.equal(content(head("/b", {descriptionOf}), "meta[name=description]"), "What it is.");
    assert.equal(content(head("/a"), "meta[name=description]"), "What it is.");
  });

  test("all fonts are published, and those of the first paint preloaded", () => {
    const links = Array.from(head("/a").querySelectorAll("link[rel=preload]"));
    assert.equal(links.length, fonts.length);
    assert.equal(
      links.filter((link) => !link.hasAttribute("media")).length,
      fonts.filter(({preload}) => preload).length
    );
    for (const link of links) assert.match(link.getAttribute("href")!, /^\/fonts\/[\w.-]+\.woff2$/);
  });

  test("styles name the fonts as a built site does, from any depth", () => {
    for (const [path, base] of [
      ["/index", "./"],
      ["/claims", "./"],
      ["/404", "./"],
      ["/technology/robotics", "../"],
      ["/a/b/c", "../../"]
    ] as const) {
      const style = head(path).querySelector("style")!.textContent!;
      for (const font of fonts) {
        const hash = createHash("sha256").update(readFont(font)).digest("hex").slice(0, 8);
        assert.ok(style.includes(`url("${base}_file/fonts/${fontName(font)}.${hash}.woff2")`), `${path} ${font.file}`);
      }
    }
  });

  test("printed pages carry release and provenance", () => {
    const line = (...synthetic: boolean[]) =>
      /content:"(.*?)"\}/.exec(head("/a", {sources: sourcesOf(...synthetic)}).querySelector("style")!.textContent!)![1];
    const calibrated = "calibrated to the values published for Flanders in 38 technologies.";
    assert.equal(line(true, true, true), `The site · release 1.2.3 · Synthetic records, ${calibrated}`);
    assert.equal(
      line(false, false, true),
      `The site · release 1.2.3 · Patents and publications are real records; funding rounds are synthetic, ${calibrated}`
    );
    assert.equal(line(false, false, false), "The site · release 1.2.3");
  });

  test("the reader's colours are set by the first script, and only known ones", () => {
    const script = head("/a").querySelector("script")!.textContent!;
    const run = (getItem: () => string | null) => {
      const {window} = new JSDOM("<!DOCTYPE html>");
      const root = window.document.documentElement;
      new Function("document", "localStorage", script)(window.document, {getItem});
      return [root.dataset.theme, root.className];
    };
    assert.deepEqual(
      run(() => "dark"),
      ["dark", "scripted"]
    );
    assert.deepEqual(
      run(() => "light"),
      ["light", "scripted"]
    );
    assert.deepEqual(
      run(() => "pink"),
      [undefined, "scripted"]
    );
    assert.deepEqual(
      run(() => null),
      [undefined, "scripted"]
    );
    assert.deepEqual(
      run(() => {
        throw new Error("storage is forbidden");
      }),
      [undefined, "scripted"]
    );
  });
});

describe("the header", () => {
  const header = (path: string, more: Partial<ShellOptions> = {}) =>
    parse(createShell({...options, ...more}).header(page(path)));

  test("links are relative, so that the site may be in any folder", () => {
    const hrefs = (path: string) =>
      Array.from(header(path).querySelectorAll("nav a"), (link) => link.getAttribute("href"));
    assert.deepEqual(hrefs("/index"), ["./", "./claims", "./technology/", "./classification", "./lab/"]);
    assert.deepEqual(hrefs("/technology/robotics"), [
      "../",
      "../claims",
      "../technology/",
      "../classification",
      "../lab/"
    ]);
  });

  test("the current page is marked, and the part of the site that holds it", () => {
    const current = (path: string) =>
      Array.from(header(path).querySelectorAll("[aria-current]"), (link) => [
        link.textContent,
        link.getAttribute("aria-current")
      ]);
    assert.deepEqual(current("/index"), [["Report", "page"]]);
    assert.deepEqual(current("/technology/index"), [["Technologies", "page"]]);
    assert.deepEqual(current("/technology/robotics"), [["Technologies", "true"]]);
    assert.deepEqual(current("/classification"), [["Classification", "page"]]);
    assert.deepEqual(current("/404"), []);
  });

  test("the skip link comes first and leads behind the header", () => {
    const document = header("/a");
    const first = document.querySelector("a")!;
    assert.match(first.textContent!, /^Skip/);
    const target = document.getElementById(first.getAttribute("href")!.slice(1))!;
    assert.equal(target.nextElementSibling, null);
  });

  test("there is a search only with an index", () => {
    assert.equal(header("/a").querySelector(".search-button"), null);
    assert.ok(header("/a", {search: true}).querySelector(".search-button"));
  });
});

test("every page says in its header which records are synthetic, and nothing where all are real", () => {
  const badge = (...synthetic: Parameters<typeof sourcesOf>) =>
    parse(createShell({...options, sources: sourcesOf(...synthetic)}).header(page("/claims"))).querySelector(
      ".badge-synthetic"
    )?.textContent;
  assert.equal(badge(true, true, true), "Synthetic data");
  assert.equal(badge(false, true, true), "Synthetic: publications and funding rounds");
  assert.equal(badge(false, false, true), "Synthetic: funding rounds");
  assert.equal(badge(false, false, false), undefined);
});

describe("the footer", () => {
  const footer = (more: Partial<ShellOptions> = {}) =>
    parse(createShell({...options, ...more}).footer(page("/technology/a"))).body.textContent!;

  test("it says release, years, build where known, and that records are synthetic unless they are not", () => {
    assert.match(footer(), /Release 1\.2\.3 · patents 2020–2024, publications 2021–2025, funding 2021–2025/);
    assert.match(footer(), /Synthetic records, calibrated to the values published for Flanders in 38 technologies/);
    assert.match(footer({build: "b-7"}), /data build b-7/);
    assert.match(footer({years: {patents: [2022, 2030]}}), /· patents 2022–2024(?!,)/);
    assert.doesNotMatch(footer({sources: sourcesOf(false, false, false)}), /synthetic/i);
  });
});

describe("fonts", () => {
  test("a font is found by its name, with and without the hash of a built site", () => {
    for (const font of fonts) {
      const hash = createHash("sha256").update(readFont(font)).digest("hex").slice(0, 8);
      assert.equal(findFont(fontName(font)), font);
      assert.equal(findFont(`${fontName(font)}.${hash}`), font);
      assert.equal(readFont(font).subarray(0, 4).toString(), "wOF2");
    }
    assert.throws(
      () => findFont("comic"),
      /^RangeError: unknown font: comic; use one of source-serif-4-latin-wght-normal-/
    );
  });
});
