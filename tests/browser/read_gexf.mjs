// Reads GEXF from stdin with graphology-gexf and prints what it holds as JSON.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const { MultiDirectedGraph } = require("graphology");
const { parse } = require("graphology-gexf");

const graph = parse(MultiDirectedGraph, readFileSync(0, "utf8"), { addMissingNodes: false, respectInputGraphType: false });
process.stdout.write(JSON.stringify(graph.export()));
