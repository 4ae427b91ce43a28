// Reads a JSON array of {format, doc}, doc being base64, with libraries of others, and
// prints what each finds: [{nodes, edges}] or [{error}]. See .ci/readers.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(process.argv[2] + '/package.json');
const { JSDOM } = require('jsdom');
const page = new JSDOM('<!doctype html><body></body>');
globalThis.window = page.window;
globalThis.document = page.window.document;
const { default: mermaid } = await import(pathToFileURL(process.argv[2] + '/node_modules/mermaid/dist/mermaid.core.mjs'));
const cytoscape = require('cytoscape');

const read = {
	async mermaid(text) {
		await mermaid.parse(text);
		const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
		return { nodes: db.getVertices().size, edges: db.getEdges().length };
	},
	async cytoscape(text) {
		const graph = cytoscape({ headless: true, elements: JSON.parse(text).elements });
		return { nodes: graph.nodes().length, edges: graph.edges().length };
	},
};

const found = [];
for (const { format, doc } of JSON.parse(readFileSync(0, 'utf8'))) {
	try {
		found.push(await read[format](Buffer.from(doc, 'base64').toString('utf8')));
	} catch (e) {
		found.push({ error: String(e).slice(0, 300) });
	}
}
console.log(JSON.stringify(found));
