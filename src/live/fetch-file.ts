import {isTryAgain, persist, TryAgain, watchOver} from "./patience.js";

/**
 * Fetches a file whole. When no part of it arrives for ten seconds, the reader can have it fetched again.
 *
 * @param name what errors call it
 * @throws Error when it cannot be reached or is missing
 */
export async function fetchFile(name: string, url: string): Promise<Uint8Array<ArrayBuffer>> {
  return await persist(async () => {
    const controller = new AbortController();
    const watch = watchOver(name, () => controller.abort(new TryAgain()));
    watch.alive();
    try {
      return await readWhole(await request(name, url, controller.signal), () => watch.alive());
    } finally {
      watch.rest();
    }
  });
}

/** Fetches a JSON file, as `fetchFile` does. */
export async function fetchJson<T>(name: string, url: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await fetchFile(name, url))) as T;
}

async function request(name: string, url: string, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {signal});
  } catch (cause) {
    if (isTryAgain(cause)) throw cause;
    throw new Error(`file not reachable: ${name}; check that the site is still being served`, {cause});
  }
  if (!response.ok) throw new Error(`file missing: ${name} (status ${response.status}); build the site again`);
  return response;
}

async function readWhole(response: Response, alive: () => void): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body!.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    alive();
    parts.push(next.value);
    size += next.value.length;
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
