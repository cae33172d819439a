import { readdirSync, readFileSync } from "node:fs";

/**
 * The time that a process had on a processor, in milliseconds: not that in which the machine did something else. Linux
 * counts it in nanoseconds (https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat).
 *
 * @returns undefined where the system does not tell
 */
export function cpuTimeOf(pid: number): number | undefined {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const times = tasks.map((task) =>
      Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0]),
    );
    return times.reduce((sum, time) => sum + time, 0) / 1e6;
  } catch {
    return undefined;
  }
}
