"""The graph: records to quads, Turtle, stores, queries, explanations, validation.

Modules are imported where they are needed, as rdflib and pySHACL take their time:

    kg.graph.vocabulary   names and hierarchy of the ontology
    kg.graph.quads        to_quads(resolution, base)
    kg.graph.turtle       turtle(quads, base), trig(quads, base), write_turtle, write_trig
    kg.graph.store        load(path), open_graph(path)
    kg.graph.query        query(store, text), questions(), render(answer, form)
    kg.graph.explain      explain(store, name), render(explanation)
    kg.graph.validate     validate(path or graph)
"""
