import {type FSWatcher, watch} from "node:fs";
import {join} from "node:path";

/** Milliseconds to wait, because editors write a file in several steps. */
const settled = 30;

/** Calls back after files that matter change in the watched folders. Subfolders are watched only if they are named. */
export class FolderWatch {
  readonly #changed: () => void;
  readonly #matters: (path: string) => boolean;
  readonly #watchers = new Map<string, FSWatcher>();
  #timer: NodeJS.Timeout | undefined;

  constructor(changed: () => void, matters: (path: string) => boolean = () => true) {
    this.#changed = changed;
    this.#matters = matters;
  }

  /** Watches exactly these folders. Missing ones are skipped. */
  follow(folders: Iterable<string>): void {
    const wanted = new Set(folders);
    for (const [folder, watcher] of this.#watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of wanted) {
      if (this.#watchers.has(folder)) continue;
      try {
        const watcher = watch(folder, (_event, name) => {
          // Not every system names the file.
          if (name === null || this.#matters(join(folder, name))) this.#later();
        });
        watcher.on("error", () => this.#watchers.delete(folder));
        this.#watchers.set(folder, watcher);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      }
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.follow([]);
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#changed, settled);
  }
}
