// Reads a JSON array of Mermaid texts and prints what Mermaid's own parser finds in
// each: [{nodes, edges}] or [{error}].
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(process.argv[2] + '/package.json');
const { JSDOM } = require('jsdom');
const page = new JSDOM('<!doctype html><body></body>');
globalThis.window = page.window;
globalThis.document = page.window.document;
const { default: mermaid } = await import(pathToFileURL(process.argv[2] + '/node_modules/mermaid/dist/mermaid.core.mjs'));

const found = [];
for (const text of JSON.parse(readFileSync(0, 'utf8'))) {
	try {
		await mermaid.parse(text);
		const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
		found.push({ nodes: diagram.db.getVertices().size, edges: diagram.db.getEdges().length });
	} catch (e) {
		found.push({ error: String(e).slice(0, 300) });
	}
}
console.log(JSON.stringify(found));
