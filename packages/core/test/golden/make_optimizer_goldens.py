"""Golden trajectories of the optimizers that make_goldens.py does not have: 20 steps each, in float64.

usage: python make_optimizer_goldens.py      (writes optimizer-variants.golden.json beside this file; needs numpy, torch, keras)
PyTorch wherever it has the optimizer. Lion and LAMB are written out from their papers; where Keras has the same definition
(no weight decay), its trajectory must agree. Start and scales are those of optimizers.golden.json.
"""
import json
import os
import pathlib

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import keras
import numpy as np
import torch

keras.config.set_floatx("float64")
here = pathlib.Path(__file__).parent
problem = json.loads((here / "optimizers.golden.json").read_text())
start = np.array(problem["start"])
scales = np.array(problem["scales"])
STEPS = 20


def gradient(w):
    return scales * w - np.sin(w)


def with_torch(make):
    w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = make([w])
    for _ in range(STEPS):
        w.grad = torch.tensor(gradient(w.detach().numpy()))
        optimizer.step()
        yield w.detach().numpy().copy()


def with_keras(optimizer):
    w = keras.Variable(start, dtype="float64")
    optimizer.build([w])
    for _ in range(STEPS):
        optimizer.apply([keras.ops.convert_to_tensor(gradient(keras.ops.convert_to_numpy(w)))], [w])
        yield keras.ops.convert_to_numpy(w).copy()


def lion(rate, b1=0.9, b2=0.99, decay=0.0):
    """Chen et al. (2023), algorithm 2."""
    w, m = start.copy(), np.zeros_like(start)
    for _ in range(STEPS):
        g = gradient(w)
        w = w - rate * (np.sign(b1 * m + (1 - b1) * g) + decay * w)
        m = b2 * m + (1 - b2) * g
        yield w


def lamb(rate, b1=0.9, b2=0.999, eps=1e-7, decay=0.0):
    """You et al. (2020), algorithm 2, with phi the identity."""
    w, m, v = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for t in range(1, STEPS + 1):
        g = gradient(w)
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        r = m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps) + decay * w
        w = w - rate * np.linalg.norm(w) / np.linalg.norm(r) * r
        yield w


optim = torch.optim
adam = {"betas": (0.9, 0.999), "eps": 1e-7}
trajectories = {}


def case(name, rate, options, steps, other=None):
    steps = list(steps)
    if other is not None:
        np.testing.assert_allclose(steps, list(other), rtol=1e-9)
    rows = [[float(f"{x:.9g}") for x in row] for row in steps]
    trajectories[name] = {"learning_rate": rate, "options": options, "steps": rows}


def torch_case(name, rate, options, kind, **arguments):
    case(name, rate, options, with_torch(lambda p: kind(p, lr=rate, **arguments)))


torch_case("nesterov", 0.02, {}, optim.SGD, momentum=0.9, nesterov=True)
torch_case("nesterov/slow", 0.02, {"momentum": 0.5}, optim.SGD, momentum=0.5, nesterov=True)
torch_case("adamw", 0.05, {}, optim.AdamW, weight_decay=0.01, **adam)
torch_case("adamw/strong-decay", 0.05, {"weight_decay": 0.5}, optim.AdamW, weight_decay=0.5, **adam)
torch_case("amsgrad", 0.05, {}, optim.Adam, amsgrad=True, **adam)
torch_case("amsgrad/short-memory", 0.05, {"beta_2": 0.5}, optim.Adam, amsgrad=True, betas=(0.9, 0.5), eps=1e-7)
torch_case("nadam", 0.05, {}, optim.NAdam, **adam)
torch_case("nadam/fast-warm-up", 0.05, {"momentum_decay": 0.5}, optim.NAdam, momentum_decay=0.5, **adam)
torch_case("radam", 0.05, {}, optim.RAdam, **adam)
torch_case("radam/short-memory", 0.05, {"beta_2": 0.9}, optim.RAdam, betas=(0.9, 0.9), eps=1e-7)
torch_case("adamax", 0.05, {}, optim.Adamax, **adam)
torch_case("adamax/short-memory", 0.05, {"beta_2": 0.5, "epsilon": 0.01}, optim.Adamax, betas=(0.9, 0.5), eps=0.01)
torch_case("rmsprop/centered", 0.01, {"centered": True}, optim.RMSprop, alpha=0.9, eps=1e-7, centered=True)
torch_case("rmsprop/momentum", 0.01, {"momentum": 0.8}, optim.RMSprop, alpha=0.9, eps=1e-7, momentum=0.8)
torch_case(
    "rmsprop/centered-momentum",
    0.005,
    {"centered": True, "momentum": 0.5, "rho": 0.95},
    optim.RMSprop,
    alpha=0.95,
    eps=1e-7,
    centered=True,
    momentum=0.5,
)
torch_case("adagrad", 0.1, {}, optim.Adagrad, eps=1e-7)
torch_case("adagrad/head-start", 0.1, {"initial_accumulator": 0.1}, optim.Adagrad, eps=1e-7, initial_accumulator_value=0.1)
torch_case("adadelta", 1.0, {}, optim.Adadelta, rho=0.95, eps=1e-6)
torch_case("adadelta/large-epsilon", 0.5, {"rho": 0.9, "epsilon": 0.01}, optim.Adadelta, rho=0.9, eps=0.01)
case("lion", 0.03, {}, lion(0.03), with_keras(keras.optimizers.Lion(learning_rate=0.03)))
case("lion/decay", 0.03, {"beta_2": 0.9, "weight_decay": 0.3}, lion(0.03, b2=0.9, decay=0.3))
case("lamb", 0.05, {}, lamb(0.05), with_keras(keras.optimizers.Lamb(learning_rate=0.05, epsilon=1e-7)))
case("lamb/decay", 0.05, {"weight_decay": 0.1}, lamb(0.05, decay=0.1))

made_by = f"torch {torch.__version__.split('+')[0]}, keras {keras.__version__}, numpy {np.__version__}"
value = {"made_by": made_by, "trajectories": trajectories}
(here / "optimizer-variants.golden.json").write_text(json.dumps(value) + "\n")
