// Checks pages in a real Chromium, which starts once and has no network.
//   node pages.mjs check FILE...  one line of JSON a page: what is wrong with it
//   node pages.mjs print FILE...  one line of JSON a page: the PDF that Chromium prints of it
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const screens = [{ width: 1280, height: 900 }, { width: 320, height: 640 }];

// Chromium as root has no sandbox; the rest keeps it from calling its makers at every start.
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Run axe inside the page; every violation as one line. */
async function violations(page) {
  const found = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: "tag", values } }), tags);
  return found.violations.map((v) => `axe ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 120)}`);
}

/** Inside the page: what is wider than it, and what a box cuts off. */
function misfits() {
  const name = (e) => `<${e.localName}> ${e.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}`;
  const shown = (e) => e.clientWidth > 1 && e.clientHeight > 1; // 1 px: for screen readers alone
  const root = document.documentElement;
  const style = (e) => getComputedStyle(e);
  const scrolls = (e) => e && e !== root
    && (/auto|scroll/.test(style(e).overflowX) || scrolls(e.parentElement));
  const all = [...document.body.querySelectorAll("*")];
  const right = (e) => e.getBoundingClientRect().right;
  const wide = all.filter((e) => !scrolls(e) && right(e) > root.clientWidth + 1);
  const cut = all.filter((e) => shown(e) && /hidden|clip/.test(style(e).overflow)
    && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1));
  // A letter may reach past its line; half a line of letters may not reach past its box.
  const overflowing = all.filter((e) => shown(e) && style(e).overflow === "visible"
    && e.scrollHeight > e.clientHeight + parseFloat(style(e).fontSize) / 2);
  const faults = wide.slice(0, 1).map((e) => `wider than the page: ${name(e)}`);
  if (!faults.length && root.scrollWidth > root.clientWidth) faults.push("wider than the page");
  return [...faults, ...cut.map((e) => `cut off: ${name(e)}`),
    ...overflowing.map((e) => `overflows: ${name(e)}`)];
}

/** Inside the page: how wide its own @page rule leaves the paper, in px; 0 without such a rule. */
function paperWidth() {
  const rules = (list) => [...list].flatMap((r) => [r, ...(r.cssRules ? rules(r.cssRules) : [])]);
  const own = [...document.styleSheets].filter((s) => !s.href);
  const found = rules(own.flatMap((s) => [...s.cssRules]))
    .filter((r) => r instanceof CSSPageRule && r.style.size).map((r) => r.style)[0];
  if (!found) return 0;
  const papers = { letter: ["8.5in", "11in"], a4: ["210mm", "297mm"] };
  const words = found.size.split(" ");
  const [across, down] = papers[words[0]] ?? words;
  const ruler = document.body.appendChild(document.createElement("div"));
  const width = words.includes("landscape") ? down : across;
  ruler.style.cssText = `position:absolute;box-sizing:border-box;padding:0;border:0;margin:0;`
    + `width:calc(${width} - ${found.marginLeft || "0px"} - ${found.marginRight || "0px"})`;
  const measured = Math.floor(ruler.getBoundingClientRect().width);
  ruler.remove();
  return measured;
}

/** What is wrong with the page when it is laid out for its paper. */
async function onPaper(page) {
  await page.emulateMedia({ media: "print" });
  const width = await page.evaluate(paperWidth);
  if (!width) return ["no @page rule says the size of the paper"];
  await page.setViewportSize({ width, height: 900 });
  return page.evaluate(misfits);
}

/** Open a file; what it asks the network for or runs, which must be nothing. */
async function open(page, file) {
  const url = pathToFileURL(file).href;
  const faults = [];
  page.removeAllListeners();
  page.on("request", (r) => {
    if (r.url() !== url && !r.url().startsWith("data:")) faults.push(`asks for ${r.url()}`);
  });
  await page.goto(url);
  if (await page.evaluate(() => document.scripts.length)) faults.push("has a script");
  return faults;
}

/** Everything wrong with one page, and where it was seen. */
async function check(page, file) {
  const faults = await open(page, file);
  await page.evaluate(axe);
  for (const screen of screens) {
    await page.setViewportSize(screen);
    const seen = [...await page.evaluate(misfits), ...await violations(page)];
    faults.push(...seen.map((fault) => `${screen.width} px: ${fault}`));
  }
  faults.push(...(await onPaper(page)).map((fault) => `paper: ${fault}`));
  await page.emulateMedia({ media: null });
  return { faults };
}

/** One page as Chromium prints it, on the paper that its own style names. */
async function print(page, file) {
  await open(page, file);
  const pdf = await page.pdf({ preferCSSPageSize: true, tagged: false });
  return { pdf: pdf.toString("base64") };
}

const [task, ...files] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: quiet });
try {
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  for (const file of files) {
    const found = await { check, print }[task](page, file);
    console.log(JSON.stringify({ file, ...found }));
  }
} finally {
  await browser.close();
}
