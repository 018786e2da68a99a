import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import css from './Plot.module.css';

const HEIGHT = 220;
const DAY = 86_400;
const DASHES = [[], [6, 4]];

/** Lines over time. They differ by dash as well as colour; the arrow keys move the cursor, and its values are said below. */
export function Plot({
  label,
  timeLabel,
  from,
  to,
  times,
  lines,
  shown,
  time,
}: {
  label: string;
  timeLabel: string;
  from: number;
  to: number;
  times: number[];
  lines: { label: string; values: number[] }[];
  shown: (value: number) => string;
  time: (seconds: number, withDay: boolean) => string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const span = useRef<[number, number]>([from, to]);
  span.current = [from, to];
  const data = [times, ...lines.map((line) => line.values)] as UPlot.AlignedData;
  const names = lines.map((line) => line.label).join('|');
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const colour = (name: string) => getComputedStyle(element).getPropertyValue(name).trim();
    const axis = {
      stroke: colour('--soft'),
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { stroke: colour('--line'), width: 1 },
    };
    const made = new UPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        scales: { x: { range: () => span.current }, y: { range: (_, __, most) => [0, most > 0 ? most * 1.1 : 1] } },
        axes: [
          { ...axis, space: 90, values: (_, ticks) => ticks.map((tick) => time(tick, DAY <= span.current[1] - span.current[0])) },
          { ...axis, size: 74, values: (_, ticks) => ticks.map(shown) },
        ],
        cursor: { drag: { x: false, y: false } },
        series: [
          { label: timeLabel, value: (_: UPlot, value: number | null) => (value === null ? '–' : time(value, true)) },
          ...names.split('|').map((name, index) => ({
            label: name,
            stroke: colour(index === 0 ? '--accent' : '--warn'),
            width: 2,
            dash: DASHES[index] ?? [],
            value: (_: UPlot, value: number | null) => (value === null ? '–' : shown(value)),
          })),
        ],
      },
      data,
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
    // Made anew only for another picture; new values are put into the one that is there.
    // eslint-disable-next-line
  }, [names]);
  useEffect(() => {
    plot.current?.setData(data);
  });
  const step = (by: number) => {
    const made = plot.current;
    if (!made || times.length === 0) return;
    const next = Math.min(times.length - 1, Math.max(0, (made.cursor.idx ?? (by > 0 ? -1 : times.length)) + by));
    made.setCursor({ left: made.valToPos(times[next] ?? 0, 'x'), top: HEIGHT / 3 });
  };
  return (
    // A picture whose cursor the arrow keys move; what it says stands in the table too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={box}
      className={css['plot']}
      role="img"
      aria-label={label}
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        step(event.key === 'ArrowRight' ? 1 : -1);
      }}
    />
  );
}
