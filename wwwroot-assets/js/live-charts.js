// The live charts: init once, then one point a second from the hub /hubs/live. What was missed (a lost connection, a
// hidden tab) is filled from the hub's History. The server keeps the data; this page keeps the chosen range only.
//
//   const live = await start(root, { minutes, placement, strategy });   root holds [data-chart] elements
//   live.update({ minutes, placement, strategy });  live.stop();

import { colorOf, drawTable, fontOf, load, saveCsv, saveImage } from "./charts.js";

const DAY_MINUTES = 1440;
const LATE_MS = 3500;          // without a frame for this long the figures are called old
const MOST_POINTS = 2200;      // a range that was given finer (a young server) is asked for anew beyond this
const TABLE_ROWS = 60;
const COLORS = 7;              // --series-1 to --series-7
const DASHES = ["solid", "dash", "dot", "dashdot", "longdash"];

const percent = digits => value => (value * 100).toFixed(digits) + "%";
const fixed = digits => value => value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const ratio = (a, b) => b > 0 ? a / b : null;

// What each chart draws: one line a series (value of one point of its columns), or fixed lines of the server's columns.
const CHARTS = {
  ctr: { unit: "%", tick: ".1%", write: percent(2), value: (s, i) => ratio(s.clicks[i], s.impressions[i]) },
  conversion: { unit: "%", tick: ".1%", write: percent(2), value: (s, i) => ratio(s.sessionsWithOrder[i], s.sessions[i]) },
  revenue: { unit: "per minute", tick: ",.6~g", write: fixed(2), value: (s, i, seconds) => s.revenue[i] * 60 / seconds },
  requests: { unit: "per second", tick: ",.4~g", write: fixed(1), lines: [["requests", "requestsPerSecond"], ["events", "eventsPerSecond"]] },
  latency: { unit: "ms", tick: ",.4~g", write: fixed(2), lines: [["p50", "p50Ms"], ["p99", "p99Ms"]] },
};
const SERVER = ["requestsPerSecond", "eventsPerSecond", "p50Ms", "p99Ms"];
const COUNTS = ["impressions", "clicks", "carts", "orders", "revenue", "sessions", "sessionsWithOrder"];

const keyOf = s => JSON.stringify([s.strategy, s.experiment, s.variant, s.placement, s.simulated]);
const labelOf = s => s.strategy + (s.variant ? ` (${s.variant})` : "") + (s.simulated ? " · simulated" : "");

// A series' colour and dash are those of its name, whatever else is drawn: FNV-1a from a seed that gives the default
// strategy the first colour and a whole line. Two names that meet in both are told apart by the next dash.
const FNV_SEED = 79;
export function styleOf(name) {
  let hash = FNV_SEED;
  for (const character of name) hash = Math.imul(hash ^ character.codePointAt(0), 16777619) >>> 0;
  hash = (hash ^ (hash >>> 15)) >>> 0;
  return { color: hash % COLORS, dash: Math.floor(hash / COLORS) % DASHES.length };
}
const identityOf = s => [s.strategy, s.variant ?? "", s.simulated ? "simulated" : ""].join("|");

// The range's points as columns, oldest first; every column is as long as times.
class Points {
  constructor(history) {
    this.step = history.stepSeconds * 1000;
    this.windowSeconds = history.windowSeconds;
    this.since = history.since;
    this.times = history.time.map(t => Date.parse(t));
    this.server = Object.fromEntries(SERVER.map(name => [name, history[name]]));
    this.series = new Map([...history.series, ...history.rollups].map(s => [keyOf(s), s]));
  }

  get last() { return this.times.at(-1) ?? 0; }

  // false when the frame lies too far behind the last point: something was missed
  append(frame, minutes) {
    const time = Date.parse(frame.time);
    if (frame.since !== this.since) return false; // another shop: its lines begin anew
    if (this.times.length > 0 && time - this.last > this.step + LATE_MS) return false;
    if (Math.floor(time / this.step) <= Math.floor(this.last / this.step)) return true;
    this.times.push(time);
    this.server.requestsPerSecond.push(frame.requestsPerSecond);
    this.server.eventsPerSecond.push(frame.eventsPerSecond);
    this.server.p50Ms.push(frame.latencyMs.p50);
    this.server.p99Ms.push(frame.latencyMs.p99);
    const now = new Map([...frame.series, ...frame.rollups].map(s => [keyOf(s), s]));
    for (const [key, s] of now) {
      if (this.series.has(key)) continue;
      const { strategy, experiment, variant, placement, simulated } = s;
      const columns = Object.fromEntries(COUNTS.map(name => [name, new Array(this.times.length - 1).fill(0)]));
      this.series.set(key, { strategy, experiment, variant, placement, simulated, ...columns });
    }
    for (const [key, columns] of this.series)
      for (const name of COUNTS) columns[name].push(now.get(key)?.[name] ?? 0);
    this.trim(time - minutes * 60_000);
    return true;
  }

  trim(from) {
    let drop = 0;
    while (drop < this.times.length && this.times[drop] < from) drop++;
    if (drop === 0) return;
    this.times.splice(0, drop);
    for (const name of SERVER) this.server[name].splice(0, drop);
    for (const columns of this.series.values()) for (const name of COUNTS) columns[name].splice(0, drop);
  }

  // how much of the window before a point has been lived through
  covered(time) { return Math.min(Math.max((time - Date.parse(this.since)) / 1000, 1), this.windowSeconds); }

  // lines of one chart: [{ label, style, values }]
  lines(chart, placement, strategy) {
    if (chart.lines) return chart.lines.map(([label, name], i) => ({ label, style: { color: i, dash: i }, values: this.server[name] }));
    return [...this.series.values()]
      .filter(s => s.strategy != null && (s.placement ?? null) === (placement ?? null) && (strategy == null || s.strategy === strategy))
      .sort((a, b) => labelOf(a).localeCompare(labelOf(b)))
      .map(s => ({ label: labelOf(s), style: styleOf(identityOf(s)), values: this.times.map((time, i) => chart.value(s, i, this.covered(time))) }));
  }
}

export async function start(root, options) {
  await Promise.all([load("lib/plotly.min.js"), load("lib/signalr.min.js")]);
  const live = new LiveCharts(root ?? document.createElement("div"), options); // left meanwhile: drawn for nobody
  await live.resume();
  return live;
}

class LiveCharts {
  constructor(root, options) {
    this.root = root;
    this.options = options;
    this.points = null;
    this.lastFrameAt = 0;      // performance.now() of the latest frame
    this.stopped = false;
    this.generation = 0;       // of the options: an answer to older ones is dropped
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    document.addEventListener("visibilitychange", () => document.hidden ? this.pause() : this.resume(), { signal });
    document.addEventListener("themechange", () => this.draw(), { signal });
    root.addEventListener("click", e => this.onClick(e), { signal });
    this.resizing = new ResizeObserver(() => this.schedule());
    this.resizing.observe(root);
    this.watch = setInterval(() => this.showAge(), 1000);
  }

  get scope() {
    const { placement, strategy } = this.options;
    return placement ? `placement:${placement}` : strategy ? `strategy:${strategy}` : "all";
  }

  async update(options) {
    this.options = options;
    this.generation++;
    if (this.connection?.state === "Connected") await this.catchUp();
    else this.draw();
  }

  stop() {
    this.stopped = true;
    this.listeners.abort();
    this.resizing.disconnect();
    clearInterval(this.watch);
    this.pause();
    for (const target of this.root.querySelectorAll("[data-chart] .plot")) Plotly.purge(target);
  }

  pause() {
    const connection = this.connection;
    this.connection = null;
    connection?.stop();
  }

  async resume() {
    if (this.stopped || this.connection || document.hidden) return;
    const connection = this.connection = new signalR.HubConnectionBuilder()
      .withUrl("hubs/live")
      .withAutomaticReconnect({ nextRetryDelayInMilliseconds: attempt => Math.min(500 * 2 ** attempt.previousRetryCount, 5000) })
      .configureLogging(signalR.LogLevel.None)
      .build();
    connection.serverTimeoutInMilliseconds = 15_000;
    connection.on("metrics", frame => { if (connection === this.connection) this.onFrame(frame); });
    connection.onreconnected(() => this.catchUp());
    for (let wait = 500; connection === this.connection; wait = Math.min(wait * 2, 5000)) {
      try {
        await connection.start();
        if (connection === this.connection) await this.catchUp();
        return;
      } catch {
        await new Promise(resolve => setTimeout(resolve, wait));
      }
    }
  }

  // subscribes and takes the whole range anew: after a start, a lost connection, a hidden tab, another filter
  async catchUp() {
    const generation = this.generation;
    const connection = this.connection;
    try {
      await connection.invoke("Subscribe", this.scope);
      const history = await connection.invoke("History", this.scope, Math.min(this.options.minutes, DAY_MINUTES));
      if (generation !== this.generation || connection !== this.connection) return;
      this.points = new Points(history);
      this.lastFrameAt = performance.now();
      this.draw();
      this.showAge();
    } catch (error) {
      // a connection that broke meanwhile reconnects and comes here again
      if (connection?.state === "Connected") throw error;
    }
  }

  onFrame(frame) {
    if (!this.points) return;
    this.lastFrameAt = performance.now();
    if (!this.points.append(frame, this.options.minutes) || this.points.times.length > MOST_POINTS) this.catchUp();
    else this.schedule();
    this.showAge();
  }

  showAge() {
    const age = Math.round((performance.now() - this.lastFrameAt) / 1000);
    const old = this.points !== null && performance.now() - this.lastFrameAt > LATE_MS;
    this.root.classList.toggle("old", old);
    const label = this.root.querySelector("[data-age]");
    const text = old ? `Connection lost: figures are ${age < 120 ? age + " s" : Math.round(age / 60) + " min"} old. Reconnecting.` : "";
    if (label && label.textContent !== text) label.textContent = text;
  }

  schedule() {
    if (this.pending || document.hidden) return;
    this.pending = requestAnimationFrame(() => { this.pending = 0; this.draw(); });
  }

  draw() {
    if (!this.points || this.stopped) return;
    const color = colorOf();
    for (const panel of this.root.querySelectorAll("[data-chart]")) {
      const chart = CHARTS[panel.dataset.chart];
      const lines = this.points.lines(chart, this.options.placement, this.options.strategy);
      const plot = panel.querySelector(".plot");
      if (plot && plot.offsetParent) this.plot(plot, panel, chart, lines, color);
      const table = panel.querySelector(".plot-table");
      if (table && table.offsetParent) this.tabulate(table, panel, chart, lines);
    }
  }

  plot(target, panel, chart, lines, color) {
    const end = this.points.last || Date.now();
    // a young server has not lived through the whole range: its charts begin when it did
    const begin = Math.min(Math.max(this.points.times[0] ?? 0, end - this.options.minutes * 60_000), end - 60_000);
    const drawn = new Set();
    const dashOf = ({ color, dash }) => {
      while (drawn.has(`${color} ${dash}`) && drawn.size < COLORS * DASHES.length) dash = (dash + 1) % DASHES.length;
      drawn.add(`${color} ${dash}`);
      return DASHES[dash];
    };
    const traces = lines.map(line => ({
      type: "scatter", mode: this.points.times.length > 1 ? "lines" : "markers", name: line.label, x: this.points.times, y: line.values, connectgaps: false,
      line: { color: color(`--series-${line.style.color + 1}`), width: 2, dash: dashOf(line.style) },
      hovertemplate: `%{y:${chart.tick}}${chart.unit === "%" ? "" : " " + chart.unit}<extra>%{fullData.name}</extra>`,
    }));
    const layout = {
      datarevision: end, uirevision: this.generation, autosize: true,
      margin: { l: 52, r: 16, t: 8, b: 26 },
      paper_bgcolor: color("--surface"), plot_bgcolor: color("--surface"),
      font: { family: fontOf(target), size: 12, color: color("--text-2") },
      showlegend: true, legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", font: { size: 12 } },
      hovermode: "x unified", hoverlabel: { bgcolor: color("--surface-2"), bordercolor: color("--border"), font: { color: color("--text") } },
      xaxis: { type: "date", range: [begin, end], tickformat: end - begin > 180_000 ? "%H:%M" : "%H:%M:%S", gridcolor: color("--grid"), linecolor: color("--border"), nticks: 6, fixedrange: true, hoverformat: "%Y-%m-%d %H:%M:%S UTC" },
      yaxis: { rangemode: "tozero", gridcolor: color("--grid"), zerolinecolor: color("--border"), tickformat: chart.tick, nticks: 5, fixedrange: true, automargin: true },
    };
    Plotly.react(target, traces, layout, { displayModeBar: false, responsive: false });
    const latest = lines.map(line => `${line.label} ${this.written(chart, line.values.at(-1))}`).join(", ");
    target.setAttribute("aria-label", `${panel.dataset.title}: ${latest || "no data yet"}`);
  }

  written(chart, value) {
    return value == null ? "–" : chart.write(value) + (chart.unit === "%" ? "" : " " + chart.unit);
  }

  tabulate(target, panel, chart, lines) {
    const rows = [];
    const last = this.points.times.length - 1;
    for (let i = last; i >= 0 && i > last - TABLE_ROWS; i--)
      rows.push([new Date(this.points.times[i]).toISOString().slice(0, 19).replace("T", " "),
        ...lines.map(line => line.values[i] == null ? "–" : chart.write(line.values[i]))]);
    drawTable(target, ["Time (UTC)", ...lines.map(line => `${line.label}, ${chart.unit}`)], rows);
  }

  onClick(e) {
    const format = e.target.closest("[data-export]")?.dataset.export;
    const panel = e.target.closest("[data-chart]");
    if (!format || !panel || !this.points) return;
    const name = `recconsole-${panel.dataset.chart}-${new Date(this.points.last || Date.now()).toISOString().slice(0, 19).replace(/[:T]/g, "")}`;
    if (format === "csv") this.saveCsv(panel, name);
    else this.saveImage(panel, name, format);
  }

  saveImage(panel, filename, format) {
    const chart = CHARTS[panel.dataset.chart];
    const lines = this.points.lines(chart, this.options.placement, this.options.strategy);
    const at = time => new Date(time).toISOString().slice(0, 16).replace("T", " ");
    const range = this.points.times.length ? `${at(Math.max(this.points.times[0], this.points.last - this.options.minutes * 60_000))} to ${at(this.points.last)} UTC` : "";
    return saveImage(stage => this.plot(stage, panel, chart, lines, colorOf()), `${panel.dataset.title}<br><sub>${range}</sub>`, filename, format);
  }

  saveCsv(panel, filename) {
    const chart = CHARTS[panel.dataset.chart];
    const lines = this.points.lines(chart, this.options.placement, this.options.strategy);
    const unit = chart.unit === "%" ? "ratio" : chart.unit;
    saveCsv(["time", ...lines.map(line => `${line.label} (${unit})`)],
      this.points.times.map((time, i) => [new Date(time).toISOString(), ...lines.map(line => line.values[i] ?? "")]), filename);
  }
}
