"""Golden values of the learning-rate schedules: the rate of every step under PyTorch's schedulers, base rate 1.

usage: python make_schedule_goldens.py      (writes schedules.golden.json beside this file; needs torch)
A warm-up of w steps is LinearLR from 1 / (w + 1); restarts are one CosineAnnealingLR after the other.
"""
import json
import pathlib
import warnings

import torch
from torch.optim import lr_scheduler as schedulers

# PyTorch warns of its own SequentialLR, which steps with an epoch.
warnings.filterwarnings("ignore", category=UserWarning)


def factors(make, steps):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = make(optimizer)
    rates = []
    for _ in range(steps):
        rates.append(float(f"{optimizer.param_groups[0]['lr']:.9g}"))
        optimizer.step()
        # OneCycleLR refuses a step after its last.
        if len(rates) < steps:
            scheduler.step()
    return rates


def cosine(steps, final=0.0):
    return lambda o: schedulers.CosineAnnealingLR(o, T_max=steps - 1, eta_min=final)


def exponential(steps, final):
    return lambda o: schedulers.ExponentialLR(o, gamma=final ** (1 / (steps - 1)))


def polynomial(steps, power):
    return lambda o: schedulers.PolynomialLR(o, total_iters=steps - 1, power=power)


def one_cycle(steps, share, start, final, shape):
    return lambda o: schedulers.OneCycleLR(
        o, max_lr=1.0, total_steps=steps, pct_start=share, anneal_strategy=shape,
        div_factor=1 / start, final_div_factor=start / final, cycle_momentum=False,
    )


def one_after_another(parts):
    """parts: (scheduler, steps) each"""
    def make(o):
        ends = [sum(steps for _, steps in parts[: i + 1]) for i in range(len(parts) - 1)]
        return schedulers.SequentialLR(o, [part(o) for part, _ in parts], milestones=ends)
    return make


def warm(steps, then, left):
    line = lambda o: schedulers.LinearLR(o, start_factor=1 / (steps + 1), total_iters=steps)
    return one_after_another([(line, steps), (then, left)])


cases = [
    ("constant", {}, 5, lambda o: schedulers.ConstantLR(o, factor=1.0)),
    ("constant", {"warm_up": 0.25}, 20, warm(5, lambda o: schedulers.ConstantLR(o, factor=1.0), 15)),
    ("step", {"drop": 0.5, "every": 0.25}, 24, lambda o: schedulers.StepLR(o, step_size=6, gamma=0.5)),
    ("step", {}, 30, lambda o: schedulers.StepLR(o, step_size=9, gamma=0.1)),
    ("step", {"drop": 0.2, "every": 0.1, "warm_up": 0.1}, 20,
     warm(2, lambda o: schedulers.MultiStepLR(o, milestones=[2, 4, 6, 8, 9, 11, 13, 15, 17], gamma=0.2), 18)),
    ("exponential", {}, 25, exponential(25, 0.01)),
    ("exponential", {"final": 0.1, "warm_up": 0.2}, 25, warm(5, exponential(20, 0.1), 20)),
    ("polynomial", {}, 21, polynomial(21, 1.0)),
    ("polynomial", {"power": 2.5}, 21, polynomial(21, 2.5)),
    ("polynomial", {"power": 1, "final": 0.1}, 21,
     lambda o: schedulers.LinearLR(o, start_factor=1.0, end_factor=0.1, total_iters=20)),
    ("cosine", {}, 30, cosine(30)),
    ("cosine", {"final": 0.05, "warm_up": 0.1}, 30, warm(3, cosine(27, 0.05), 27)),
    ("cosine", {"final": 0.01, "cycles": 3}, 30, one_after_another([(cosine(10, 0.01), 10)] * 3)),
    ("one-cycle", {}, 40, one_cycle(40, 0.3, 0.04, 4e-6, "cos")),
    ("one-cycle", {"warm_up": 0.25, "start": 0.1, "final": 0.001, "shape": "linear"}, 37,
     one_cycle(37, 0.25, 0.1, 0.001, "linear")),
]
golden = {
    "made_by": f"torch {torch.__version__.split('+')[0]}",
    "cases": [
        {"name": name, "options": options, "factors": factors(make, steps)} for name, options, steps, make in cases
    ],
}
target = pathlib.Path(__file__).parent / "schedules.golden.json"
target.write_text(json.dumps(golden) + "\n")
