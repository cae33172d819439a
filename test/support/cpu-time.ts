/** What a function takes of the processor on this thread, in milliseconds, however busy the machine is. */
export function cpuTime(work: () => unknown): number {
  const start = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
}
