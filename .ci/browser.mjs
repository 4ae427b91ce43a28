// Opens what `longarm export svg` and `longarm export html` write in Chromium and prints
// one line for each picture; exits 1 when one is wrong. See .ci/browser.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [folder, longarm, executablePath] = process.argv.slice(2);
const require = createRequire(folder + '/package.json');
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const answers = [
	['bleu'], ['bleu', '--lang', 'fr'], ['tiktok'], ['alibaba', '--lang', 'fr'], ['ovh'],
	['orange', '--what', 'owners'], ['bleu', '--what', 'all'],
];
const out = mkdtempSync(join(tmpdir(), 'longarm-pictures-'));

// hostile writes a group of five hundred parties whose names end quotations, tags,
// scripts and comments, and returns how to ask for all of them: chains of holders.
function hostile() {
	const parts = ['"', "'", '`', '\\', '\\"', '\n', '\t', ']]>', '<![CDATA[', '-->', '<!--', '</script>', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '&amp;', '&', '<', '>', '&#0;', '%%', '#', ';', ',', '|',
		"=cmd|' /C calc'!A0", '=1+1', '@SUM(A1)', '{{x}}', '${x}', '[x](y)', ']', '}', ')', 'end', 'subgraph', '\u202eevil', 'עברית', 'العربية', '中文名称', '日本語', 'ﬁ', 'e\u0301', '🏴‍☠️', '👨‍👩‍👧‍👦', 'NaN', '../../etc/passwd',
		'javascript:alert(1)', 'https://x.example/a.js', '</text><text>', '</title>', '</style>', 'url(x)', '" onload="alert(1)', "' autofocus onfocus='alert(1)", '\u2028', '\ufeff', 'x'.repeat(3000), 'é'.repeat(900), 'wort '.repeat(300)];
	const cell = (s) => '"' + s.replaceAll('"', '""') + '"';
	const nodes = ['id,name'], edges = ['owner,owned,share'];
	const chains = 25, names = parts.flatMap((p) => ['a' + p, p + 'b', 'a' + p + 'b', 'Société ' + p + ' & Fils', p + p, p + ' SA', 'Holding ' + p, p + '1', '2' + p]).slice(0, 500);
	names.forEach((name, i) => {
		nodes.push(`p${i},${cell(name)}`);
		edges.push(i < chains ? `p${i},root,4` : `p${i},p${i - chains},${i % 2 ? 100 : 51}`);
	});
	nodes.push('root,' + cell('</title><script>alert(2)</script>'));
	writeFileSync(join(out, 'nodes.csv'), nodes.join('\n'));
	writeFileSync(join(out, 'edges.csv'), edges.join('\n'));
	return { name: '500 hostile names', least: names.length + 1, args: ['root', '--what', 'owners', '--no-embedded', '--data', join(out, 'nodes.csv'), '--data', join(out, 'edges.csv')] };
}

// exported is what the command writes.
function exported(kind, args) {
	return execFileSync(longarm, ['export', kind, ...args, '--as-of', '2026-11-22', '--quiet'], { maxBuffer: 1 << 28 });
}
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
let wrong = 0;

// drawn reads what stands on the screen: how many nodes and edges, which lines of text
// leave the box they are in, which boxes lie on each other.
const drawn = () => {
	const box = (e) => e.getBoundingClientRect();
	const within = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
	const faults = [];
	const frames = [];
	for (const g of document.querySelectorAll('.node, .label')) {
		let frame;
		for (const shape of g.querySelectorAll('rect, path')) {
			const b = box(shape);
			if (!frame || b.width * b.height > frame.width * frame.height) frame = b;
		}
		frames.push([g.id || 'label of ' + g.dataset.edge, frame]);
		for (const t of g.querySelectorAll('text')) if (!within(box(t), frame)) faults.push(`${g.id}: "${t.textContent}" leaves its box`);
	}
	for (let i = 0; i < frames.length; i++) for (let j = 0; j < i; j++) {
		const [a, b] = [frames[i][1], frames[j][1]];
		if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) faults.push(`${frames[i][0]} lies on ${frames[j][0]}`);
	}
	return { nodes: document.querySelectorAll('.node').length, edges: document.querySelectorAll('.edge').length, faults: faults.slice(0, 5) };
};

async function open(file, scheme) {
	const page = await browser.newPage({ viewport: { width: 1500, height: 950 }, colorScheme: scheme });
	const faults = [];
	page.on('console', (m) => ['error', 'warning'].includes(m.type()) && faults.push('console: ' + m.text()));
	page.on('dialog', (d) => { faults.push('a name runs: ' + d.message()); d.dismiss(); });
	page.on('pageerror', (e) => faults.push('error: ' + e.message));
	page.on('request', (r) => r.url().startsWith('file:') || faults.push('asks for ' + r.url()));
	await page.goto('file://' + file);
	return { page, faults };
}

// walk presses the keys a reader without a mouse has.
async function walk(page, faults) {
	const on = () => page.evaluate(() => document.activeElement.id);
	const frame = () => page.evaluate(() => document.querySelector('#picture svg').getAttribute('viewBox'));
	await page.evaluate(() => document.querySelector('.node').focus());
	const first = await on();
	await page.keyboard.press('ArrowDown');
	const second = await on();
	if (first === second || !/^n\d+$/.test(second)) faults.push(`the arrow leads from ${first} to ${second}`);
	await page.keyboard.press('Enter');
	if (!(await page.isVisible('#said')) || !(await page.textContent('#said')).trim()) faults.push('Enter tells nothing');
	await page.keyboard.press('Escape');
	if (await page.isVisible('#said')) faults.push('Escape closes nothing');
	const whole = await frame();
	await page.keyboard.press('+');
	const near = await frame();
	if (near === whole) faults.push('+ does not magnify');
	await page.keyboard.press('0');
	const again = (await frame()).split(' ').map(Number);
	if (whole.split(' ').some((n, i) => Math.abs(n - again[i]) > 0.01)) faults.push('0 does not show the whole');
}

for (const { name, args, least } of [...answers.map((args) => ({ name: args.join(' '), args, least: 2 })), hostile()]) {
	const faults = [];
	const dot = exported('dot', args).toString(); // the same drawing, for another reader
	const counts = { dot: dot.match(/^ {2}n\d+ \[/gm).length + '/' + dot.match(/^ {2}n\d+ -> n\d+ \[/gm).length };
	if (parseInt(counts.dot, 10) < least) faults.push(`${counts.dot} are drawn, want ${least} parties`);
	for (const kind of ['svg', 'html']) {
		const file = join(out, 'picture.' + kind);
		writeFileSync(file, exported(kind, args));
		for (const scheme of kind === 'svg' ? ['light'] : ['light', 'dark']) {
			const { page, faults: said } = await open(file, scheme);
			const found = await page.evaluate(drawn);
			counts[kind + scheme] = found.nodes + '/' + found.edges;
			said.push(...found.faults);
			if (kind === 'html') {
				const listed = await page.evaluate(() => document.querySelectorAll('#twin .nodes > li').length + '/' + document.querySelectorAll('#twin .edges > li').length);
				if (listed !== counts.htmllight) said.push(`the text lists ${listed}, drawn are ${counts.htmllight}`);
				if (scheme === 'light') await walk(page, said);
				// The page's own rules let no script in but its own: the check comes from outside. Of
				// hundreds of parties it takes minutes, and would say the same.
				const { violations } = least > 2 ? { violations: [] } : await page.evaluate(`(() => { ${axe}; return axe.run(); })()`);
				for (const v of violations) said.push(`axe: ${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 120)}`);
				await page.emulateMedia({ media: 'print' });
				if (await page.isVisible('.tools')) said.push('buttons are printed');
			}
			faults.push(...said.map((s) => `${kind}, ${scheme}: ${s}`));
			await page.close();
		}
	}
	if (new Set(Object.values(counts)).size !== 1) faults.push('not every picture has the same nodes and edges: ' + JSON.stringify(counts));
	console.log(`${faults.length ? 'WRONG' : 'ok   '} ${name}: ${counts.svglight} nodes/edges`);
	for (const f of faults) console.log('      ' + f);
	wrong += faults.length;
}
await browser.close();
rmSync(out, { recursive: true });
if (wrong) {
	console.log(`${wrong} faults`);
	process.exit(1);
}
