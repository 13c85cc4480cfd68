/** `npm run folders`: the folders of the product in layers, or the imports that break the layers. */
import { projectRoot } from '../../core/config/project-root.ts';
import { findCycle, findForbidden, inLayers, readFolderGraph } from './folder-graph.ts';

const graph = readFolderGraph(projectRoot());
const problems = [...findCycle(graph), ...findForbidden(graph)];
if (problems.length > 0) {
  console.error(['These imports break the layers:', ...problems].join('\n  '));
  process.exitCode = 1;
} else {
  for (const [index, folders] of inLayers(graph).entries()) {
    for (const folder of folders) {
      const imports = [...(graph.get(folder)?.keys() ?? [])].toSorted();
      console.log(`${index}  ${folder}${imports.length > 0 ? `  ←  ${imports.join(', ')}` : ''}`);
    }
  }
  console.log(`${graph.size} folders import others; no cycle, no import against the layers`);
}
