import { evaluationMetrics, findMetric, trainingMetrics, type MetricName } from '@sweepdeck/core/metrics';
import { formatDuration } from '@sweepdeck/core/words';
import { cellLabel } from '../../records/cell-label.ts';
import { describeNote } from '../../records/dataset-notes.ts';
import { describeLoad } from '../../records/machine-load.ts';
import type { AttemptRecord, CheckpointPlace } from '../../records/records.ts';
import type { CommandContext } from '../command/command.ts';
import { repeatText } from '../stored/repeat-text.ts';
import type { ShownTrial } from './shown.ts';
import { formatCount, formatLargeCount, formatMetric } from '../terminal/format-number.ts';
import { jsonLines } from './json-lines.ts';
import { formatClassScores } from './print-class-scores.ts';
import { formatConfusion } from './print-confusion.ts';
import { formatMetrics } from './print-metrics.ts';
import { formatMistakes } from './print-mistakes.ts';
import { formatOutput } from './print-output.ts';
import { formatReliability } from './print-reliability.ts';
import { formatTime } from '../terminal/format-time.ts';
import { formatVerifications } from './print-verifications.ts';
import { statusCell } from '../terminal/status-paint.ts';
import { formatTable, type TableColumn, type TableRow } from '../terminal/table.ts';

/** Prints a trial: result, configuration, attempts, epochs, test results, environment. */
export function formatTrial(shown: ShownTrial, isComplete: boolean, context: CommandContext): string {
  const { style } = context;
  const { trial, sweep, attempts, metrics, verifications } = shown;
  const status = statusCell(trial.status, style);
  const title = (text: string): string => style.bold(text);
  const sections = [
    [
      `${style.bold(`t${trial.id}`)} ${cellLabel(trial.parameters)} · ${repeatText(trial)} · ${status.paint?.(status.text) ?? status.text}`,
      style.dim(
        `of sweep ${sweep === null ? `s${trial.sweepId}` : `${sweep.name} (s${sweep.id})`}, engine ${trial.engine}`,
      ),
    ].join('\n'),
    resultLines(shown, context),
    noteLines(shown, context),
    hasTest(shown) ? `${title(`Metrics at epoch ${trial.result?.bestEpoch}`)}\n${formatMetrics(shown, context)}` : '',
    `${title('Configuration')}\n${jsonLines({ ...trial.config }).join('\n')}`,
    attempts.length === 0 ? '' : `${title('Attempts')}\n${formatAttempts(shown, context)}`,
    verifications.length === 0 ? '' : `${title('Verified (UTC)')}\n${formatVerifications(verifications, context)}`,
    formatOutput(shown, isComplete, context),
    metrics.length === 0 ? '' : `${title('Epochs')}\n${formatEpochs(shown, context)}`,
    ...testSections(shown, isComplete, context),
    environmentLines(shown, title('Environment')),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

const hasTest = ({ trial }: ShownTrial): boolean => Object.keys(trial.result?.metrics ?? {}).length > 0;

function testSections(
  { classes, classNames, confusion, reliability, mistakes }: ShownTrial,
  isComplete: boolean,
  context: CommandContext,
): string[] {
  const titled = (title: string, body: string): string => `${context.style.bold(title)}\n${body}`;
  return [
    classes === null ? '' : titled('Classes of the test images', formatClassScores(classes, context)),
    confusion === null ? '' : titled('Confusion matrix of the test images', formatConfusion(confusion, context)),
    reliability === null ? '' : titled('Calibration on the test images', formatReliability(reliability, context)),
    mistakes === null || mistakes.length === 0
      ? ''
      : titled('Most confidently wrong test images', formatMistakes(mistakes, { classNames, isComplete }, context)),
  ];
}

function resultLines(shown: ShownTrial, { style }: CommandContext): string {
  const { trial, sweep } = shown;
  const { result, error } = trial;
  const lines: string[] = [];
  if (error !== null) lines.push(`${style.red(`error[${error.code}]:`)} ${error.message}`);
  if (error?.hint !== undefined) lines.push(`${style.cyan('hint:')} ${error.hint}`);
  if (result !== null) {
    if (result.divergedAt !== null) {
      const { epoch, step, quantity, value } = result.divergedAt;
      lines.push(`${style.yellow('diverged')} in epoch ${epoch}, step ${step}: ${quantity} became ${value}`);
    }
    const at = result.bestEpoch === null ? '' : ` at epoch ${result.bestEpoch}`;
    lines.push(
      `${sweep?.objective.name ?? 'objective'} ${formatMetric(result.objective)}${at}, ${formatDuration(result.seconds)}`,
    );
  }
  const cost = costLine(shown);
  if (cost !== '') lines.push(cost);
  if (shown.engineMemoryMib !== null) lines.push(`${Math.round(shown.engineMemoryMib)} MiB reserved by the engine`);
  return lines.join('\n');
}

/** Lists the notes that were made when the data was read. */
function noteLines({ attempts }: ShownTrial, { style }: CommandContext): string {
  const notes = attempts.at(-1)?.environment.dataset?.notes ?? [];
  return notes.map((note) => (note.severity === 'warning' ? style.yellow : style.dim)(describeNote(note))).join('\n');
}

/** Formats the cost: `693,962 parameters, 0.9 M multiply-adds per image, 4,013 images/s`. */
function costLine({ model, imagesPerSecond }: ShownTrial): string {
  return [
    ...(model === null
      ? []
      : [
          `${formatCount(model.parameterCount)} parameters`,
          `${formatLargeCount(model.multiplyAdds)} multiply-adds per image`,
        ]),
    ...(imagesPerSecond === null ? [] : [`${formatCount(imagesPerSecond)} training images/s`]),
  ].join(', ');
}

function placeText({ step, trialId }: CheckpointPlace): string {
  return trialId === null ? `step ${step}` : `step ${step} of t${trialId}`;
}

function formatAttempts({ attempts }: ShownTrial, { style, columns }: CommandContext): string {
  const rows = attempts.map((attempt): TableRow => [
    String(attempt.id),
    attempt.status === 'stopped' ? attempt.status : statusCell(attempt.status, style),
    String(attempt.worker),
    formatTime(attempt.startedAt),
    attemptTime(attempt),
    attempt.from === null ? '' : placeText(attempt.from),
    attempt.lastStep === null ? '' : String(attempt.lastStep),
    attempt.failureKind ?? '',
    attempt.error?.message.split('\n')[0] ?? '',
  ]);
  const titles: readonly TableColumn[] = [
    { title: 'attempt', align: 'right' },
    { title: 'status' },
    { title: 'worker', align: 'right' },
    { title: 'started (UTC)' },
    { title: 'time', align: 'right' },
    { title: 'continued from' },
    { title: 'last step', align: 'right', dropOrder: 1 },
    { title: 'failure' },
    { title: 'error', minWidth: 10 },
  ];
  return formatTable(titles, rows, { columns, paintTitle: style.dim });
}

function attemptTime({ status, seconds }: AttemptRecord): string {
  if (seconds !== null) return formatDuration(seconds);
  return status === 'running' ? '-' : 'unknown';
}

interface EpochColumn {
  readonly name: MetricName;
  readonly title: string;
  /** 0: always shown; otherwise the column with the largest number goes first when the terminal is narrow. */
  readonly dropOrder: number;
}

/** Metrics that the table always shows, besides the objective. */
const shownAlways: ReadonlySet<string> = new Set(['loss', 'accuracy']);

/** Returns a column for each metric of an epoch. Metrics of the training images go first when there is no room. */
function epochColumns(objective: MetricName): readonly EpochColumn[] {
  const evaluation = Object.entries(evaluationMetrics);
  const groups = [
    evaluation.map(([name, { title }]) => ({ name: `train.${name}`, title: `train ${title}` })),
    evaluation.map(([name, { title }]) => ({ name: `validation.${name}`, title: `val ${title}` })),
    Object.entries(trainingMetrics).map(([name, { title }]) => ({ name, title })),
  ] as readonly (readonly Omit<EpochColumn, 'dropOrder'>[])[];
  return groups.flatMap((columns, group) =>
    columns.map((column, place) => {
      const isAlways = column.name === objective || shownAlways.has(column.name.split('.')[1] ?? '');
      return { ...column, dropOrder: isAlways ? 0 : (groups.length - group) * evaluation.length + place };
    }),
  );
}

function formatEpochs({ metrics, trial }: ShownTrial, { style, columns }: CommandContext): string {
  const values = new Map(metrics.map((point) => [`${point.epoch} ${point.name}`, point.value]));
  const epochs = [...new Set(metrics.map(({ epoch }) => epoch))].sort((a, b) => a - b);
  const present = epochColumns(trial.config.metric.name).filter(({ name }) =>
    metrics.some((point) => point.name === name),
  );
  const rows = epochs.map((epoch): TableRow => {
    const isBest = epoch === trial.result?.bestEpoch;
    const cells = present.map(({ name }) => {
      const value = values.get(`${epoch} ${name}`);
      if (value === undefined) return '-';
      return formatEpochValue(name, value);
    });
    return [`${epoch}${isBest ? '*' : ' '}`, ...cells].map((text) => (isBest ? { text, paint: style.green } : text));
  });
  const titles = [
    { title: 'epoch ', align: 'right' as const },
    ...present.map(({ title, dropOrder }): TableColumn => ({
      title,
      align: 'right',
      ...(dropOrder > 0 ? { dropOrder } : {}),
    })),
  ];
  return formatTable(titles, rows, { columns, paintTitle: style.dim });
}

function formatEpochValue(name: MetricName, value: number): string {
  const kind = findMetric(name)?.kind;
  if (kind === 'seconds') return value.toFixed(1);
  if (kind === 'count') return formatCount(value);
  return kind === 'rate' ? String(value) : formatMetric(value);
}

function environmentLines({ attempts }: ShownTrial, title: string): string {
  const last = attempts.at(-1);
  if (last === undefined) return '';
  const load = last.load === null ? {} : { load: describeLoad(last.load) };
  // The notes on the data are printed above.
  const lines = jsonLines({ ...last.environment, ...load }).filter((line) => !line.startsWith('dataset.notes '));
  return `${title}\n${lines.join('\n')}`;
}
