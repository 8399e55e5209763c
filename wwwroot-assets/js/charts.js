// What the pages' charts share: loading the library, the colours of the theme, the table twin, and saving as PNG, SVG, CSV.

const scripts = new Map();
export function load(address) {
  if (!scripts.has(address)) {
    scripts.set(address, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = () => { scripts.delete(address); reject(new Error(`${address} did not load`)); };
      document.head.append(script);
    }));
  }
  return scripts.get(address);
}

// reads the tokens of css/tokens.css as they are in the theme of now
export function colorOf() {
  const style = getComputedStyle(document.documentElement);
  return name => style.getPropertyValue(name).trim();
}

export const fontOf = element => getComputedStyle(element).fontFamily;

// a table whose first column is words and whose others are numbers, all of them written already
export function drawTable(target, columns, rows) {
  const row = (tag, texts) => {
    const element = document.createElement("tr");
    element.append(...texts.map((text, i) => {
      const cell = document.createElement(tag);
      cell.textContent = text;
      if (i > 0) cell.className = "num";
      return cell;
    }));
    return element;
  };
  const table = document.createElement("table");
  table.className = "table";
  table.createTHead().append(row("th", columns));
  table.createTBody().append(...rows.map(texts => row("td", texts)));
  target.replaceChildren(table);
}

// broken between words, so that a subtitle stays inside a picture of 960 px
export function brokenLines(text, most = 130) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1).length + word.length >= most) lines.push("");
    lines[lines.length - 1] += (lines.at(-1) ? " " : "") + word;
  }
  return lines;
}

// drawn apart, so that a chart behind its table tab is saved too
export async function saveImage(draw, title, filename, format) {
  const stage = document.createElement("div");
  stage.style.cssText = "position:fixed;left:-3000px;top:0;width:960px;height:420px";
  document.body.append(stage);
  try {
    draw(stage);
    // from the top: the title's lines, then the legend as high as it came out, then the plot
    const legend = stage.querySelector(".legend")?.getBoundingClientRect().height ?? 0;
    const heading = 22 + 18 * title.split("<br>").length;
    await Plotly.relayout(stage, {
      "title.text": title, "title.font.size": 15, "title.x": 0.02, "title.xanchor": "left",
      "title.y": 0.965, "title.yref": "container", "title.yanchor": "top", "title.automargin": false,
      "margin.t": heading + legend + (legend ? 14 : 8), "margin.b": 52,
    });
    await Plotly.downloadImage(stage, { format, filename, width: 960, height: 420, scale: format === "png" ? 2 : 1 });
  } finally {
    Plotly.purge(stage);
    stage.remove();
  }
}

export function saveCsv(columns, rows, filename) {
  // a text that a spreadsheet would run as a formula gets an apostrophe in front, as in the server's exports (OWASP, "CSV Injection")
  const harmless = text => /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  const quote = value => typeof value !== "string" ? value : /[",\r\n]/.test(value) ? `"${harmless(value).replaceAll('"', '""')}"` : harmless(value);
  saveText([columns, ...rows].map(row => row.map(quote).join(",")).join("\n") + "\n", "text/csv", filename + ".csv");
}

export function saveText(text, type, filename) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" }));
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
