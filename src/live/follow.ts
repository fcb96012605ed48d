/** How a follower answers questions, and shows each answer with its question. */
export interface FollowOptions<Ask, Answer> {
  answer(ask: Ask, signal: AbortSignal): Promise<Answer>;
  show(answer: Answer, ask: Ask): void;
  /** Called when work begins, and when the newest question has been answered. */
  busy?(busy: boolean): void;
  failed(error: unknown, ask: Ask): void;
}

export interface Follower<Ask> {
  /** Asks a question after the current one has been answered. */
  ask(ask: Ask): void;
  /** Asks a question at once, and drops the answer or error of the current one. */
  replace(ask: Ask): void;
  /** Drops the current question and the waiting one. */
  stop(): void;
}

/**
 * Follows a value that changes faster than its answers arrive. It works on one question at a time, and of the questions
 * that arrive in the meantime it keeps only the newest. The last answer shown belongs to the last question.
 */
export function follow<Ask, Answer>({answer, show, busy, failed}: FollowOptions<Ask, Answer>): Follower<Ask> {
  let running: AbortController | undefined;
  let next: {ask: Ask} | undefined;
  const run = async ({ask}: {ask: Ask}): Promise<void> => {
    const controller = (running = new AbortController());
    try {
      const found = await answer(ask, controller.signal);
      if (!controller.signal.aborted) show(found, ask);
    } catch (error) {
      if (!controller.signal.aborted) failed(error, ask);
    }
    if (controller.signal.aborted) return;
    const waiting = next;
    next = undefined;
    running = undefined;
    if (waiting) void run(waiting);
    else busy?.(false);
  };
  const begin = (ask: Ask) => {
    busy?.(true);
    void run({ask});
  };
  const drop = () => {
    next = undefined;
    running?.abort();
    running = undefined;
  };
  return {
    ask(ask) {
      if (running) next = {ask};
      else begin(ask);
    },
    replace(ask) {
      drop();
      begin(ask);
    },
    stop() {
      drop();
      busy?.(false);
    }
  };
}
