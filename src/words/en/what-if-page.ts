const format = (value: number, digits = 0) =>
  value.toLocaleString("en-GB", {minimumFractionDigits: digits, maximumFractionDigits: digits});
const some = (number: number, one: string, many: string) => `${format(number)} ${number === 1 ? one : many}`;

/** What the what-if page says. */
export const whatIfWords = {
  groups: {
    shown: "What is shown",
    quadrants: "Quadrants",
    advantage: "Advantage",
    links: "Which codes count",
    counting: "Counting and benchmark",
    structure: "Relatedness and complexity",
    years: "Years and editions"
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
  report: "The whole report this way",
  cite: "Cite",
  copied: "The link is copied.",
  notCopied: "The browser does not allow it; copy the address of this page instead.",
  opened: "The scenario of the file is shown.",
  notOpened: (message: string) => `The file was not read: ${message}. The page stays as it was.`,
  difference: "Your view against the published one",
  published: "This is the published view. Move a control, and this says what turns.",
  summary: (flips: number, moves: number, numbers: number) =>
    flips + moves + numbers === 0
      ? "Nothing turns: every claim is as true as before, and every technology stays in its quadrant."
      : `${some(flips, "claim turns", "claims turn")}, ${some(moves, "technology moves", "technologies move")} to another quadrant, ${some(numbers, "printed number", "printed numbers")} no longer agree or agree again.`,
  flips: "Claims that turn",
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
  next: "What would turn next",
  nextLead:
    "The shortest change from here that turns a claim, on each control. One step is the least that the control can be moved here.",
  searching: "Looking…",
  nothingNext: (steps: number) => `No claim turns within ${steps} steps of any control.`,
  nextStep: (steps: number, slider: boolean) => (slider ? some(steps, "step", "steps") : "one other choice"),
  try: "Try it",
  quadrants: "The four quadrants",
  moved: (from: string) => `from ${from}`,
  scripts: "The controls need JavaScript. Without it this page shows the published view.",
  starting: "The database is starting. The controls answer as soon as it runs.",
  ready: (milliseconds: number) => `Computed in this page in ${format(milliseconds)} ms.`,
  failed: (message: string) => `It could not be computed: ${message}. What is shown is the last view that could.`,
  unavailable: (message: string) =>
    `This browser cannot compute another view (${message}). What is shown is the published one.`,
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
  }) => `${title}, ${release}, data build ${build}, scenario ${address}, seen on ${date}.`,
  signed: (value: number) => (Math.abs(value) < 0.05 ? "0.0" : `${value < 0 ? "−" : "+"}${format(Math.abs(value), 1)}`)
};
