/**
 * Headers of every response besides the policy, for hosts that can send them. None forbids frames: figures are meant to
 * be embedded, and no page contains an action that a reader could be tricked into.
 */
const always: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Permissions-Policy": [
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb"
  ]
    .map((name) => `${name}=()`)
    .join(", "),
  "Cross-Origin-Opener-Policy": "same-origin"
};

/** The file in which some hosts look for headers. */
export const headersFile = "_headers";

/** The contents of `_headers` for Netlify and Cloudflare Pages: one block for all addresses. */
export function writeHeaders(policy: string): string {
  const headers = {"Content-Security-Policy": policy, ...always};
  return ["/*", ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`), ""].join("\n");
}

/** The headers in a `_headers` file that apply to all addresses, by name in lower case. */
export function readHeaders(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  let applies = false;
  for (const line of text.split("\n")) {
    if (/^\S/.test(line)) applies = line.trim() === "/*";
    const [, name, value] = /^\s+([\w-]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (applies && name && value) headers[name.toLowerCase()] = value;
  }
  return headers;
}
