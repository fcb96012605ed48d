import {messageOf} from "../text/message-of.js";
import {toolWords} from "../words/en/live.js";

/**
 * Adds the tools below each figure: intervals, downloads of what the figure shows, and, for published figures, the code
 * to embed them in another page.
 */
export function installFigureTools(root: ParentNode, {published = false}: {published?: boolean} = {}): void {
  // In pages with figures to embed, the build names the folder of the embedded figures.
  const embeds = published ? document.querySelector<HTMLMetaElement>("meta[name=embeds]")?.content : undefined;
  for (const tools of root.querySelectorAll<HTMLElement>("[data-tools]")) {
    const figure = tools.closest<HTMLElement>("figure")!;
    if (figure.querySelector(".intervals")) tools.append(intervalToggle(figure));
    for (const kind of ["png", "svg", "csv", "parquet"] as const) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = toolWords[kind];
      button.setAttribute("aria-label", toolWords.download(toolWords[kind]));
      button.addEventListener("click", () => {
        void import("./downloads.js").then(async ({downloadFigure}) => {
          try {
            await downloadFigure(figure, kind);
          } catch (error) {
            message.textContent = toolWords.failed(messageOf(error));
          }
        });
      });
      tools.append(button);
    }
    const message = document.createElement("span");
    message.setAttribute("role", "status");
    // A figure with controls may differ from its embed.
    if (embeds !== undefined && !figure.querySelector("[data-map-controls]"))
      tools.append(embedButton(figure, embeds, message));
    tools.append(message);
    tools.hidden = false;
  }
}

function intervalToggle(figure: HTMLElement): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = toolWords.intervals;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const shown = figure.classList.toggle("show-intervals");
    button.setAttribute("aria-pressed", String(shown));
  });
  return button;
}

/** A button that shows the code to embed a figure in another page, and copies it if the browser permits. */
function embedButton(figure: HTMLElement, embeds: string, message: HTMLElement): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = toolWords.embed;
  button.setAttribute("aria-expanded", "false");
  let lines: HTMLTextAreaElement | undefined;
  button.addEventListener("click", () => {
    if (lines) {
      lines.remove();
      lines = undefined;
      message.textContent = "";
      button.setAttribute("aria-expanded", "false");
      return;
    }
    const frame = document.createElement("iframe");
    frame.src = new URL(`${embeds}${figure.dataset.figure!}.html`, document.baseURI).href;
    frame.title = figure.querySelector(".figure-title")?.textContent ?? "";
    frame.width = "100%";
    frame.height = String(Math.ceil(figure.getBoundingClientRect().height));
    frame.loading = "lazy";
    lines = document.createElement("textarea");
    lines.className = "embed-lines";
    lines.readOnly = true;
    lines.rows = 3;
    lines.setAttribute("aria-label", toolWords.embedLines);
    // As text, since the page's policy would refuse the attribute on an element.
    lines.value = frame.outerHTML.replace(">", ' style="border:0">');
    figure.querySelector("[data-tools]")!.after(lines);
    lines.focus();
    lines.select();
    button.setAttribute("aria-expanded", "true");
    const copied = navigator.clipboard
      ? navigator.clipboard.writeText(lines.value)
      : Promise.reject(new Error("no clipboard"));
    copied.then(
      () => (message.textContent = toolWords.embedCopied),
      () => (message.textContent = toolWords.embedShown)
    );
  });
  return button;
}
