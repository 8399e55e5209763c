// The charts of a study: drawn from figures that the page hands over, once each time they change.
//
//   const chart = await start(root, callback);   root holds [data-chart] with .plot, .plot-table and [data-export] buttons
//   chart.show(figure);  chart.stop();
//
// figure: { title, note, columns, rows, kind, ... }: columns and rows (numbers as numbers) are the table and the CSV;
//   kind "bars":   values [{ label, value, tone }], unit, write digits
//   kind "map":    groups [{ name, xs, ys, texts }], xTitle, yTitle
//   kind "points": points [{ x, y, size, onFront, isDraft, text }], xTitle, yTitle, sizeTitle, sizeTick
//   kind "lines":  lines [{ name, xs, ys, isRight }], xTitle, yTitle, y2Title
//   kind "bands":  bands [{ name, xs, ys, lower, upper }], marks [{ y, text }], xTitle, yTitle, yTick
//   kind "steps":  bands without interval, each value held until the next: shares from 0 to 1; marks, xTitle, yTitle, yTick
//   kind "columns": columned [{ name, labels, ys }], xTitle, yTitle, tick
// A click on a point calls callback.invokeMethodAsync("Choose", number of the point).

import { brokenLines, colorOf, drawTable, fontOf, load, saveCsv, saveImage } from "./charts.js";

const TONES = { up: "--series-3", down: "--series-2", same: "--series-7", new: "--series-1" };

export async function start(root, callback) {
  await load("lib/plotly.min.js");
  return new StudyChart(root ?? document.createElement("div"), callback); // left meanwhile: drawn for nobody
}

class StudyChart {
  constructor(root, callback) {
    this.root = root;
    this.callback = callback;
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    document.addEventListener("themechange", () => this.draw(), { signal });
    root.addEventListener("click", e => this.save(e.target.closest("[data-export]")?.dataset.export), { signal });
    this.resizing = new ResizeObserver(() => this.schedule());
    this.resizing.observe(root);
  }

  show(figure) {
    this.figure = figure;
    this.draw();
  }

  stop() {
    this.listeners.abort();
    this.resizing.disconnect();
    cancelAnimationFrame(this.pending);
    const plot = this.root.querySelector(".plot");
    if (plot) Plotly.purge(plot);
  }

  schedule() {
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => { this.pending = 0; this.draw(); });
  }

  draw() {
    if (!this.figure) return;
    const plot = this.root.querySelector(".plot");
    if (plot?.offsetParent) this.plot(plot);
    const table = this.root.querySelector(".plot-table");
    if (table?.offsetParent) drawTable(table, this.figure.columns, this.figure.rows.map(row => row.map(written)));
  }

  plot(target) {
    const color = colorOf();
    const [traces, layout] = KINDS[this.figure.kind](this.figure, color);
    const axis = { gridcolor: color("--grid"), zerolinecolor: color("--border"), linecolor: color("--border"), fixedrange: true, automargin: true };
    Plotly.react(target, traces, {
      autosize: true, margin: { l: 52, r: 16, t: 8, b: 40 },
      paper_bgcolor: color("--surface"), plot_bgcolor: color("--surface"),
      font: { family: fontOf(target), size: 12, color: color("--text-2") },
      hoverlabel: { bgcolor: color("--surface-2"), bordercolor: color("--border"), font: { color: color("--text") } },
      legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", font: { size: 12 } },
      ...layout, xaxis: { ...axis, ...layout.xaxis }, yaxis: { ...axis, ...layout.yaxis },
    }, { displayModeBar: false, responsive: false });
    target.setAttribute("aria-label", `${this.figure.title}. ${this.figure.note}`);
    if (this.figure.kind !== "points" || !this.callback || target.dataset.listens) return;
    target.dataset.listens = "true";
    target.on("plotly_click", e => this.callback.invokeMethodAsync("Choose", e.points[0].customdata));
  }

  save(format) {
    if (!format || !this.figure) return;
    const { title, note, columns, rows } = this.figure;
    const filename = `recconsole-${this.root.dataset.chart}-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, "")}`;
    if (format === "csv") saveCsv(columns, rows, filename);
    else saveImage(stage => this.plot(stage), [title, ...brokenLines(note).map(line => `<sub>${line}</sub>`)].join("<br>"), filename, format);
  }
}

const written = value => typeof value === "number" ? value.toLocaleString("en", { maximumFractionDigits: 4 }) : value;

function bars({ values, xTitle, tick }, color) {
  const traces = [{
    type: "bar", showlegend: false, x: values.map(v => v.label), y: values.map(v => v.value),
    marker: { color: values.map(v => color(TONES[v.tone])) },
    text: values.map(v => v.text), textposition: values.length > 30 ? "none" : "outside", cliponaxis: false, hovertemplate: "%{x}: %{text}<extra></extra>",
  }];
  return [traces, { xaxis: { type: "category", title: { text: xTitle } }, yaxis: { tickformat: tick, rangemode: "tozero" }, bargap: 0.15, margin: { l: 52, r: 16, t: 20, b: 40 } }];
}

function points({ points: all, xTitle, yTitle, xTick, yTick, sizeTitle }, color) {
  const sizes = all.map(p => p.size);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const radius = p => 7 + 13 * (most > least ? (p.size - least) / (most - least) : 0.5);
  const group = (name, symbol, hue, keep, outlined) => {
    const kept = all.map((p, i) => ({ ...p, i })).filter(keep);
    return {
      type: "scatter", mode: "markers", name, x: kept.map(p => p.x), y: kept.map(p => p.y), customdata: kept.map(p => p.i), text: kept.map(p => p.text),
      marker: { symbol, size: kept.map(p => p.isDraft ? Math.max(16, radius(p)) : radius(p)), color: color(hue), opacity: outlined ? 0.95 : 0.55, line: { width: outlined ? 1.5 : 0, color: color("--surface") } },
      hovertemplate: "%{text}<extra></extra>",
    };
  };
  const front = all.filter(p => p.onPairFront).sort((a, b) => a.x - b.x);
  const traces = [
    { type: "scatter", mode: "lines", name: "unbeaten in both axes", x: front.map(p => p.x), y: front.map(p => p.y), line: { color: color("--series-1"), width: 1.5, dash: "dot" }, hoverinfo: "skip" },
    group("beaten by another", "circle", "--series-7", p => !p.onFront && !p.isDraft, false),
    group("on the front of all three", "diamond", "--series-1", p => p.onFront && !p.isDraft, true),
    group("the draft", "star", "--series-2", p => p.isDraft, true),
  ];
  return [traces, {
    hovermode: "closest", margin: { l: 60, r: 16, t: 8, b: 44 },
    xaxis: { title: { text: xTitle }, tickformat: xTick, zeroline: false }, yaxis: { title: { text: yTitle }, tickformat: yTick, zeroline: false },
    annotations: [{ text: sizeTitle, showarrow: false, xref: "paper", yref: "paper", x: 1, y: 0, xanchor: "right", yanchor: "bottom", font: { size: 11, color: color("--text-3") } }],
  }];
}

// two axes where one line belongs to the right: what falls at the left, what rises at the right; told apart by colour, dash and mark
function lines({ lines: all, xTitle, yTitle, y2Title, xTick }, color) {
  const traces = all.map((line, i) => ({
    type: "scatter", mode: line.xs.length > 60 ? "lines" : "lines+markers", name: line.name, x: line.xs, y: line.ys, yaxis: line.isRight ? "y2" : "y",
    line: { color: color(`--series-${i + 1}`), width: 2, dash: i ? "dot" : "solid" }, marker: { symbol: i ? "diamond" : "circle", size: 6 },
    hovertemplate: "%{y:.4f}",
  }));
  const right = { overlaying: "y", side: "right", showgrid: false, zeroline: false, fixedrange: true, automargin: true, linecolor: color("--border"), title: { text: y2Title } };
  return [traces, {
    hovermode: "x unified", margin: { l: 60, r: 64, t: 8, b: 44 },
    xaxis: { title: { text: xTitle }, tickformat: xTick || "d", nticks: 12 }, yaxis: { title: { text: yTitle }, zeroline: false },
    ...(all.some(line => line.isRight) ? { yaxis2: right } : {}),
  }];
}

// each group has a sign beside its colour
const SIGNS = ["circle", "diamond", "square", "triangle-up", "cross", "star-triangle-down", "x"];

function map({ groups, xTitle, yTitle }, color) {
  const traces = groups.map((group, i) => ({
    type: "scatter", mode: "markers", name: group.name, x: group.xs, y: group.ys, text: group.texts,
    marker: { symbol: SIGNS[i % SIGNS.length], size: 6, color: color(`--series-${i % SIGNS.length + 1}`), opacity: 0.75 },
    hovertemplate: "%{text}<extra>%{fullData.name}</extra>",
  }));
  return [traces, { hovermode: "closest", margin: { l: 52, r: 16, t: 8, b: 44 }, xaxis: { title: { text: xTitle }, zeroline: false }, yaxis: { title: { text: yTitle }, zeroline: false } }];
}

// each with its interval as a band; told apart by colour, dash and mark
const DASHES = ["solid", "dot", "dash", "longdash"];

function bands({ bands: all, marks, xTitle, yTitle, yTick, yRange }, color) {
  const traces = all.flatMap((band, i) => {
    const hue = color(`--series-${i % SIGNS.length + 1}`);
    const edge = { type: "scatter", mode: "lines", x: band.xs, line: { width: 0 }, hoverinfo: "skip", showlegend: false, legendgroup: band.name };
    return [
      { ...edge, y: band.upper },
      { ...edge, y: band.lower, fill: "tonexty", fillcolor: hue + "2e" },
      {
        type: "scatter", mode: band.xs.length > 40 ? "lines" : "lines+markers", name: band.name, legendgroup: band.name, x: band.xs, y: band.ys, customdata: band.lower.map((low, n) => [low, band.upper[n]]),
        line: { color: hue, width: 2, dash: DASHES[i % DASHES.length] }, marker: { symbol: SIGNS[i % SIGNS.length], size: 5 },
        hovertemplate: "%{y:+.2%} (%{customdata[0]:+.2%} to %{customdata[1]:+.2%})",
      },
    ];
  });
  return [traces, {
    hovermode: "x unified", showlegend: all.length > 1, margin: { l: 60, r: 16, t: 8, b: 44 },
    xaxis: { title: { text: xTitle } }, yaxis: { title: { text: yTitle }, tickformat: yTick, ...(yRange ? { range: yRange } : {}), zeroline: true, zerolinecolor: color("--border-strong"), zerolinewidth: 1.5 },
    shapes: marks.map(mark => ({ type: "line", xref: "paper", x0: 0, x1: 1, y0: mark.y, y1: mark.y, line: { color: color("--border-strong"), width: 1, dash: "dot" } })),
    annotations: marks.map(mark => ({ text: mark.text, showarrow: false, xref: "paper", x: 0, y: mark.y, xanchor: "left", yanchor: "bottom", font: { size: 11, color: color("--text-3") } })),
  }];
}

const PATTERNS = ["", "/", "x", "."];

function columns({ columned, xTitle, yTitle, tick }, color) {
  const traces = columned.map((one, i) => ({
    type: "bar", name: one.name, x: one.labels, y: one.ys,
    marker: { color: color(`--series-${i % SIGNS.length + 1}`), pattern: { shape: PATTERNS[i % PATTERNS.length], bgcolor: color(`--series-${i % SIGNS.length + 1}`), fgcolor: color("--surface"), size: 6, solidity: 0.25 } },
    hovertemplate: "%{x}: %{y:.2%}<extra>%{fullData.name}</extra>",
  }));
  return [traces, { barmode: "group", bargap: 0.15, margin: { l: 60, r: 16, t: 8, b: 44 }, xaxis: { type: "category", title: { text: xTitle }, nticks: 16 }, yaxis: { title: { text: yTitle }, tickformat: tick, rangemode: "tozero" } }];
}

// shares over time: each arm's line holds its value until the next, and ends where it stands
function steps({ bands: all, marks, xTitle, yTitle, yTick }, color) {
  const traces = all.map((arm, i) => {
    const hue = color(`--series-${i % SIGNS.length + 1}`);
    return {
      type: "scatter", mode: arm.xs.length > 40 ? "lines" : "lines+markers", name: arm.name, x: arm.xs, y: arm.ys,
      line: { color: hue, width: 2, dash: DASHES[i % DASHES.length], shape: "hv" }, marker: { symbol: SIGNS[i % SIGNS.length], size: 5 }, hovertemplate: "%{y:.1%}",
    };
  });
  return [traces, {
    hovermode: "x unified", showlegend: true, margin: { l: 60, r: 16, t: 8, b: 44 },
    xaxis: { title: { text: xTitle } }, yaxis: { title: { text: yTitle }, tickformat: yTick, range: [0, 1], zeroline: false },
    shapes: marks.map(mark => ({ type: "line", xref: "paper", x0: 0, x1: 1, y0: mark.y, y1: mark.y, line: { color: color("--border-strong"), width: 1, dash: "dot" } })),
    annotations: marks.map(mark => ({ text: mark.text, showarrow: false, xref: "paper", x: 0, y: mark.y, xanchor: "left", yanchor: "bottom", font: { size: 11, color: color("--text-3") } })),
  }];
}

const KINDS = { bars, points, lines, map, bands, steps, columns };
