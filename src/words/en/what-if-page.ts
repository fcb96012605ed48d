import {fixed as format} from "./locale.js";

const some = (number: number, one: string, many: string) => `${format(number)} ${number === 1 ? one : many}`;

/** What the what-if page says. */
export const whatIfWords = {
  groups: {
    shown: "What to show",
    quadrants: "Quadrants",
    advantage: "Advantage",
    links: "Thresholds for codes",
    counting: "Counting and benchmark",
    structure: "Relatedness and complexity",
    years: "Years and editions",
    onlyYears: "Years"
  },
  controls: "Choices of method",
  tools: "Tools",
  undo: "Undo",
  redo: "Redo",
  reset: "Reset",
  copy: "Copy link",
  save: "Save scenario",
  open: "Open scenario",
  results: "Results as CSV",
  report: "The whole report under these choices",
  cite: "Cite",
  copied: "Link copied.",
  notCopied: "Your browser does not allow copying. Copy the address of this page instead.",
  opened: "The page now shows the scenario from the file.",
  notOpened: (message: string) => `The file could not be read: ${message}. The page is unchanged.`,
  difference: "Your view and the published view",
  published: "This is the published view. Change a control to see what it affects.",
  reportMethod: (region: string) =>
    `This is ${region} under the report’s method. Change a control to see what it affects.`,
  summary: (flips: number, moves: number, numbers: number) =>
    flips + moves + numbers === 0
      ? "Nothing changes: no claim becomes true or false, and every technology stays in its quadrant."
      : `${some(flips, "claim changes", "claims change")}, ${some(moves, "technology moves", "technologies move")} to another quadrant, and ${some(numbers, "printed number starts or stops", "printed numbers start or stop")} agreeing with the data.`,
  flips: "Claims that change",
  noFlips: "None.",
  nowTrue: "now true",
  nowFalse: "no longer true",
  moves: "Technologies that move",
  noMoves: "None.",
  technology: "Technology",
  from: "From",
  to: "To",
  density: "Relatedness density",
  complexity: "Complexity",
  changes: "Your choices",
  change: "Choice",
  theirs: "Published",
  yours: "Yours",
  next: "What would change next",
  nextLead:
    "For each control, the fewest steps that change a claim. A step is the smallest move that the control allows.",
  searching: "Searching…",
  nothingNext: (steps: number) => `No claim changes within ${steps} steps of any control.`,
  nextStep: (steps: number, slider: boolean) => (slider ? some(steps, "step", "steps") : "one other choice"),
  try: "Try this",
  quadrants: "The four quadrants",
  moved: (from: string) => `from ${from}`,
  scripts: "The controls need JavaScript. Without it, this page shows the published view.",
  starting: "The database is starting. The controls will work as soon as it is ready.",
  ready: (milliseconds: number) => `Computed in your browser in ${format(milliseconds)} ms.`,
  failed: (message: string) => `The computation failed: ${message}. The page shows the last view that succeeded.`,
  unavailable: (message: string) =>
    `Your browser cannot compute another view (${message}). The page shows the published view.`,
  citation: ({
    title,
    release,
    build,
    address,
    date
  }: {
    title: string;
    release: string;
    build: string;
    address: string;
    date: string;
  }) => `${title}, ${release}, data build ${build}, scenario ${address}, accessed on ${date}.`,
  signed: (value: number) => (Math.abs(value) < 0.05 ? "0.0" : `${value < 0 ? "−" : "+"}${format(Math.abs(value), 1)}`)
};
