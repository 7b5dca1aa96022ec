import type { JsonValue } from '../../contract/index.ts';
import { ValueLines } from './value-lines.tsx';

interface ConfigurationPanelProps {
  readonly config: JsonValue;
  /** Paths that the sweep varies; they are marked. */
  readonly swept: readonly string[];
}

/** The resolved configuration, one line per value, with its path in the YAML. */
export function ConfigurationPanel({ config, swept }: ConfigurationPanelProps) {
  return (
    <section class="panel" aria-labelledby="configuration-title">
      <div class="panel-head">
        <h2 id="configuration-title">Configuration</h2>
        <span class="muted">swept values in bold</span>
      </div>
      <table class="table pairs" data-testid="configuration">
        <tbody>
          {flatten(config).map(([path, value]) => {
            const isSwept = swept.some((axis) => path === axis || path.startsWith(`${axis}.`));
            return (
              <tr key={path} class={isSwept ? 'swept' : undefined}>
                <th scope="row">{path}</th>
                <td>
                  <ValueLines path={path} value={value} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** Lists the leaves by dotted path. */
export function flatten(value: JsonValue, path = ''): (readonly [path: string, value: JsonValue])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]: [string, JsonValue]) =>
    flatten(inner, path === '' ? key : `${path}.${key}`),
  );
}
