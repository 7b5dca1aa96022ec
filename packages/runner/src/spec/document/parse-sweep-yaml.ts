import { isAlias, isMap, isNode, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { problemsError, type Problem } from './problem.ts';
import { placeAtOffset, type SweepDocument } from './sweep-document.ts';
import type { SyntaxProblem } from './syntax-problem.ts';
import { inspectStructure, tagText, tooDeepText, type YamlStructure } from './yaml-structure.ts';

/**
 * Parses a sweep file and replaces aliases by copies, so that each value can be changed on its own.
 *
 * @throws SweepdeckError `yaml-syntax`; `sweep-file-empty` for a file of comments only; `sweep-invalid` when it is
 * not a mapping
 */
export function parseSweepYaml(source: string, fileName: string): SweepDocument {
  const lineCounter = new LineCounter();
  const { document, problems } = parseYaml(source, lineCounter);
  const place = (offset: number): Problem['place'] => placeAtOffset({ fileName, lineCounter }, offset);
  if (problems.length > 0) {
    throw problemsError(
      'yaml-syntax',
      problems.map(({ offset, text, hint }) => ({ place: place(offset), path: '', text, hint })),
    );
  }
  const { contents } = document;
  if (contents === null || document.toJS() === null) {
    const text = 'the file contains no YAML; expected a sweep';
    const hint = 'start from a copy of experiments/quickstart.yaml';
    throw problemsError('sweep-file-empty', [{ place: place(0), path: '', text, hint }]);
  }
  if (!isMap(contents)) {
    const text = 'saw YAML that is not a mapping; expected keys such as name, method and parameters';
    throw problemsError('sweep-invalid', [{ place: place(contents.range?.[0] ?? 0), path: '', text }]);
  }
  return { fileName, source, document, lineCounter, overrides: new WeakMap() };
}

/** Parses YAML 1.2 and replaces aliases. The document is usable only if there are no problems. */
export function parseYaml(
  source: string,
  lineCounter?: LineCounter,
): { document: Document; problems: readonly SyntaxProblem[] } {
  const document: Document = parseDocument(source, {
    version: '1.2',
    // The library's check takes quadratic time in the number of keys; `inspectStructure` checks below.
    uniqueKeys: false,
    prettyErrors: false,
    ...(lineCounter === undefined ? {} : { lineCounter }),
  });
  const [problem] = syntaxProblems(document, source);
  // One mistake derails the parser, and its later messages mislead.
  if (problem !== undefined) return { document, problems: [problem] };
  const { problems, targets } = inspectStructure(document);
  if (problems.length === 0) replaceAliases(document, targets);
  return { document, problems };
}

function syntaxProblems(document: Document, source: string): SyntaxProblem[] {
  const version = document.directives?.yaml.version;
  if (version !== undefined && version !== '1.2') {
    return [{ offset: 0, text: `saw %YAML ${version}; expected YAML 1.2`, hint: 'remove the line' }];
  }
  return [...document.errors, ...document.warnings].map(({ code, message, pos }): SyntaxProblem => {
    const [offset, end] = pos;
    switch (code) {
      case 'TAB_AS_INDENT':
        return {
          offset,
          text: 'saw a tab as indentation; YAML is indented with spaces',
          hint: 'replace the tab with two spaces',
        };
      case 'MULTIPLE_DOCS':
        return { offset, text: 'saw a second YAML document after ---; expected one sweep per file' };
      case 'TAG_RESOLVE_FAILED':
        return { offset, text: tagText(source.slice(offset, end).trim()) };
      case 'RESOURCE_EXHAUSTION':
        return { offset, text: tooDeepText };
      default:
        return { offset, text: `not YAML: ${message.split('\n', 1)[0]}` };
    }
  });
}

function replaceAliases(document: Document, targets: YamlStructure['targets']): void {
  visit(document, {
    Alias: (_key, alias) => {
      const copy = targets.get(alias)?.clone();
      return isNode(copy) ? copy : undefined;
    },
  });
  visit(document, {
    Node: (_key, node) => {
      if (!isAlias(node)) delete node.anchor;
    },
  });
}
