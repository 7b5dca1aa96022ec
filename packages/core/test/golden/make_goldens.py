"""Golden values of losses, layers, optimizers and the seed CNN's gradient, from PyTorch and Keras.

usage: python make_goldens.py      (writes *.golden.json beside this file; needs numpy, torch, keras with tensorflow)
The inputs are small, fixed and written into the files, so the tests read both sides from one place.
"""
import json
import os
import pathlib

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import keras
import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(20240229)
f64 = torch.float64


def save(name, value):
    value = {"made_by": f"torch {torch.__version__.split('+')[0]}, keras {keras.__version__}, tensorflow {tf.__version__}", **value}
    (here / f"{name}.golden.json").write_text(json.dumps(value) + "\n")


def flat(x):
    return [float(f"{v:.9g}") for v in np.asarray(x, dtype=np.float64).reshape(-1)]


# Losses: values and gradients of the mean, from PyTorch in float64; Keras beside where its definition is the same.
logits = rng.normal(0, 2, (6, 5)).astype("f4")
labels = np.array([0, 3, 4, 1, 2, 3])
z = torch.tensor(logits, dtype=f64, requires_grad=True)
y = F.one_hot(torch.tensor(labels), 5).to(f64)


def crammer_singer(z):
    rivals = z.masked_fill(y.bool(), -torch.inf).amax(1)
    return F.relu(1 + rivals - (y * z).sum(1))


losses = {
    "cross-entropy": F.cross_entropy(z, torch.tensor(labels), reduction="none"),
    "mse": ((F.softmax(z, 1) - y) ** 2).mean(1),
    "hinge": crammer_singer(z),
    "hinge/one-vs-rest": F.relu(1 - (2 * y - 1) * z).mean(1),
}
onehot = np.eye(5, dtype="f4")[labels]
keras_values = {
    "cross-entropy": keras.losses.categorical_crossentropy(onehot, logits, from_logits=True),
    "mse": keras.losses.mean_squared_error(onehot, tf.nn.softmax(logits)),
    "hinge/one-vs-rest": keras.losses.hinge(onehot, logits),
}
cases = {}
for name, value in losses.items():
    (gradient,) = torch.autograd.grad(value.mean(), z, retain_graph=True)
    cases[name] = {"values": flat(value.detach()), "gradient_of_mean": flat(gradient)}
    if name in keras_values:
        np.testing.assert_allclose(value.detach().numpy(), np.asarray(keras_values[name]), rtol=2e-5)
save("losses", {"batch": 6, "classes": 5, "logits": flat(logits), "labels": labels.tolist(), "cases": cases})

# Optimizers: 20 steps on a badly scaled quadratic plus a cosine, PyTorch in float64.
start = rng.normal(0, 1, 6)
scales = np.array([0.1, 0.5, 1.0, 2.0, 5.0, 10.0])


def objective(w):
    return (torch.tensor(scales, dtype=f64) * w**2).sum() / 2 + torch.cos(w).sum()


optimizers = {
    "sgd": (lambda p: torch.optim.SGD(p, lr=0.05), 0.05, {}),
    "momentum": (lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9), 0.02, {"momentum": 0.9}),
    "adam": (lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.9, 0.999), eps=1e-7), 0.05, {}),
    "rmsprop": (lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.9, eps=1e-7), 0.01, {}),
}
trajectories = {}
for name, (make, rate, options) in optimizers.items():
    w = torch.tensor(start, dtype=f64, requires_grad=True)
    optimizer = make([w])
    steps = []
    for _ in range(20):
        optimizer.zero_grad()
        objective(w).backward()
        optimizer.step()
        steps.append(flat(w.detach()))
    trajectories[name] = {"learning_rate": rate, "options": options, "steps": steps}
save("optimizers", {"start": flat(start), "scales": flat(scales), "trajectories": trajectories})

# Layers: value, and gradients of sum(weights * output), from TensorFlow in float64.
layers = {}


def layer_case(name, options, inputs, call):
    tensors = {k: tf.Variable(v, dtype=tf.float64) for k, v in inputs.items()}
    with tf.GradientTape() as tape:
        output = call(tensors)
        weights = rng.normal(0, 1, output.shape)
        total = tf.reduce_sum(output * weights)
    gradients = tape.gradient(total, tensors)
    layers[name] = {
        "options": options,
        "inputs": {k: {"shape": list(v.shape), "values": flat(v)} for k, v in inputs.items()},
        "output": {"shape": list(output.shape), "values": flat(output)},
        "output_weights": flat(weights),
        "gradients": {k: flat(v) for k, v in gradients.items()},
    }


def normal(*shape):
    return rng.normal(0, 1, shape)


for padding in ("valid", "same"):
    for stride in (1, 2):
        for activation in ("linear", "relu"):
            act = tf.nn.relu if activation == "relu" else tf.identity
            layer_case(
                f"conv2d/{padding}/stride-{stride}/{activation}",
                {"padding": padding, "stride": stride, "activation": activation},
                {"x": normal(2, 7, 6, 3), "kernel": normal(3, 3, 3, 5) * 0.3, "bias": normal(5)},
                lambda t, p=padding.upper(), s=stride, a=act: a(tf.nn.conv2d(t["x"], t["kernel"], s, p) + t["bias"]),
            )
layer_case(
    "conv2d/valid/stride-1/relu/one-channel",
    {"padding": "valid", "stride": 1, "activation": "relu"},
    {"x": normal(2, 6, 6, 1), "kernel": normal(3, 3, 1, 12) * 0.3, "bias": normal(12)},
    lambda t: tf.nn.relu(tf.nn.conv2d(t["x"], t["kernel"], 1, "VALID") + t["bias"]),
)
layer_case("max-pool/2", {"size": 2, "stride": 2}, {"x": normal(2, 5, 7, 3) - 2.5}, lambda t: tf.nn.max_pool2d(t["x"], 2, 2, "VALID"))
for activation, act in (("linear", tf.identity), ("relu", tf.nn.relu)):
    layer_case(
        f"dense/{activation}",
        {"activation": activation},
        {"x": normal(4, 7), "kernel": normal(7, 5), "bias": normal(5)},
        lambda t, a=act: a(t["x"] @ t["kernel"] + t["bias"]),
    )
save("layers", {"cases": layers})

# Metrics: calibration and probabilities on 40 rows.
m_logits = rng.normal(0, 1.5, (40, 4)).astype("f4")
m_labels = rng.integers(0, 4, 40)
p = F.softmax(torch.tensor(m_logits, dtype=f64), 1).numpy()
confidence, predicted = p.max(1), p.argmax(1)
bins = np.clip(np.ceil(confidence * 15).astype(int) - 1, 0, 14)
ece = sum(abs((predicted == m_labels)[bins == b].mean() - confidence[bins == b].mean()) * (bins == b).mean() for b in range(15) if (bins == b).any())
confusion = np.zeros((4, 4), int)
np.add.at(confusion, (m_labels, predicted), 1)
save(
    "metrics",
    {
        "classes": 4,
        "logits": flat(m_logits),
        "labels": m_labels.tolist(),
        "accuracy": float((predicted == m_labels).mean()),
        "nll": float(F.cross_entropy(torch.tensor(m_logits, dtype=f64), torch.tensor(m_labels))),
        "brier": float(((p - np.eye(4)[m_labels]) ** 2).sum(1).mean()),
        "ece": float(ece),
        "confusion": confusion.tolist(),
    },
)
