"""Golden trajectories of the optimizers that treat kernels and biases differently or average the weights, of the options that
every optimizer has, and of the penalties and constraints: 20 steps each, in float64.

usage: python make_more_optimizer_goldens.py      (writes more-optimizers.golden.json beside this file; needs torch, keras, tensorflow)
PyTorch, Keras or TensorFlow wherever they have it. Written out from their papers: LARS (algorithm 1), Adan (as its authors'
code has it) and Schedule-free AdamW, as its authors' AdamWScheduleFree has it. Keras's ScheduleFreeAdamW is compared with it
where they agree: at a constant rate without decay, once its step is kept from reading the new z in place of the old one (see
KeptZ). Beyond that Keras weights every step alike, whatever its rate, and decays y alone, not z. PyTorch's Muon computes in
bfloat16; here its cast is taken out. The parameters are trained together: the gradient is that of
sum(scales w^2) / 2 + sum(cos w).
"""
import json
import os
import pathlib

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import keras
import numpy as np
import tensorflow as tf
import torch

keras.config.set_floatx("float64")
torch.Tensor.bfloat16 = lambda self: self
STEPS = 20
random = np.random.default_rng(11)
SHAPES = {"dense": (5, 3), "conv": (2, 2, 2, 4), "wide": (2, 5), "bias": (3,)}
start = {name: np.round(random.normal(size=shape), 6) for name, shape in SHAPES.items()}
scales = {name: np.round(random.uniform(0.1, 5, size=shape), 6) for name, shape in SHAPES.items()}


def gradient(w):
    return {name: scales[name] * w[name] - np.sin(w[name]) for name in w}


def with_torch(make, before=lambda w: None, gradients=gradient):
    """before: changes the gradients before each step"""
    w = {name: torch.tensor(value.copy(), requires_grad=True) for name, value in start.items()}
    optimizer = make(w)
    for _ in range(STEPS):
        for name, g in gradients({name: value.detach().numpy() for name, value in w.items()}).items():
            w[name].grad = torch.tensor(g)
        before(w)
        optimizer.step()
        yield {name: value.detach().numpy().copy() for name, value in w.items()}


def with_keras(optimizer, constraint=None):
    w = {}
    for name, value in start.items():
        w[name] = keras.Variable(value, dtype="float64", name=name)
        if constraint is not None and value.ndim > 1:
            w[name].constraint = constraint(list(range(value.ndim - 1)))
    optimizer.build(list(w.values()))
    for _ in range(STEPS):
        g = gradient({name: value.numpy() for name, value in w.items()})
        optimizer.apply([keras.ops.convert_to_tensor(value) for value in g.values()], list(w.values()))
        yield {name: value.numpy().copy() for name, value in w.items()}


def alone(step):
    """step(w, g, state, t) -> (w', state'), parameter by parameter"""
    w, states = {k: v.copy() for k, v in start.items()}, {name: None for name in start}
    for t in range(1, STEPS + 1):
        g = gradient(w)
        for name in w:
            w[name], states[name] = step(w[name], g[name], states[name], t)
        yield {name: value.copy() for name, value in w.items()}


def lars(rate, momentum=0.9, trust=0.001, decay=0.0):
    """You, Gitman and Ginsburg (2017), algorithm 1; parameters of rank 1 are neither adapted nor decayed."""
    def step(w, g, v, t):
        if w.ndim > 1:
            local = trust * np.linalg.norm(w) / (np.linalg.norm(g) + decay * np.linalg.norm(w))
            g = local * (g + decay * w)
        v = (0 if v is None else momentum * v) + rate * g
        return w - v, v
    return alone(step)


def adan(rate, b1=0.98, b2=0.92, b3=0.99, eps=1e-8, decay=0.0):
    """Xie et al. (2022), algorithm 1, with the bias corrections of the authors' code."""
    def step(w, g, state, t):
        m, v, n, last = state if state is not None else (0, 0, 0, g)
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * (g - last)
        n = b3 * n + (1 - b3) * (g + b2 * (g - last)) ** 2
        u = (m / (1 - b1**t) + b2 * v / (1 - b2**t)) / (np.sqrt(n / (1 - b3**t)) + eps)
        return (w - rate * u) / (1 + rate * decay), (m, v, n, g)
    return alone(step)


def schedule_free(rate_at, b1=0.9, b2=0.999, eps=1e-8, decay=0.0, averages=None):
    """Defazio et al. (2024), section 4.4. As in the authors' current code, v is bias-corrected rather than the rate, and steps
    are weighted by the largest rate so far. averages takes each x."""
    y = {k: v.copy() for k, v in start.items()}
    z, x, v = dict(y), dict(y), {k: 0 for k in y}
    total = largest = 0
    for t in range(1, STEPS + 1):
        rate = rate_at(t)
        largest = max(largest, rate)
        total += largest**2
        g = gradient(y)
        for k in y:
            v[k] = b2 * v[k] + (1 - b2) * g[k] ** 2
            z[k] = z[k] - rate * (g[k] / (np.sqrt(v[k] / (1 - b2**t)) + eps) + decay * y[k])
            x[k] = (1 - largest**2 / total) * x[k] + largest**2 / total * z[k]
            y[k] = (1 - b1) * z[k] + b1 * x[k]
        if averages is not None:
            averages.append(dict(x))
        yield dict(y)


class KeptZ(keras.Variable):
    """z of a step: Keras 3.15 takes `momentum.value` for the old z, which under TensorFlow and PyTorch is the variable itself."""
    value = property(lambda self: keras.ops.copy(self._value))


class ScheduleFreeOfKeras(keras.optimizers.ScheduleFreeAdamW):
    def build(self, variables):
        super().build(variables)
        self._momentums = [KeptZ(w.numpy(), dtype="float64") for w in variables]

    def assign_sub(self, variable, value):
        variable.assign(variable - value)


def muon(rate, momentum=0.95, share=0.1, decay=0.0):
    """Kernels as matrices [units, inputs] under torch.optim.Muon, the rest under torch.optim.AdamW."""
    matrix = lambda value: torch.tensor(value.reshape(-1, value.shape[-1]).T.copy(), requires_grad=True)
    back = lambda value, shape: value.T.reshape(shape)
    w = {k: matrix(v) if v.ndim > 1 else torch.tensor(v.copy(), requires_grad=True) for k, v in start.items()}
    now = lambda: {k: back(v.detach().numpy(), SHAPES[k]).copy() for k, v in w.items()}
    kernels, rest = [[w[k] for k in w if (start[k].ndim > 1) == is_kernel] for is_kernel in (True, False)]
    optimizers = [
        torch.optim.Muon(kernels, lr=rate, weight_decay=decay, momentum=momentum),
        torch.optim.AdamW(rest, lr=rate * share, eps=1e-7, weight_decay=decay),
    ]
    for _ in range(STEPS):
        for k, g in gradient(now()).items():
            w[k].grad = matrix(g).detach() if g.ndim > 1 else torch.tensor(g)
        for optimizer in optimizers:
            optimizer.step()
        yield now()


def penalized(l1, l2):
    """torch.autograd of the penalized loss"""
    def gradients(w):
        leaves = {k: torch.tensor(v.copy(), requires_grad=True) for k, v in w.items()}
        loss = sum((torch.tensor(scales[k]) * v**2).sum() / 2 + torch.cos(v).sum() for k, v in leaves.items())
        loss = loss + sum(l1 * v.abs().sum() + l2 / 2 * (v**2).sum() for v in leaves.values() if v.ndim > 1)
        loss.backward()
        return {k: v.grad.numpy() for k, v in leaves.items()}
    return gradients


def moving_averages(steps, decay):
    """tf.train.ExponentialMovingAverage, which ramps its decay up"""
    w = {k: tf.Variable(v) for k, v in start.items()}
    count = tf.Variable(0)
    average = tf.compat.v1.train.ExponentialMovingAverage(decay, num_updates=count)
    average.apply(list(w.values()))
    rows = []
    # The first apply made the averages, at the initial weights.
    for v in w.values():
        average.average(v).assign(v)
    for t, step in enumerate(steps, 1):
        count.assign(t)
        for k, v in w.items():
            v.assign(step[k])
        average.apply(list(w.values()))
        rows.append({k: average.average(v).numpy() for k, v in w.items()})
    return rows


optim = torch.optim
trajectories = {}
flat = lambda step: [float(f"{x:.9g}") for name in SHAPES for x in np.ravel(step[name])]


def case(name, rate, options, steps, regularization=None, other=None, averages=None, rates=None):
    steps = list(steps)
    if other is not None:
        for a, b in zip(steps, list(other), strict=True):
            for k in a:
                np.testing.assert_allclose(a[k], b[k], rtol=1e-6, atol=1e-7)
    value = {"learning_rates": rates or [rate] * STEPS, "options": options, "steps": [flat(step) for step in steps]}
    if regularization is not None:
        value["regularization"] = regularization
    if averages is not None:
        value["evaluated"] = [flat(step) for step in averages]
    trajectories[name] = value


sgd = lambda rate: lambda w: optim.SGD(w.values(), lr=rate)
adam = lambda rate: lambda w: optim.Adam(w.values(), lr=rate, eps=1e-7)

case("lars", 1.0, {"trust_coefficient": 0.001}, lars(1.0))
case("lars/decay", 0.2, {"weight_decay": 0.1, "trust_coefficient": 0.05, "momentum": 0.5},
     lars(0.2, momentum=0.5, trust=0.05, decay=0.1))
case("adan", 0.02, {}, adan(0.02))
case("adan/decay", 0.02, {"beta_1": 0.9, "beta_2": 0.5, "weight_decay": 0.5}, adan(0.02, b1=0.9, b2=0.5, decay=0.5))
case("muon", 0.02, {}, muon(0.02))
case("muon/decay", 0.02, {"momentum": 0.8, "adamw_rate": 0.5, "weight_decay": 0.3},
     muon(0.02, momentum=0.8, share=0.5, decay=0.3))
averages = []
case("schedule-free-adamw", 0.05, {}, schedule_free(lambda t: 0.05, averages=averages), averages=averages,
     other=with_keras(ScheduleFreeOfKeras(learning_rate=0.05)))
averages = []
rates = [0.01 * min(t, 8) for t in range(1, STEPS + 1)]
case("schedule-free-adamw/warm-up-and-decay", None, {"beta_1": 0.8, "weight_decay": 0.3},
     schedule_free(lambda t: rates[t - 1], b1=0.8, decay=0.3, averages=averages), averages=averages, rates=rates)
averages = []
falling = [0.06 * (1 - (t - 1) / STEPS) for t in range(1, STEPS + 1)]
case("schedule-free-adamw/falling-rate", None, {},
     schedule_free(lambda t: falling[t - 1], averages=averages), averages=averages, rates=falling)

clip = lambda limit: lambda w: torch.nn.utils.clip_grad_norm_(w.values(), limit)
case("sgd/clip-norm", 0.05, {"clip_norm": 1.5},
     with_keras(keras.optimizers.SGD(learning_rate=0.05, global_clipnorm=1.5)),
     other=with_torch(sgd(0.05), before=clip(1.5)))
clip_value = lambda limit: lambda w: torch.nn.utils.clip_grad_value_(w.values(), limit)
case("adam/clip-value", 0.05, {"clip_value": 0.5}, with_torch(adam(0.05), before=clip_value(0.5)))


def both(w):
    clip_value(0.5)(w)
    clip(1.5)(w)


case("adam/clip-both", 0.05, {"clip_value": 0.5, "clip_norm": 1.5}, with_torch(adam(0.05), before=both))
case("sgd/weight-decay", 0.05, {"weight_decay": 0.3},
     with_keras(keras.optimizers.SGD(learning_rate=0.05, weight_decay=0.3)))
steps = list(with_torch(adam(0.05)))
case("adam/weight-ema", 0.05, {"weight_ema": 0.6}, steps, averages=moving_averages(steps, 0.6))
case("sgd/l1", 0.02, {}, with_torch(sgd(0.02), gradients=penalized(0.3, 0)), {"l1": 0.3})
case("adam/l1-l2", 0.05, {}, with_torch(adam(0.05), gradients=penalized(0.3, 0.2)), {"l1": 0.3, "l2": 0.2})
limit = lambda axes: keras.constraints.MaxNorm(1.0, axis=axes)
case("sgd/max-norm", 0.02, {}, with_keras(keras.optimizers.SGD(learning_rate=0.02), limit), {"max_norm": 1.0})

made_by = f"torch {torch.__version__.split('+')[0]}, keras {keras.__version__}, tensorflow {tf.__version__}, numpy {np.__version__}"
listed = lambda values: {k: {"shape": list(v.shape), "values": np.ravel(v).tolist()} for k, v in values.items()}
value = {"made_by": made_by, "start": listed(start), "scales": listed(scales), "trajectories": trajectories}
(pathlib.Path(__file__).parent / "more-optimizers.golden.json").write_text(json.dumps(value) + "\n")
