// Opens HTML dossiers in Chromium: no rule of axe broken, nothing asked of a network, no
// text wider than the window; exits 1 when one is wrong. See .ci/dossier.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [folder, executablePath, ...files] = process.argv.slice(2);
const require = createRequire(folder + '/package.json');
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
let wrong = 0;
for (const file of files) for (const colorScheme of ['light', 'dark']) {
	const page = await browser.newPage({ colorScheme, bypassCSP: true });
	const asked = [];
	page.on('request', (r) => { if (!/^(file|data):/.test(r.url())) asked.push(r.url()); });
	await page.goto('file://' + resolve(file));
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	await page.evaluate(axe);
	const result = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
	const faults = result.violations.map((v) => `${v.id}: ${v.nodes.length} × ${v.help}, as at ${v.nodes[0].target}`);
	if (wide > 0) faults.push(`${wide} pixels wider than the window`);
	if (asked.length) faults.push('asks for ' + asked[0]);
	console.log(`${faults.length ? 'WRONG' : 'html '}  ${file} ${colorScheme}: ${result.violations.length} violations, ${result.passes.length} rules passed`);
	for (const f of faults) console.log('  ' + f);
	wrong += faults.length;
	await page.close();
}
await browser.close();
process.exit(wrong ? 1 : 0);
