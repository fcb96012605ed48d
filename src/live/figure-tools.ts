import {toolWords} from "./words.js";

/** Puts the tools below each figure: intervals, and downloads of exactly what is shown. */
export function installFigureTools(root: ParentNode): void {
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
            message.textContent = toolWords.failed(error instanceof Error ? error.message : String(error));
          }
        });
      });
      tools.append(button);
    }
    const message = document.createElement("span");
    message.setAttribute("role", "status");
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
