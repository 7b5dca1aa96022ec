"""Golden values of the losses that weigh classes by how often they occur, and of sums of losses, from PyTorch in float64, with
Keras beside where it has the same loss.

usage: python make_long_tail_loss_goldens.py   (reads losses.golden.json and loss-variants.golden.json, writes
                                                long-tail-losses.golden.json beside this file)
Logits and labels are those of losses.golden.json, the soft targets those of loss-variants.golden.json. Weights go
through PyTorch's own `weight`; balanced ones come from its definition, the effective numbers and the adjusted logits
from their papers' formulas, written down here. Gradients are autograd's, of the plain mean over the batch.
"""
import json
import os
import pathlib

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import keras
import numpy as np
import torch
import torch.nn.functional as F

here = pathlib.Path(__file__).parent
given = json.loads((here / "losses.golden.json").read_text())
batch, classes = given["batch"], given["classes"]
logits = np.array(given["logits"], "f4").reshape(batch, classes)
labels = np.array(given["labels"])
soft = np.array(json.loads((here / "loss-variants.golden.json").read_text())["soft"]["targets"]).reshape(batch, classes)
counts = torch.tensor([400, 150, 60, 12, 3], dtype=torch.float64)
listed = torch.tensor([0.5, 2, 0, 1, 3], dtype=torch.float64)


def flat(x):
    return [float(f"{v:.9g}") for v in np.asarray(x, dtype=np.float64).reshape(-1)]


def cross_entropy(weight=None, smoothing=0.0):
    return lambda z, y: F.cross_entropy(z, y, weight=weight, label_smoothing=smoothing, reduction="none")


def focal(gamma, weight=1.0):
    return lambda z, y: -(weight * y * (1 - F.softmax(z, 1)) ** gamma * F.log_softmax(z, 1)).sum(1)


def effective(beta):
    """Cui et al. (2019), equation 2 and the normalization of section 4: sum of the weights = number of classes."""
    weights = (1 - beta) / (1 - beta**counts)
    return weights / weights.sum() * classes


def logit_adjusted(tau):
    """Menon et al. (2021), equation 10."""
    return lambda z, y: F.cross_entropy(z + tau * torch.log(counts / counts.sum()), y, reduction="none")


def mse(z, y):
    return ((F.softmax(z, 1) - y) ** 2).mean(1)


losses = {
    "cross-entropy/balanced": cross_entropy(counts.sum() / (classes * counts)),
    "cross-entropy/class-weights": cross_entropy(listed),
    "cross-entropy/class-weights/label-smoothing": cross_entropy(listed, 0.1),
    "focal/alpha-of-classes": focal(2, listed),
    "focal/balanced": focal(0.5, counts.sum() / (classes * counts)),
    "class-balanced": cross_entropy(effective(0.999)),
    "class-balanced/focal": focal(1.5, effective(0.9)),
    "class-balanced/beta-0": cross_entropy(),
    "logit-adjusted": logit_adjusted(1),
    "logit-adjusted/tau": logit_adjusted(2.5),
    "combined": lambda z, y: cross_entropy()(z, y) + 0.5 * ((z - y) ** 2).mean(1),
    "combined/three": lambda z, y: 0.3 * mse(z, y) + 2 * focal(2)(z, y) + 0.1 * logit_adjusted(1)(z, y),
}


def evaluate(loss, targets):
    z = torch.tensor(logits, dtype=torch.float64, requires_grad=True)
    value = loss(z, torch.tensor(targets, dtype=torch.float64))
    (gradient,) = torch.autograd.grad(value.mean(), z)
    return {"values": flat(value.detach()), "gradient_of_mean": flat(gradient)}


# PyTorch itself agrees that a smoothed class index and a smoothed distribution are the same weighted loss.
smoothed = losses["cross-entropy/class-weights/label-smoothing"]
z = torch.tensor(logits, dtype=torch.float64)
torch.testing.assert_close(
    smoothed(z, torch.tensor(np.eye(classes)[labels])), smoothed(z, torch.tensor(labels)), rtol=1e-12, atol=1e-12
)

# Keras, whose alpha is a list too, in float32.
onehot = np.eye(classes, dtype="f4")[labels]
for name, gamma, alpha in (("focal/alpha-of-classes", 2, listed), ("focal/balanced", 0.5, counts.sum() / (classes * counts))):
    beside = keras.losses.categorical_focal_crossentropy(onehot, logits, alpha=alpha.tolist(), gamma=gamma, from_logits=True)
    np.testing.assert_allclose(evaluate(losses[name], onehot)["values"], np.asarray(beside), rtol=2e-5, atol=1e-6)

golden = {
    "made_by": f"torch {torch.__version__.split('+')[0]}, keras {keras.__version__}",
    "class_counts": [int(count) for count in counts],
    "cases": {name: evaluate(loss, np.eye(classes)[labels]) for name, loss in losses.items()},
    "soft": {name: evaluate(loss, soft) for name, loss in losses.items()},
}
(here / "long-tail-losses.golden.json").write_text(json.dumps(golden) + "\n")
