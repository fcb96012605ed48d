/** Reports the progress of a long task. */
export interface Progress {
  /** Reports that `done` of `total` units are finished; `note` names the current step. */
  update(done: number, note?: string): void;
  /** Ends the task; later updates are ignored. */
  finish(note?: string): void;
}

export interface ProgressStream {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

export interface ProgressOptions {
  label: string;
  /** Number of units; without it, only the count is shown. */
  total?: number;
  stream?: ProgressStream;
  /** Whether the note changes with every unit: outside a terminal a new note then writes no line. */
  restless?: boolean;
  /** Milliseconds; a parameter so that tests need not wait. */
  now?: () => number;
}

const barWidth = 24;
const ttyInterval = 80;
const lineInterval = 10_000;

/**
 * Creates a progress bar on a terminal, or plain lines elsewhere.
 *
 * A terminal line is redrawn at most every 80 ms. Elsewhere a line appears when the note changes, and otherwise at most
 * every 10 s, to keep logs readable.
 */
export function createProgress({
  label,
  total,
  stream = process.stderr,
  restless = false,
  now = Date.now
}: ProgressOptions): Progress {
  const started = now();
  const tty = Boolean(stream.isTTY);
  let finished = false;
  let lastWrite = -Infinity;
  let lastNote: string | undefined;

  function describe(done: number, note: string | undefined): string {
    const count = total === undefined ? formatCount(done) : `${formatCount(done)}/${formatCount(total)}`;
    return [label, count, note].filter(Boolean).join(" ");
  }

  return {
    update(done, note) {
      if (finished) return;
      const time = now();
      if (tty) {
        if (time - lastWrite < ttyInterval && note === lastNote) return;
        const bar = total === undefined ? "" : `${drawBar(done / total)} `;
        stream.write(`\r\x1b[K${`${bar}${describe(done, note)}`.slice(0, (stream.columns ?? 80) - 1)}`);
      } else {
        if ((restless || note === lastNote) && time - lastWrite < lineInterval) return;
        stream.write(`${describe(done, note)}\n`);
      }
      lastWrite = time;
      lastNote = note;
    },
    finish(note) {
      if (finished) return;
      finished = true;
      const seconds = ((now() - started) / 1000).toFixed(1);
      stream.write(`${tty ? "\r\x1b[K" : ""}${label} ${note ?? "done"} in ${seconds} s\n`);
    }
  };
}

function drawBar(share: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * barWidth);
  return `[${"█".repeat(filled)}${"░".repeat(barWidth - filled)}]`;
}

function formatCount(value: number): string {
  return value.toLocaleString("en-US");
}
