/** `2 hours`, `10 minutes`, `5 seconds`: the largest unit that needs no fraction. */
export function secondsInWords(seconds: number): string {
  const [count, unit] =
    seconds >= 7200 && seconds % 3600 === 0
      ? [seconds / 3600, "hour"]
      : seconds >= 120 && seconds % 60 === 0
        ? [seconds / 60, "minute"]
        : [seconds, "second"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
