/** Runs a step of a build under its name. */
export type Steps = <T>(name: string, run: () => Promise<T>) => Promise<T>;

export interface StepTime {
  name: string;
  seconds: number;
}

/** Runs steps without timing them. */
export const untimed: Steps = async (_, run) => await run();

/** Runs steps and records how long each took, in order. */
export function timedSteps(): {steps: Steps; times: StepTime[]} {
  const times: StepTime[] = [];
  return {
    times,
    async steps(name, run) {
      const start = performance.now();
      try {
        return await run();
      } finally {
        times.push({name, seconds: (performance.now() - start) / 1000});
      }
    }
  };
}
