import { init } from "echarts";
import type { Result } from "../harness/row.ts";
import { digits, goalsOf, isMet } from "./format.ts";

/** Legible on white and on black alike. */
const INK = "#808890";
const MET = "#2f9e6e";
const MISSED = "#d9534f";
const WIDTH = 1000;
const ROW = 22;

interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  readonly good: boolean;
}

/** How much of each goal's limit was used: bars that end before the line have met it. */
export function goalChart(results: readonly Result[]): string {
  const bars = goalsOf(results).map(({ result, goal }): Bar => {
    const { median } = goal.ratio;
    const used = goal.sense === "at most" ? median / goal.limit : goal.limit / median;
    const label = `${result.id} (${result.runtime}): ${goal.name}`;
    return { label, value: used * 100, text: digits(median), good: isMet(goal) };
  });
  const met = bars.filter(({ good }) => good).length;
  return chart(
    bars,
    "How much of each goal's limit corskit uses, in percent",
    `${met} of ${bars.length} goals are met: their bars end before the line at 100 %. The number at a bar is the ratio.`,
  );
}

function chart(bars: readonly Bar[], title: string, description: string): string {
  const height = bars.length * ROW + 80;
  const view = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  const text = { color: INK, fontSize: 12 };
  view.setOption({
    animation: false,
    title: { text: title, textStyle: { ...text, fontSize: 15 }, left: 8, top: 4 },
    grid: { left: 430, right: 70, top: 40, bottom: 30 },
    yAxis: {
      type: "category",
      inverse: true,
      data: bars.map(({ label }) => label),
      axisLabel: { ...text, width: 415, overflow: "truncate", interval: 0 },
      axisLine: { lineStyle: { color: INK } },
      axisTick: { show: false },
    },
    xAxis: {
      type: "log",
      min: 1,
      axisLabel: { ...text, formatter: "{value} %" },
      splitLine: { lineStyle: { color: INK, opacity: 0.25 } },
    },
    series: [
      {
        type: "bar",
        barWidth: 12,
        data: bars.map(({ value, text: shown, good }) => ({
          value: Math.max(1, value),
          itemStyle: { color: good ? MET : MISSED },
          label: { show: true, position: "right", formatter: shown, ...text },
        })),
        markLine: {
          silent: true,
          symbol: "none",
          label: { show: false },
          lineStyle: { color: INK, type: "solid", width: 2 },
          data: [{ xAxis: 100 }],
        },
      },
    ],
  });
  const svg = view.renderToSVGString();
  view.dispose();
  const names = `<title id="t">${escape(title)}</title><desc id="d">${escape(description)}</desc>`;
  return `${svg.replace(/<svg([^>]*)>/, `<svg$1 role="img" aria-labelledby="t d">${names}`)}\n`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
