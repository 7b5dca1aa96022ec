"""Golden values of activation, pooling and 5x5 convolution layers, TensorFlow in float64, and of whole models, Keras in float64.

usage: python make_model_goldens.py      (writes models.golden.json beside this file; needs numpy, keras with tensorflow)
Each case holds its inputs, the output, fixed weights w, and the gradients of sum(w * output). The weights of the models are
waves that the test computes too: value i of tensor k is 0.3 sin(0.7 i + k), of the images (k = 100) its square over 0.09.
"""
import json
import math
import os
import pathlib

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import keras
import numpy as np
import tensorflow as tf

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(20240301)
keras.config.set_floatx("float64")
cases = {}


def flat(x):
    return [float(f"{v:.9g}") for v in np.asarray(x, dtype=np.float64).reshape(-1)]


def normal(*shape):
    # Float32 values, so that both sides start from the same numbers.
    return rng.normal(0, 1, shape).astype("f4").astype("f8")


def case(name, options, inputs, formula, keras_layer=None):
    tensors = {k: tf.Variable(v, dtype=tf.float64) for k, v in inputs.items()}
    with tf.GradientTape() as tape:
        output = formula(**tensors)
        weights = normal(*output.shape)
        total = tf.reduce_sum(output * weights)
    gradients = tape.gradient(total, tensors)
    if keras_layer is not None:
        np.testing.assert_allclose(output.numpy(), np.asarray(keras_layer(tensors["x"].value())), rtol=1e-6, atol=1e-9)
    cases[name] = {
        "options": options,
        "inputs": {k: {"shape": list(v.shape), "values": flat(v)} for k, v in inputs.items()},
        "output": {"shape": list(output.shape), "values": flat(output)},
        "output_weights": flat(weights),
        "gradients": {k: flat(v) for k, v in gradients.items()},
    }


activations = {
    "relu": (lambda x: tf.maximum(x, 0), keras.activations.relu),
    "leaky-relu": (lambda x: tf.where(x > 0, x, 0.01 * x), lambda x: keras.activations.leaky_relu(x, negative_slope=0.01)),
    "elu": (lambda x: tf.where(x > 0, x, tf.math.expm1(x)), keras.activations.elu),
    "gelu": (lambda x: x * (1 + tf.math.erf(x / math.sqrt(2))) / 2, lambda x: keras.activations.gelu(x, approximate=False)),
    "silu": (lambda x: x / (1 + tf.exp(-x)), keras.activations.silu),
    "tanh": (tf.tanh, keras.activations.tanh),
    "sigmoid": (lambda x: 1 / (1 + tf.exp(-x)), keras.activations.sigmoid),
    "softplus": (lambda x: tf.math.log1p(tf.exp(x)), keras.activations.softplus),
}
# Both signs, the flat tails, and no value within 0.15 of the kink of relu, so that finite differences may be taken too.
spread = np.concatenate([np.linspace(-6, -0.2, 20), np.linspace(0.2, 6, 20)]).astype("f4").astype("f8").reshape(5, 8)
for name, (formula, layer) in activations.items():
    case(f"activation/{name}", {"activation": name}, {"x": spread}, formula, layer)

for size, stride in ((2, 2), (3, 2), (2, 1)):
    case(
        f"avg-pool/{size}/stride-{stride}",
        {"size": size, "stride": stride},
        {"x": normal(2, 5, 7, 3)},
        lambda x, s=size, t=stride: tf.nn.avg_pool2d(x, s, t, "VALID"),
        keras.layers.AveragePooling2D(size, stride),
    )
case(
    "global-average-pool",
    {},
    {"x": normal(2, 4, 5, 3)},
    lambda x: tf.reduce_mean(x, (1, 2)),
    keras.layers.GlobalAveragePooling2D(),
)
for padding in ("same", "valid"):
    case(
        f"conv2d/5x5/{padding}/tanh",
        {"padding": padding, "activation": "tanh", "filters": 6, "kernel_size": 5},
        {"x": normal(2, 7, 6, 2), "kernel": normal(5, 5, 2, 6) * 0.2, "bias": normal(6)},
        lambda x, kernel, bias, p=padding.upper(): tf.tanh(tf.nn.conv2d(x, kernel, 1, p) + bias),
    )
case(
    "dense/silu",
    {"activation": "silu", "units": 5},
    {"x": normal(4, 7), "kernel": normal(7, 5), "bias": normal(5)},
    lambda x, kernel, bias: tf.nn.silu(x @ kernel + bias),
)
# A permutation of values an eighth apart: no finite difference changes which value of a window is the largest.
apart = (rng.permutation(252) - 125.5).reshape(2, 6, 7, 3) / 8
for size, stride in ((2, 2), (3, 2), (3, 1)):
    case(
        f"max-pool/{size}/stride-{stride}",
        {"size": size, "stride": stride},
        {"x": apart},
        lambda x, s=size, t=stride: tf.nn.max_pool2d(x, s, t, "VALID"),
        keras.layers.MaxPooling2D(size, stride),
    )
case("flatten", {}, {"x": normal(2, 3, 4, 2)}, lambda x: tf.reshape(x, (2, -1)), keras.layers.Flatten())


def wave(k, shape):
    return 0.3 * np.sin(0.7 * np.arange(math.prod(shape)) + k).reshape(shape)


def conv(filters, size, padding, activation):
    return L.Conv2D(filters, size, padding=padding, activation=activation)


L = keras.layers
models = {
    "logistic": ({}, [L.Flatten(), L.Dense(4)]),
    "mlp": (
        {"width": 6, "depth": 2, "activation": "gelu"},
        [L.Flatten(), L.Dense(6, "gelu"), L.Dense(6, "gelu"), L.Dense(4)],
    ),
    "lenet5": (
        {"width": 0.5},
        [
            *(conv(3, 5, "same", "tanh"), L.AveragePooling2D(2), conv(8, 5, "valid", "tanh"), L.AveragePooling2D(2)),
            *(L.Flatten(), L.Dense(60, "tanh"), L.Dense(42, "tanh"), L.Dense(4)),
        ],
    ),
    "vgg-mini": (
        {"width": 2, "units": 6},
        [
            *(conv(2, 3, "same", "relu"), conv(2, 3, "same", "relu"), L.MaxPooling2D()),
            *(conv(4, 3, "same", "relu"), conv(4, 3, "same", "relu"), L.MaxPooling2D()),
            *(L.Flatten(), L.Dense(6, "relu"), L.Dense(4)),
        ],
    ),
    "seed-cnn": (
        {},
        [conv(32, 3, "valid", "relu"), L.MaxPooling2D(), L.Flatten(), L.Dense(128, "relu"), L.Dense(4)],
    ),
}
shape = (3, 12, 12, 2)
whole = {}
for name, (options, stack) in models.items():
    network = keras.Sequential([L.Input(shape[1:]), *stack])
    network.set_weights([wave(k, w.shape) for k, w in enumerate(network.get_weights())])
    with tf.GradientTape() as tape:
        logits = network(wave(100, shape) ** 2 / 0.09)
        total = tf.reduce_sum(logits * tf.constant([1.0, 2.0, -1.0, 0.5], tf.float64))
    first = tape.gradient(total, network.trainable_weights)[0]
    whole[name] = {
        "options": options,
        "parameters": network.count_params(),
        "logits": flat(logits),
        "gradient_of_first_kernel": flat(first)[:200],
    }
made_by = f"tensorflow {tf.__version__}, keras {keras.__version__}"
(here / "models.golden.json").write_text(json.dumps({"made_by": made_by, "cases": cases, "models": whole}, separators=(",", ":")) + "\n")
