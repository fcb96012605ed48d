import {createInterface} from "node:readline";
import type {Readable} from "node:stream";

/** Framework's own lines of a preview about the messages that it exchanges with pages. */
const message = /^(?:\u001b\[\d+m)*[\u2191\u2193](?:\u001b\[\d+m)*(?: |$)/;
const socket = /^(?:\u001b\[\d+m)*socket (open|close)/;

/**
 * Logs the lines of Framework's streams, without the messages between pages and preview, which otherwise bury what
 * concerns the author.
 * @param log receives the other lines
 */
export function logStreams(streams: readonly Readable[], log: (line: string) => void): void {
  // A message over several lines may be interrupted by a line of another stream.
  for (const stream of streams) createInterface(stream).on("line", withoutMessages(log));
}

function withoutMessages(log: (line: string) => void): (line: string) => void {
  let within = false;
  return (line) => {
    // An object over several lines ends with a brace at the start of a line.
    if (within) within = !/^[}\]]/.test(line);
    else if (message.test(line)) within = /[{[]$/.test(line);
    else if (!socket.test(line)) log(line);
  };
}
