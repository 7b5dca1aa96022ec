import type { ValueAxis } from '../../contract/index.ts';
import { axisTitle, formatParameter } from '../words/parameters.ts';
import { fullWhereCut } from '../words/full-value.ts';
import { patchQuery } from '../shell/router.ts';
import { axisQueryName, valueId } from './leaderboard-view.ts';

interface AxisFiltersProps {
  readonly axes: readonly ValueAxis[];
  readonly chosen: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A row of chips per swept axis. When none is pressed, all values are shown. */
export function AxisFilters({ axes, chosen }: AxisFiltersProps) {
  const swept = axes.filter(({ values }) => values.length > 1);
  if (swept.length === 0) return null;
  return (
    <div class="axis-filters">
      {swept.map(({ path, values }) => (
        <div key={path} class="chips" role="group" aria-label={`Filter by ${axisTitle(path)}`}>
          <span class="muted">{axisTitle(path)}</span>
          {values.map((value) => {
            const id = valueId(value);
            const isOn = chosen.get(path)?.has(id) ?? false;
            return (
              <button
                key={id}
                type="button"
                class="chip"
                title={fullWhereCut(path, value)}
                aria-pressed={isOn}
                onClick={() => toggleValue(path, id, chosen.get(path))}
              >
                {formatParameter(path, value)}
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}

function toggleValue(path: string, id: string, before: ReadonlySet<string> | undefined): void {
  const next = new Set(before);
  if (!next.delete(id)) next.add(id);
  patchQuery({ [axisQueryName(path)]: next.size === 0 ? null : [...next] });
}
