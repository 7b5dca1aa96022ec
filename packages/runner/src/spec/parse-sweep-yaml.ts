import { isAlias, isMap, isNode, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { problemsError, type Problem } from './problem.ts';
import { placeAtOffset, type SweepDocument } from './sweep-document.ts';

/** What an alias bomb multiplies; a sweep that is written by hand needs a few. */
const maxAliasCount = 50;

/** What is wrong with a YAML text, before any meaning. */
export interface SyntaxProblem {
  readonly offset: number;
  readonly text: string;
  readonly hint?: string | undefined;
}

/**
 * The document of a sweep file, with aliases replaced by copies so that a value can be changed in one place only.
 * @throws SweepdeckError `yaml-syntax`; `sweep-file-empty` for a file of comments; `sweep-invalid` where it is not a mapping
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
    const text = 'the file holds no YAML; expected a sweep';
    const hint = 'start from a copy of experiments/quickstart.yaml';
    throw problemsError('sweep-file-empty', [{ place: place(0), path: '', text, hint }]);
  }
  if (!isMap(contents)) {
    const text = 'saw YAML that is not a mapping; expected keys such as name, method and parameters';
    throw problemsError('sweep-invalid', [{ place: place(contents.range?.[0] ?? 0), path: '', text }]);
  }
  return { fileName, source, document, lineCounter, overrides: new WeakMap() };
}

/** Parses YAML 1.2 and replaces aliases. The document is only of use where no problem was found. */
export function parseYaml(
  source: string,
  lineCounter?: LineCounter,
): { document: Document; problems: SyntaxProblem[] } {
  const document: Document = parseDocument(source, {
    version: '1.2',
    uniqueKeys: true,
    prettyErrors: false,
    ...(lineCounter === undefined ? {} : { lineCounter }),
  });
  const problems = [...syntaxProblems(document, source), ...aliasProblems(document)];
  if (problems.length === 0) replaceAliases(document);
  return { document, problems };
}

function syntaxProblems(document: Document, source: string): SyntaxProblem[] {
  const problems = [...document.errors, ...document.warnings].map(({ code, message, pos }): SyntaxProblem => {
    const [offset, end] = pos;
    switch (code) {
      case 'TAB_AS_INDENT':
        return {
          offset,
          text: 'saw a tab as indentation; YAML is indented with spaces',
          hint: 'replace the tab by two spaces',
        };
      case 'DUPLICATE_KEY': {
        const key = /^["']?([^"':\s]*)/.exec(source.slice(offset, offset + 80))?.[1] ?? '';
        return {
          offset,
          text: `saw the key "${key}" twice in one mapping; expected it once`,
          hint: 'remove one of the two',
        };
      }
      case 'MULTIPLE_DOCS':
        return { offset, text: 'saw a second YAML document after ---; expected one sweep in a file' };
      case 'TAG_RESOLVE_FAILED':
        return { offset, text: `saw the tag ${source.slice(offset, end).trim()}; expected plain YAML without tags` };
      case 'RESOURCE_EXHAUSTION':
        return { offset, text: 'saw brackets or indentation nested too deeply for a sweep' };
      default:
        return { offset, text: `not YAML: ${message.split('\n', 1)[0]}` };
    }
  });
  const [first] = problems;
  // One slip derails the parser, and what it says after that misleads; keys that repeat derail nothing.
  const isDerailed = document.errors.some(({ code }) => code !== 'DUPLICATE_KEY');
  return isDerailed && first !== undefined ? [first] : problems;
}

function aliasProblems(document: Document): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  visit(document, {
    Alias(_key, alias, ancestors) {
      const offset = alias.range?.[0] ?? 0;
      const target = alias.resolve(document);
      if (target === undefined) {
        problems.push({
          offset,
          text: `saw the alias *${alias.source}; expected the anchor &${alias.source} before it`,
        });
      } else if (ancestors.includes(target)) {
        problems.push({ offset, text: `saw the alias *${alias.source} inside its own anchor; expected it outside` });
      }
    },
  });
  if (problems.length > 0) return problems;
  try {
    document.toJS({ maxAliasCount });
    return [];
  } catch {
    const text = `saw aliases of aliases that grow beyond all bounds; expected at most ${maxAliasCount} values through aliases`;
    return [{ offset: 0, text, hint: 'write the values out' }];
  }
}

function replaceAliases(document: Document): void {
  visit(document, {
    Alias: (_key, alias) => {
      const copy = alias.resolve(document)?.clone();
      return isNode(copy) ? copy : undefined;
    },
  });
  visit(document, {
    Node: (_key, node) => {
      if (!isAlias(node)) delete node.anchor;
    },
  });
}
