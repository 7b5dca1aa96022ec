"""Golden values of the losses that make_goldens.py does not cover, from PyTorch in float64, with Keras beside.

usage: python make_loss_goldens.py      (reads losses.golden.json, writes loss-variants.golden.json beside this file)
Logits and labels are those of losses.golden.json. `soft` holds the same with targets that are distributions, one of
them with zeros. A loss that neither framework has is written down here from its paper, and its gradient is autograd's.
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
given = json.loads((here / "losses.golden.json").read_text())
batch, classes = given["batch"], given["classes"]
logits = np.array(given["logits"], "f4").reshape(batch, classes)
labels = np.array(given["labels"])
soft = np.round(np.random.default_rng(7).dirichlet(np.ones(classes), batch) * 64) / 64
soft[:, 0] += 1 - soft.sum(1)
soft[1] = [0, 0.5, 0, 0.25, 0.25]
assert (soft >= 0).all() and (soft.sum(1) == 1).all()


def flat(x):
    return [float(f"{v:.9g}") for v in np.asarray(x, dtype=np.float64).reshape(-1)]


def crammer_singer(z, y):
    return F.relu(1.5 + z.masked_fill(y.bool(), -torch.inf).amax(1) - (y * z).sum(1))


def weston_watkins(margin, power):
    return lambda z, y: F.multi_margin_loss(z, y.argmax(1), p=power, margin=margin, reduction="none")


def focal(gamma, alpha=1.0):
    return lambda z, y: -alpha * (y * (1 - F.softmax(z, 1)) ** gamma * F.log_softmax(z, 1)).sum(1)


def kl_divergence(z, y):
    return F.kl_div(F.log_softmax(z, 1), y, reduction="none").sum(1)


def generalized_cross_entropy(q):
    return lambda z, y: (y * (1 - F.softmax(z, 1) ** q) / q).sum(1)


def symmetric_cross_entropy(alpha, beta, a):
    def loss(z, y):
        log_y = torch.where(y > 0, y.clamp_min(1e-300).log(), torch.tensor(a, dtype=y.dtype)).clamp_min(a)
        return alpha * F.cross_entropy(z, y, reduction="none") - beta * (F.softmax(z, 1) * log_y).sum(1)

    return loss


def poly_1(epsilon):
    return lambda z, y: F.cross_entropy(z, y, reduction="none") + epsilon * (1 - (y * F.softmax(z, 1)).sum(1))


def asymmetric(gamma_positive, gamma_negative, clip):
    def loss(z, y):
        p = torch.sigmoid(z)
        m = (p - clip).clamp_min(0)
        yes = (1 - p) ** gamma_positive * p.log()
        no = m**gamma_negative * (1 - m).log()
        return -(y * yes + (1 - y) * no).mean(1)

    return loss


def bi_tempered(t1, t2):
    """Amid et al. (2019): equation 8 over the tempered softmax, whose normalization is the paper's fixed-point iteration
    (appendix A), run until it stands still; autograd goes through every step of it."""

    def exp_t(x):
        return x.exp() if t2 == 1 else (1 + (1 - t2) * x) ** (1 / (1 - t2))

    def log_t(x, t):
        return x.log() if t == 1 else (x ** (1 - t) - 1) / (1 - t)

    def loss(z, y):
        if t2 == 1:
            p = F.softmax(z, 1)
        else:
            top = z.amax(1, keepdim=True)
            a = z - top
            for _ in range(3000):
                a = (z - top) * exp_t(a).sum(1, keepdim=True) ** (1 - t2)
            p = exp_t(z + log_t(1 / exp_t(a).sum(1, keepdim=True), t2) - top)
        assert torch.allclose(p.sum(1), torch.ones(len(p), dtype=p.dtype), atol=1e-12, rtol=0)
        y_log_y = torch.where(y > 0, y * log_t(y.clamp_min(1e-300), t1), torch.zeros_like(y))
        return (y_log_y - y * log_t(p, t1) - (y ** (2 - t1) - p ** (2 - t1)) / (2 - t1)).sum(1)

    return loss


def bce(z, y):
    return F.binary_cross_entropy_with_logits(z, y, reduction="none").mean(1)


k = keras.losses
no_soft = {"soft": False}
# loss or loss/variant -> (its options in a sweep, PyTorch: (logits, targets) -> [batch], Keras where it defines the same:
# (targets, logits) -> [batch], flags).
# Hinge takes the class from the target; Keras' binary focal loss mixes p and 1 - p by a soft target before the power.
losses = {
    "cross-entropy/label-smoothing": (
        {"label_smoothing": 0.1},
        lambda z, y: F.cross_entropy(z, y, reduction="none", label_smoothing=0.1),
        lambda y, z: k.categorical_crossentropy(y, z, from_logits=True, label_smoothing=0.1),
        {},
    ),
    "mse/logits": ({"on": "logits"}, lambda z, y: ((z - y) ** 2).mean(1), lambda y, z: k.mean_squared_error(y, z), {}),
    "mae": ({}, lambda z, y: (F.softmax(z, 1) - y).abs().mean(1), lambda y, z: k.mean_absolute_error(y, tf.nn.softmax(z)), {}),
    "hinge/margin": ({"margin": 1.5}, crammer_singer, None, no_soft),
    "hinge/weston-watkins": ({"form": "weston-watkins"}, weston_watkins(1, 1), None, no_soft),
    "hinge/weston-watkins/squared": ({"form": "weston-watkins", "margin": 1.5, "squared": True}, weston_watkins(1.5, 2), None, no_soft),
    "hinge/squared": ({"squared": True}, lambda z, y: F.relu(1 + z.masked_fill(y.bool(), -torch.inf).amax(1) - (y * z).sum(1)) ** 2, None, no_soft),
    "hinge/one-vs-rest/squared": ({"form": "one-vs-rest", "squared": True}, lambda z, y: (F.relu(1 - (2 * y - 1) * z) ** 2).mean(1), lambda y, z: k.squared_hinge(y, z), no_soft),
    "binary-cross-entropy": ({}, bce, lambda y, z: k.binary_crossentropy(y, z, from_logits=True), {}),
    "kl-divergence": ({}, kl_divergence, lambda y, z: k.kl_divergence(y, tf.nn.softmax(z)), {}),
    "focal": ({}, focal(2), lambda y, z: k.categorical_focal_crossentropy(y, z, alpha=1, gamma=2, from_logits=True), {}),
    "focal/gamma-0.5": (
        {"gamma": 0.5, "alpha": 0.25},
        focal(0.5, 0.25),
        lambda y, z: k.categorical_focal_crossentropy(y, z, alpha=0.25, gamma=0.5, from_logits=True),
        {},
    ),
    "generalized-cross-entropy": ({}, generalized_cross_entropy(0.7), None, {}),
    "symmetric-cross-entropy": ({}, symmetric_cross_entropy(0.1, 1.0, -4.0), None, {}),
    "bi-tempered": ({}, bi_tempered(0.8, 1.2), None, {}),
    "bi-tempered/heavy": ({"t1": 0.2, "t2": 4}, bi_tempered(0.2, 4.0), None, {}),
    "bi-tempered/no-temper": ({"t1": 1, "t2": 1}, bi_tempered(1, 1), lambda y, z: k.kl_divergence(y, tf.nn.softmax(z)), {}),
    "poly-1": ({}, poly_1(1.0), None, {}),
    "asymmetric": ({}, asymmetric(0, 4, 0.05), None, {}),
    "asymmetric/gamma-0.5": ({"gamma_positive": 1, "gamma_negative": 0.5}, asymmetric(1, 0.5, 0.05), None, {}),
    "asymmetric/no-clip": ({"gamma_positive": 2, "gamma_negative": 2, "clip": 0}, asymmetric(2, 2, 0), lambda y, z: k.binary_focal_crossentropy(y, z, gamma=2, from_logits=True), {"keras_soft": False}),
}


def evaluate(name, loss, beside, targets):
    z = torch.tensor(logits, dtype=torch.float64, requires_grad=True)
    value = loss(z, torch.tensor(targets, dtype=torch.float64))
    (gradient,) = torch.autograd.grad(value.mean(), z)
    if beside is not None:
        other = np.asarray(beside(targets.astype("f4"), logits))
        np.testing.assert_allclose(value.detach().numpy(), other, rtol=3e-5, atol=2e-6, err_msg=name)
    return {"values": flat(value.detach()), "gradient_of_mean": flat(gradient)}


cases, soft_cases = {}, {}
for name, (options, loss, beside, flags) in losses.items():
    config = {"name": name.split("/")[0], **options}
    cases[name] = {"config": config, **evaluate(name, loss, beside, np.eye(classes)[labels])}
    if flags.get("soft", True):
        soft_cases[name] = evaluate(name, loss, beside if flags.get("keras_soft", True) else None, soft)
made_by = f"torch {torch.__version__.split('+')[0]}, keras {keras.__version__}, tensorflow {tf.__version__}"
golden = {"made_by": made_by, "cases": cases, "soft": {"targets": flat(soft), "cases": soft_cases}}
(here / "loss-variants.golden.json").write_text(json.dumps(golden) + "\n")
