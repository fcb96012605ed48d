import type {Figure} from "./figure.ts";
import {strategicFrameworkFigure} from "./strategic-framework.js";
import {graphFigure} from "./graph.js";
import {networkFigure} from "./network.js";
import {treemapFigure} from "./treemap.js";

/** The figures drawn from a snapshot alone, by id, in the order of the report. The map needs more: see `map.ts`. */
export const figures: ReadonlyMap<string, Figure> = new Map(
  [
    networkFigure,
    strategicFrameworkFigure,
    treemapFigure("patents", 3),
    treemapFigure("publications", 4),
    treemapFigure("deals", 5),
    graphFigure({id: "graph-patents", number: 6, dataset: "patents", relatedness: "patents"}),
    graphFigure({id: "graph-publications", number: 7, dataset: "publications", relatedness: "patents"}),
    graphFigure({id: "graph-deals", number: 8, dataset: "deals", relatedness: "patents"}),
    graphFigure({id: "graph-composite", number: null, dataset: "patents", relatedness: "composite"})
  ].map((figure) => [figure.id, figure])
);
