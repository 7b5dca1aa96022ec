"""Golden factors of reduce-on-plateau: the rate after each epoch under torch.optim.lr_scheduler.ReduceLROnPlateau, base rate 1.

usage: python make_plateau_goldens.py      (writes reduce-on-plateau.golden.json beside this file; needs torch)
NaN is null in the file.
"""
import json
import math
import pathlib

import torch

falling = [2.3, 1.9, 1.7, 1.69, 1.695, 1.7, 1.68, 1.6, 1.65, 1.64, 1.66, 1.7, 1.61, 1.62, 1.6, 1.59, 1.5, 1.55, 1.56, 1.57]
rising = [0.1, 0.5, 0.6, 0.58, 0.61, 0.605, 0.6, 0.6, 0.59, 0.7, 0.71, 0.705, 0.7, 0.7, 0.7, 0.7, 0.7, 0.72, 0.7, 0.7]
with_nan = [math.nan, math.nan, 0.3, math.nan, 0.2, math.nan, math.nan, 0.35, 0.35, math.nan, math.nan, math.nan]
cases = [
    ("minimize", {}, falling),
    ("minimize", {"factor": 0.5, "patience": 1, "min_delta": 0.05}, falling),
    ("minimize", {"factor": 0.5, "patience": 0, "cooldown": 2}, falling),
    ("maximize", {"factor": 0.3, "patience": 1, "cooldown": 1, "min_factor": 0.05}, rising),
    ("maximize", {"factor": 0.5, "patience": 3, "min_delta": 0.02}, rising),
    ("maximize", {"factor": 0.5, "patience": 1}, with_nan),
    ("minimize", {"factor": 0.5, "patience": 1, "cooldown": 1}, with_nan),
]


def factors(goal, options, objectives):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer, mode=goal[:3], factor=options.get("factor", 0.1), patience=options.get("patience", 2),
        threshold=options.get("min_delta", 0), threshold_mode="abs", cooldown=options.get("cooldown", 0),
        min_lr=options.get("min_factor", 0), eps=0,
    )
    rates = []
    for objective in objectives:
        scheduler.step(objective)
        rates.append(float(f"{optimizer.param_groups[0]['lr']:.9g}"))
    return rates


golden = {
    "made_by": f"torch {torch.__version__.split('+')[0]}",
    "cases": [
        {
            "goal": goal,
            "options": options,
            "objectives": [None if math.isnan(x) else x for x in objectives],
            "factors": factors(goal, options, objectives),
        }
        for goal, options, objectives in cases
    ],
}
(pathlib.Path(__file__).parent / "reduce-on-plateau.golden.json").write_text(json.dumps(golden) + "\n")
