/** A command line that somebody may type, and what has to come of it. */
export interface OddCommandLine {
  readonly words: readonly string[];
  /** Exit code; 0 is success. */
  readonly exit: 0 | 2;
  /** Code of the error; null on success. */
  readonly error: string | null;
  /** Each must be in what is printed: on stderr where it is refused, else on stdout. */
  readonly says: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const refused = (error: string, words: readonly string[], ...says: readonly string[]): OddCommandLine => ({
  words,
  exit: 2,
  error,
  says,
});
const usage = (words: readonly string[], ...says: readonly string[]): OddCommandLine =>
  refused('usage', words, ...says);
const accepted = (words: readonly string[], ...says: readonly string[]): OddCommandLine => ({
  words,
  exit: 0,
  error: null,
  says,
});
const check = ['validate', 'a.yaml', '--no-estimate'];
const checkDefaults = ['validate', 'defaults.yaml', '--no-estimate'];
const set = (override: string): string[] => [...checkDefaults, '--set', override];
/** With few images, because these are made. */
const small = (override: string): string[] => [...set(override), '--set', 'dataset.count=200'];
const invalid = (override: string, ...says: readonly string[]): OddCommandLine =>
  refused('sweep-invalid', set(override), `--set ${override}: `, ...says);

const commands: readonly OddCommandLine[] = [
  accepted([], 'Usage: runner COMMAND'),
  accepted(['--help'], 'Exit codes'),
  accepted(['-h'], 'Exit codes'),
  accepted(['--version'], '0.0.0'),
  accepted(['sweep', '--help'], '--workers'),
  accepted(['leaderboard', '-h'], '--top'),
  usage(['leaderbord'], '"leaderbord" is not a command', 'Did you mean `runner leaderboard`?'),
  usage(['LIST'], 'Did you mean `runner list`?'),
  usage(['train', 'a.yaml'], 'Did you mean `runner sweep`?'),
  usage(['run', 'a.yaml'], 'Did you mean `runner sweep`?'),
  usage(['continue'], 'Did you mean `runner sweep`?'),
  usage(['check', 'a.yaml'], 'Did you mean `runner validate`?'),
  usage(['ls'], 'Did you mean `runner list`?'),
  usage(['ui'], 'Did you mean `runner dashboard`?'),
  usage(['best'], 'Did you mean `runner leaderboard`?'),
  usage(['range-test', 'a.yaml'], 'Did you mean `runner lr-find`?'),
  usage(['lr_find', 'a.yaml'], 'Did you mean `runner lr-find`?'),
  usage(['optimizers'], 'Did you mean `runner catalog`?'),
  usage(['frobnicate'], 'See `runner --help`'),
  usage(['constructor'], '"constructor" is not a command'),
  usage(['__proto__'], 'is not a command'),
  usage([' '], 'is not a command'),
];

const options: readonly OddCommandLine[] = [
  usage(['--jsn'], '--jsn is not an option', 'Did you mean --json?'),
  usage(['list', '--constructor'], '--constructor is not an option'),
  usage(['list', '--__proto__', 'x'], 'is not an option'),
  usage(['list', '--no-toString'], 'is not an option'),
  usage(['list', '--hasOwnProperty=1'], 'is not an option'),
  usage(['list', '--json=abc'], '--json takes no value; saw "abc"'),
  usage(['list', '--color=always'], '--color takes no value'),
  usage(['list', '--no-store'], '--no-store is not an option'),
  usage(['leaderboard', '--no-top'], '--no-top is not an option'),
  usage(['leaderboard', '--no-sort'], '--no-sort is not an option'),
  usage(['list', '--store'], '--store needs a value'),
  usage(['list', '--store', ''], '--store is empty', 'An unset shell variable?'),
  usage(['list', '--store='], '--store is empty'),
  usage(['list', '--store', '  '], '--store is empty'),
  usage(['list', '--store', 'a\0b'], '--store contains a NUL character'),
  usage(['list', 's1'], '"s1" is one argument too many'),
  usage(['show', 's1', 't1'], '"t1" is one argument too many'),
  usage(['show'], '`runner show` needs TARGET'),
  usage(['validate'], '`runner validate` needs FILE'),
  usage(['sweep'], '`runner sweep` needs FILE'),
  usage(['export'], '`runner export` needs TARGET'),
  usage(['engine'], '`runner engine` needs ACTION'),
  usage(['engine', 'install', 'torch'], 'expected cuda or tensorflow'),
  usage(['engine', 'remove', 'cuda'], 'expected install'),
  usage(['show', ''], 'TARGET is empty'),
  usage(['validate', ''], 'FILE is empty'),
  usage(['validate', 'a\0.yaml'], 'FILE contains a NUL character'),
  usage(['leaderboard', ''], 'SWEEP is empty'),
  usage(['export', 's1', '--output', ''], '--output is empty'),
  usage(
    ['export', 's1', '--format', 'onnx'],
    '--format is "onnx", but must be one of tfjs, safetensors',
    'write --format tfjs for the whole model',
  ),
  usage(['export', 's1', '--format', 'safetensor'], 'Did you mean safetensors?'),
  usage(['leaderboard', '--sort', 'second'], 'Did you mean seconds?'),
  usage(['sweep', 'a.yaml', '--reporter', 'fancy'], '--reporter is "fancy"'),
  usage([...check, '--lr', '0.1'], 'Write it as --set learning_rate=0.1'),
  usage([...check, '--epochs', '5'], 'Write it as --set training.epochs=5'),
  usage([...check, '--batch-size', '64'], 'Write it as --set training.batch_size=64'),
  usage([...check, '--jobs', '4'], 'Did you mean --workers?'),
  usage([...check, '-m', 'learning_rate=1e-2,1e-3'], "--set 'parameters.learning_rate=[0.01, 0.001]'"),
  usage([...check, '--multirun', 'x=1'], 'A sweep trains every combination by itself'),
  usage([...check, 'learning_rate=0.1'], 'Write it as --set learning_rate=0.1'),
  usage(['sweep', 'a.yaml', '--resume'], 'The same command continues a sweep'),
  usage(['leaderboard', '--limit', '5'], 'Did you mean --top?'),
  usage(['list', '--db', 'x'], 'Did you mean --store?'),
  accepted(['list', '--json', '--json'], '"sweeps"'),
  accepted(['leaderboard', 's1', '--top', '3', '--top', '1'], '... and 35 more'),
  accepted(['leaderboard', 's1', '--top=1'], '... and 35 more'),
  accepted(['--json', 'list'], '"sweeps"'),
  accepted(['list', '--no-json'], 'demo-paused'),
  accepted(['list', '--json=false'], 'demo-paused'),
  { ...accepted(['list'], 'demo-paused'), env: { SWEEPDECK_HOME: '' } },
  { ...accepted(['list'], 'demo-paused'), env: { COLUMNS: 'x' } },
  { ...accepted(['list'], 'demo-paused'), env: { COLUMNS: '-5' } },
];

const ports = ['70000', '65536', '-1', '1.5', 'abc', 'NaN', 'Infinity', '0x50', '', ' ', '1e99'];
const numbers: readonly OddCommandLine[] = [
  ...ports.map((port) => usage(['dashboard', '--port', port], '--port')),
  ...ports.map((port) => usage(['sweep', 'a.yaml', '--serve', '--no-open', '--port', port], '--port')),
  usage(['dashboard', '--host', ''], '--host is empty'),
  usage(['dashboard', '--host='], '--host is empty'),
  usage(['sweep', 'a.yaml', '--serve', '--host', ' '], '--host is empty'),
  ...['0', '-1', '1.5', '1e9', 'NaN', '', 'two', '1025'].map((workers) =>
    usage([...check, '--workers', workers], '--workers'),
  ),
  ...['0', '-3', '2.5', 'x', 'NaN'].map((top) => usage(['leaderboard', '--top', top], '--top')),
  usage(['lr-find', 'a.yaml', '--steps', '5'], '--steps: saw 5; expected a whole number from 10'),
  usage(['lr-find', 'a.yaml', '--steps', '1e7'], '--steps'),
  usage(['lr-find', 'a.yaml', '--from', 'abc'], '--from needs a number'),
  usage(['lr-find', 'a.yaml', '--from', '1', '--to', '0.1'], 'the first below the second'),
  usage(['lr-find', 'a.yaml', '--from', '0'], 'expected rates above 0'),
  accepted([...check, '--workers', '1e0'], '1 trial'),
  accepted([...check, '--workers', '2', '--workers', '1'], '1 trial'),
];

const targets: readonly OddCommandLine[] = [
  refused('sweep-not-found', ['leaderboard', 'fo'], 'There is no sweep "fo"', 'runner list'),
  refused('sweep-not-found', ['leaderboard', 'demo-runing'], 'Did you mean demo-running?'),
  refused('sweep-not-found', ['show', 'paused'], 'Did you mean demo-paused?'),
  refused('sweep-not-found', ['export', 'losses'], 'Did you mean demo-losses-and-optimizers?'),
  refused('sweep-not-found', ['show', '3'], 'Did you mean s3?'),
  refused('sweep-not-found', ['show', 'S3'], 'Did you mean s3?'),
  refused('sweep-not-found', ['show', 's99'], 'There is no sweep "s99"'),
  refused('trial-not-found', ['show', 't0'], 'There is no trial t0'),
  refused('trial-not-found', ['export', 't99999'], 'There is no trial t99999'),
  refused('sweep-not-found', ['show', 't1e1'], 'There is no sweep'),
  refused('sweep-not-found', ['show', '../etc'], 'There is no sweep'),
  refused('sweep-not-found', ['show', '\u001B[31mred'], String.raw`\u001b[31mred`),
  refused('store-not-found', ['list', '--store', 'nowhere'], 'There is no store', 'nowhere'),
  refused('store-not-found', ['list', '--store', '\u001B[2Jx'], String.raw`\x1b[2Jx`),
  refused('sweep-file-not-found', ['validate', 'nowhere.yaml'], 'nowhere.yaml: no such file'),
  refused('sweep-file-not-found', ['validate', '\u001B]0;t\u0007.yaml'], String.raw`\x1b]0;t\x07.yaml: no such file`),
  refused('sweep-file-not-readable', ['validate', '.'], 'it is a directory'),
  refused('sweep-file-not-found', ['validate', 'a.yaml/b'], 'no such file'),
  usage(['catalog', 'loss'], 'Did you mean `runner catalog losses`?'),
  usage(['catalog', 'hinge'], 'Did you mean `runner catalog losses hinge`?'),
  usage(['catalog', 'losses', 'CrossEntropyLoss'], 'Did you mean cross-entropy?'),
  usage(['catalog', 'schedules', 'ReduceLROnPlateau'], 'Did you mean reduce-on-plateau?'),
  usage(['catalog', 'layers', 'nn.MaxPool2d'], 'Did you mean max-pool?'),
  usage(['catalog', 'optimizers', 'cosine'], 'Did you mean `runner catalog schedules cosine`?'),
  accepted(['show', 't113'], 'diverged'),
  accepted(['leaderboard', 's1', '--sort', 'spread'], 'cross-entropy'),
];

const overrides: readonly OddCommandLine[] = [
  accepted(set('dataset.count=600'), '2 trials'),
  accepted(small('optimizer.beta_1=0.5'), '2 trials'),
  accepted(small('loss.label_smoothing=0.1'), '2 trials'),
  accepted(small('model.width=4'), '2 trials'),
  accepted(small('schedule.warm_up=0.1'), '2 trials'),
  accepted(small('augmentation.rotate=5'), '2 trials'),
  accepted(small('regularization.l2=0.001'), '2 trials'),
  accepted(small('learning_rate=[0.1, 0.2, 0.3]'), '3 learning rates = 3 trials'),
  accepted(small('parameters.loss.values=[mse, hinge]'), '2 learning rates x 2 losses = 4 trials'),
  accepted([...small('repeats=2'), '--set', 'repeats=3'], '3 seeds = 6 trials'),
  usage([...checkDefaults, '--set', ''], '--set is empty'),
  usage([...checkDefaults, '--set'], '--set needs a value'),
  invalid('epochs', 'expected path=value'),
  invalid('=1', 'expected path=value'),
  invalid('..=1', 'has an empty part'),
  invalid('training..epochs=1', 'has an empty part'),
  invalid('__proto__=1', 'saw the key __proto__'),
  invalid('training.__proto__.x=1', 'saw the key __proto__'),
  invalid('constructor.prototype.x=1', 'unknown key'),
  invalid('parameters.__proto__=1', 'saw the key __proto__'),
  invalid('learning_rate=', 'saw no value'),
  invalid('learning_rate=1e-2,1e-3', 'parameters.learning_rate=[1e-2, 1e-3]'),
  invalid('learning_rate=0,1', 'write 0.1'),
  invalid('loss.terms.mse=1', 'terms is an option of combined'),
  invalid('lr=0.1', 'did you mean "learning_rate"?'),
  invalid('optimizer.lr=0.1', 'did you mean "learning_rate" at the top?'),
  invalid('method=bayes', 'random and Bayesian search do not exist yet'),
  invalid('n_trials=20', 'a grid trains every combination'),
  invalid('early_terminate.type=hyperband', 'stopping trials that fall behind others does not exist yet'),
  invalid('parameters.learning_rate.min=0.1', 'ranges and distributions do not exist yet'),
  invalid('loss=categorical_crossentropy', 'did you mean "cross-entropy"?'),
  invalid('optimizer=torch.optim.AdamW2', 'did you mean "adamw"?'),
  invalid('metric=val_loss', 'write metric: { name: validation.loss }'),
  invalid('engine=cuda', 'did you mean "tensorflow"?'),
  invalid('training.epochs=1e9', 'expected a whole number'),
  invalid('training.epochs=[1', 'not YAML'),
  invalid('training.epochs=*x', 'saw the alias'),
  refused('sweep-invalid', set('name=\u001B[31m'), String.raw`--set name=\x1b[31m: name: saw`),
];

/** Command lines that users of Keras, PyTorch, Optuna, W&B, Ray Tune and Hydra type. */
const fromOtherTools: readonly OddCommandLine[] = [
  usage(['sweep', 'a.yaml', '--count', '5'], 'list fewer values for fewer trials'),
  usage(['sweep', 'a.yaml', '--n-trials', '20'], 'list fewer values for fewer trials'),
  usage(['sweep', 'a.yaml', '--num-samples', '20'], 'list fewer values for fewer trials'),
  usage(['sweep', 'a.yaml', '--gpus', '1'], '--set engine=tensorflow'),
  usage(['sweep', 'a.yaml', '--device', 'cuda'], 'Write it as --set engine=tensorflow'),
  usage(['sweep', '--config', 'a.yaml'], '`runner sweep my-sweep.yaml`'),
  usage(['sweep', 'a.yaml', '+optimizer=sgd'], 'Write it as --set optimizer=sgd'),
  usage(['leaderboard', '--metric', 'val_accuracy'], 'sweep file says which metric ranks'),
  usage(['leaderboard', 's1', '--sort', 'val_acc'], 'must be one of rank, spread', 'follow the objective'),
  usage(['leaderboard', 's1', '--sort', 'val_loss'], 'follow the objective'),
  refused('sweep-not-found', ['show', 'best'], 'There is no sweep "best"', 'runner leaderboard'),
  refused('sweep-not-found', ['leaderboard', 'best'], 'There is no sweep "best"', 'runner export'),
  refused('sweep-not-found', ['export', 'best', '--output', 'x'], 'There is no sweep "best"', 'runner export'),
  usage(['export', 's1', '--format', 'h5'], 'must be one of tfjs, safetensors', 'write --format tfjs'),
  usage(['export', 's1', '--format', 'pt'], 'must be one of tfjs, safetensors'),
  usage(['lr-find', 'a.yaml', '--min-lr', '1e-5'], 'Did you mean --from?'),
  usage(['lr-find', 'a.yaml', '--num-iter', '50'], 'Did you mean --steps?'),
  usage(['verify', 't1', '--sample', '0'], '--sample: saw 0; expected a whole number from 1'),
  usage(['verify', 't1', '--seed', '-1'], '--seed'),
  usage(['verify', 't1', '--engine', 'wsm'], 'Did you mean wasm?'),
  usage(['verify'], 'needs TARGET'),
  usage(['explain'], 'needs TRIAL'),
  accepted(['explain', 't1'], 'Placed in sweep s1 (demo-losses-and-optimizers) as trial 1.'),
  accepted(['explain', 't1', '--json'], '"type": "attempt-started"', '"status": "finished"'),
  refused('trial-not-found', ['explain', 's1'], 's1 is a sweep', '`runner show s1 --all`'),
  refused('trial-not-found', ['explain', 't9999'], 'There is no trial t9999.'),
  usage(['lr-find'], 'needs FILE', 'a stored sweep such as s3'),
];

export const oddCommandLines: readonly OddCommandLine[] = [
  ...fromOtherTools,
  ...commands,
  ...options,
  ...numbers,
  ...targets,
  ...overrides,
];
