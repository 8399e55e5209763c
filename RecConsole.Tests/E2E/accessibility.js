// Runs in a page and returns what breaks WCAG 2.1 AA, as far as a script can tell: names, labels, headings, ids, contrast.
() => {
  const findings = [];
  const shown = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && element.getClientRects().length > 0;
  const label = (element) => {
    const text = (element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${element.tagName.toLowerCase()}${element.id ? "#" + element.id : ""}${element.classList.length ? "." + [...element.classList].join(".") : ""}>${text ? ` "${text}"` : ""}`;
  };

  // 4.1.2 and 1.1.1: everything that can be operated or looked at has a name
  const nameOf = (element) => {
    const referenced = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean).map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    const labels = [...(element.labels ?? [])].map((item) => item.textContent).join(" ");
    const images = [...element.querySelectorAll("img[alt], svg[aria-label]")].map((item) => item.getAttribute("alt") ?? item.getAttribute("aria-label")).join(" ");
    return [referenced, element.getAttribute("aria-label"), labels, element.innerText, element.textContent, images, element.getAttribute("title")]
      .find((text) => text?.trim()) ?? "";
  };
  for (const element of document.querySelectorAll("a[href], button, [role=button], [role=tab], [role=slider], summary"))
    if (shown(element) && !nameOf(element)) findings.push(`no name: ${element.outerHTML.slice(0, 120)}`);
  for (const element of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
    if (shown(element) && !(element.labels?.length || element.getAttribute("aria-label") || element.getAttribute("aria-labelledby") || element.title))
      findings.push(`no label: ${element.outerHTML.slice(0, 120)}`);
  for (const image of document.images) if (!image.hasAttribute("alt")) findings.push(`no alt: ${image.outerHTML.slice(0, 120)}`);

  // 1.3.1, 2.4.2, 3.1.1: structure
  if (!document.documentElement.lang) findings.push("the document has no language");
  if (!document.title) findings.push("the page has no title");
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown);
  if (headings.filter((heading) => heading.tagName === "H1").length !== 1) findings.push(`h1: one is wanted, found ${headings.filter((heading) => heading.tagName === "H1").length}`);
  headings.forEach((heading, i) => {
    if (i > 0 && Number(heading.tagName[1]) > Number(headings[i - 1].tagName[1]) + 1) findings.push(`a heading level is skipped before ${label(heading)}`);
  });
  if (document.querySelectorAll("main").length !== 1) findings.push("main: one is wanted");
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) findings.push(`the id ${id} occurs twice`);

  // 1.4.3: contrast of text against the nearest opaque backgrounds, 4.5 or 3 for large text
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((channel, i) => channel * a + below[i] * (1 - a));
  const luminance = (color) => color.map((channel) => channel / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
    .reduce((sum, channel, i) => sum + channel * [0.2126, 0.7152, 0.0722][i], 0);
  const backdrop = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null; // a picture or gradient: not judged
      const color = rgba(style.backgroundColor);
      if (color[3] > 0) layers.push(color);
      if (color[3] === 1) break;
    }
    return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const judged = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || judged.has(element) || element.closest("script, style, svg, [disabled], [aria-disabled=true], .visually-hidden, option") || !shown(element)) continue;
    judged.add(element);
    const below = backdrop(element);
    if (!below) continue;
    const style = getComputedStyle(element);
    let opacity = 1;
    for (let at = element; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
    const [r, g, b, a] = rgba(style.color);
    const [light, dark] = [luminance(over([r, g, b, a * opacity], below)), luminance(below)].sort((x, y) => y - x);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    if (ratio < least) findings.push(`contrast ${ratio.toFixed(2)} is below ${least}: ${label(element)}`);
  }
  return findings;
}
