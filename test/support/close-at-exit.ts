/**
 * Closes resources when the process ends. The tests of a folder share a process, in which a root hook of one file can
 * run before the tests of the next.
 */
export function closeAtExit(...opened: readonly {close(): void}[]): void {
  process.once("exit", () => {
    for (const one of opened) one.close();
  });
}
